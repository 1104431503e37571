"""What a folder of files from many sources gives: the table of `docs/sources.md`.

Made by `python -m kg.sources.survey FOLDER > docs/sources.md`. It counts; of what the files say it
repeats nothing.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from pathlib import Path

from kg.sources.archive import is_archive
from kg.sources.file import BREAKS, opened
from kg.sources.formats import FORMATS
from kg.sources.item import FileEnd, Item
from kg.sources.read import read, recognised
from schemas.paper import Paper
from schemas.record import Record

_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_SAID = re.compile(
    r"(?:, which says| with an error):.*|, which begins .*|; name its format.*|; the \d+ entries before it.*"
)
_NUMBERS = re.compile(r"(?<=line )\d+|(?<=column )\d+|(?<=character )\d+")


class Surveyed(Record):
    """Count what one file gave."""

    file: str
    format: str
    entries: int
    papers: int
    abstracts: int
    authors: int
    references: int
    aside: dict[str, int]
    notes: int
    whole: bool


def survey(folder: Path) -> list[Surveyed]:
    """Read every file below a folder and count what each gives, by name."""
    rows = []
    items: list[Item] = []
    for one in read([folder]):
        if isinstance(one, Item):
            items.append(one)
        else:
            rows.append(_counted(folder, one, items))
            items = []
    return sorted(rows, key=lambda row: row.file)


def page(rows: list[Surveyed]) -> str:
    """Return the page: one table of what each format read, one of the files, one of what was set aside."""
    lines = [
        "# Sources",
        "",
        "Papers are read from the formats below, each recognised by its content. The tables are made by",
        "`python -m kg.sources.survey FOLDER` from recorded answers and files of the services, which are no part of this",
        "project: every file is read, or refused with the reason. Records are papers and what was set aside, together.",
        "",
        "## Formats",
        "",
        "| `--format` | reads |",
        "|---|---|",
        *(f"| `{name}` | {source.DESCRIPTION} |" for name, source in FORMATS.items()),
        "",
        "## What recorded files give",
        "",
        "| file | format | records | papers | with abstract | with authors | references | set aside | why |",
        "|---|---|--:|--:|--:|--:|--:|--:|---|",
    ]
    for row in rows:
        why = "; ".join(f"{reason}{f' ({count})' if count > 1 else ''}" for reason, count in row.aside.items())
        name, figures = f"{row.file}{'' if row.whole else ' †'}", (row.entries, row.papers, row.abstracts, row.authors)
        lines.append(
            f"| {name} | {row.format} | {' | '.join(map(str, figures))} | {row.references} | {sum(row.aside.values())} "
            f"| {why.replace('|', '/')} |"
        )
    total = [
        sum(getattr(row, name) for row in rows) for name in ("entries", "papers", "abstracts", "authors", "references")
    ]
    aside = sum(sum(row.aside.values()) for row in rows)
    lines += [f"| **{len(rows)} files** | | {' | '.join(map(str, total))} | {aside} | |", ""]
    lines += ["† The file was refused, or breaks off: what the corpus holds of it from before stays.", ""]
    return "\n".join(lines)


def _counted(folder: Path, end: FileEnd, items: list[Item]) -> Surveyed:
    papers = [item.record for item in items if isinstance(item.record, Paper)]
    reasons = Counter(_plain(item.record.reason) for item in items if not isinstance(item.record, Paper))
    return Surveyed(
        file=Path(end.source).relative_to(os.path.abspath(folder)).as_posix(),  # noqa: PTH100 - as the sources are named
        format=_format(Path(end.source)),
        entries=end.entries,
        papers=len(papers),
        abstracts=sum(bool(paper.abstract) for paper in papers),
        authors=sum(bool(paper.authors) for paper in papers),
        references=sum(len(paper.references) for paper in papers),
        aside=dict(reasons.most_common()),
        notes=sum(len(item.notes) for item in items),
        whole=end.whole,
    )


def _format(path: Path) -> str:
    try:
        with opened(path, str(path)) as file:
            if is_archive(file):
                return "archive"
            found = recognised(file)
    except BREAKS:
        found = None
    return found.NAME if found else "-"


def _plain(reason: str) -> str:
    """Return a reason without what it quotes, so that like reasons are counted as one."""
    return _NUMBERS.sub("N", _QUOTED.sub("...", _SAID.sub("", reason)))


if __name__ == "__main__":
    sys.stdout.write(page(survey(Path(sys.argv[1]))))
