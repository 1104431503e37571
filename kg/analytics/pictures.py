"""Draw measures with matplotlib, which comes with `pip install 'paper-graph[pictures]'`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.analytics.analyze import Analysis
from kg.analytics.record import CoUse, Gaps, MainPath, RankedPapers, Trends
from kg.analytics.trace import Trace
from loaders.files.placing import placing_file
from schemas.errors import UsageError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BLUE, _RED, _GREEN, _GREY = "#4477aa", "#ee6677", "#228833", "#bbbbbb"
_ROWS = 15
_LONGEST = 48


def draw_trace(trace: Trace, path: Path) -> None:
    """Draw how many papers introduce, use and mention an entity in each year, and when its variants came."""
    with _axes(path, rows=6 + 0.35 * min(len(trace.variants), _ROWS)) as axes:
        years = [row.year for row in trace.years]
        below = [0] * len(years)
        for kind, colour in (("introduced", _GREEN), ("used", _BLUE), ("mentioned", _GREY)):
            counts = [getattr(row, kind) for row in trace.years]
            axes.bar(years, counts, bottom=below, color=colour, label=kind)
            below = [a + b for a, b in zip(below, counts, strict=True)]
        top = max(below, default=1)
        dated = [v for v in trace.variants if v.since is not None][:_ROWS]
        for place, variant in enumerate(dated):
            height = top * (1.08 + 0.08 * place)
            axes.plot([float(variant.since or 0)], [height], marker="D", color=_RED)
            axes.annotate(f"   {_cut(variant.name)}", (float(variant.since or 0), height), va="center", fontsize=8)
        axes.set(title=f"{trace.name}: papers that name it, and its variants", xlabel="year", ylabel="papers")
        _whole_years(axes)
        axes.legend(loc="upper right")


def draw_analysis(analysis: Analysis, folder: Path) -> list[Path]:
    """Draw each measure that is worth a picture and has rows into a file of its own; return the files."""
    drawn = []
    for name, description, finding in analysis.findings():
        if not getattr(finding, "rows", ()):
            continue
        path = folder / f"{name}.svg"
        title = finding.title or description
        if isinstance(finding, RankedPapers):
            ranked = [(f"{row.title} ({row.year or '?'})", row.value) for row in finding.rows]
            _bars(path, title, finding.measure, ranked)
        elif isinstance(finding, Trends):
            _ranges(path, title, "rate later / rate earlier", [(r.name, r.ratio, r.low, r.high) for r in finding.rows])
        elif isinstance(finding, CoUse):
            pairs = [(f"{r.first} + {r.second}", r.lift, r.low, r.high) for r in finding.rows]
            _ranges(path, title, "lift", pairs)
        elif isinstance(finding, Gaps):
            _bars(path, title, "Adamic–Adar", [(f"{row.task} × {row.data}", row.score) for row in finding.rows])
        elif isinstance(finding, MainPath):
            _path(path, title, finding)
        elif name == "communities":
            labelled = [(", ".join(row.label[:3]) or f"{row.number}", row.papers) for row in analysis.communities.rows]
            _bars(path, title, "papers", labelled)
        else:
            continue
        drawn.append(path)
    return drawn


def _bars(path: Path, title: str, measure: str, rows: Sequence[tuple[str, float]]) -> None:
    shown = list(reversed(rows[:_ROWS]))
    with _axes(path, rows=len(shown)) as axes:
        axes.barh([str(n) for n in range(len(shown))], [value for _, value in shown], color=_BLUE)
        axes.set_yticks(range(len(shown)), [_cut(name) for name, _ in shown])
        axes.set(title=title, xlabel=measure)


def _ranges(path: Path, title: str, measure: str, rows: Sequence[tuple[str, float, float, float]]) -> None:
    shown = list(reversed(rows[:_ROWS]))
    with _axes(path, rows=len(shown)) as axes:
        places = list(range(len(shown)))
        axes.hlines(places, [low for *_, low, _ in shown], [high for *_, high in shown], color=_GREY, linewidth=4)
        axes.plot([value for _, value, _, _ in shown], places, "o", color=_BLUE)
        axes.axvline(1.0, color=_RED, linewidth=1)
        axes.set_xscale("log")
        axes.set_yticks(places, [_cut(name) for name, *_ in shown])
        axes.set(title=title, xlabel=f"{measure}, with its interval at 95%")


def _path(path: Path, title: str, found: MainPath) -> None:
    with _axes(path, rows=len(found.rows)) as axes:
        years = [row.year or 0 for row in found.rows]
        places = list(range(len(years)))
        axes.plot(years, places, "o-", color=_BLUE)
        axes.set_yticks(places, [_cut(row.title) for row in found.rows])
        _whole_years(axes)
        axes.set(title=title, xlabel="year")


def _whole_years(axes: Axes) -> None:
    from matplotlib.ticker import MaxNLocator

    axes.xaxis.set_major_locator(MaxNLocator(integer=True))


@contextmanager
def _axes(path: Path, rows: float) -> Iterator[Axes]:
    """Give axes to draw on; what is drawn becomes an SVG file, the same bytes for the same data."""
    try:
        import matplotlib as mpl
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure
    except ImportError:
        raise UsageError("pictures need matplotlib; install it with: pip install 'paper-graph[pictures]'") from None
    figure = Figure(figsize=(10, max(3.0, 1.2 + 0.32 * rows)), layout="constrained")
    FigureCanvasSVG(figure)
    axes = figure.add_subplot()
    yield axes
    path.parent.mkdir(parents=True, exist_ok=True)
    with placing_file(path) as draft, mpl.rc_context({"svg.hashsalt": path.name, "svg.fonttype": "none"}):
        figure.savefig(draft, format="svg", metadata={"Date": None})


def _cut(name: str) -> str:
    """Cut a name to a length that fits; a dollar sign would begin a formula."""
    text = " ".join("".join(c if c.isprintable() else " " for c in name).split()).replace("$", r"\$")
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
