"""Find entities that rise and that fade."""

from __future__ import annotations

import math
from collections import Counter

from kg.analytics.record import Trend, Trends
from kg.analytics.years import Naming, later_half

_Z = 1.959963984540054


def trends(naming: Naming, *, top: int = 20, least: int = 5, since: int | None = None) -> tuple[Trends, Trends]:
    """Return the entities whose part of the papers rose, and those whose part fell, surest first.

    The later years begin at `since`; by default the years are split so that both parts have as many
    papers as can be. Compared are rates, never counts: the ratio of the two rates with an interval at
    95% on its logarithm (half a paper added to each count). Entities with fewer than `least` papers
    are left out. O(edges). Source: Katz, Baptista, Azen and Pike, 1978; Haldane, 1956 for the half.
    """
    papers = Counter(paper.year for paper in naming.papers)
    since = since if since is not None else later_half(naming.years, papers)
    if since is None:
        note = "all papers are of one year" if papers else "no paper has a year and an entity"
        return tuple(Trends(measure=m, since=None, rows=(), note=note) for m in ("rising", "fading"))  # type: ignore[return-value]
    early = sum(count for year, count in papers.items() if year < since)
    late = sum(papers.values()) - early
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for paper in naming.papers:
        (after if paper.year >= since else before).update(paper.entities)
    rows = [
        _trend(naming, entity, before[entity], after[entity], early, late)
        for entity in sorted(before.keys() | after.keys())
        if before[entity] + after[entity] >= least
    ]
    rising = sorted((r for r in rows if r.low > 1), key=lambda r: (-r.low, r.id))[:top]
    fading = sorted((r for r in rows if r.high < 1), key=lambda r: (r.high, r.id))[:top]
    note = "no change is surer than chance"
    return (
        Trends(measure="rising", since=since, rows=tuple(rising), note=None if rising else note),
        Trends(measure="fading", since=since, rows=tuple(fading), note=None if fading else note),
    )


def _trend(naming: Naming, entity: str, before: int, after: int, early: int, late: int) -> Trend:
    a, b, n, m = after + 0.5, before + 0.5, late + 0.5, early + 0.5
    ratio = (a / n) / (b / m)
    error = math.sqrt(max(0.0, 1 / a - 1 / n + 1 / b - 1 / m))
    return Trend(
        id=entity,
        name=naming.names[entity],
        type=naming.types[entity],
        before=before,
        after=after,
        ratio=ratio,
        low=ratio * math.exp(-_Z * error),
        high=ratio * math.exp(_Z * error),
    )
