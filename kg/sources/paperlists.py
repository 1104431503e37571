"""Lists of conference papers by papercopilot (paperlists) and airas: JSON lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.sources.columns import people
from kg.sources.entry import paper
from kg.sources.file import File
from kg.sources.head import Head
from kg.sources.item import Item
from kg.sources.link import from_link
from kg.sources.objects import objects
from kg.sources.values import text

NAME = "paperlists"
DESCRIPTION = "Conference lists of paperlists and airas"

_FILE = re.compile(r"([a-z]+)[_-]?((?:19|20)\d\d)(?!\d)", re.IGNORECASE)
_BIBTEX_YEAR = re.compile(r"\byear\s*=\s*[{\"]?\s*(\d{4})", re.IGNORECASE)
_NOT_PUBLISHED = re.compile(r"withdraw|reject|active|submi", re.IGNORECASE)


def recognise(head: Head) -> bool:
    """Say whether the first record has the fields that one of the two lists has."""
    names = head.record.keys()
    return {"title", "status", "track", "author"} <= names or {"title", "conference", "paper_url", "topic"} <= names


def read(file: File) -> Iterator[Item]:
    """Yield one item for each paper; paperlists gives venue and year only in the file's name (`iclr2018.json`)."""
    named = _FILE.match(file.head.name)
    for line, record in objects(file):
        yield record if isinstance(record, Item) else _paper(file.source, line, record, named)


def _paper(source: str, line: int | None, record: Mapping[str, object], named: re.Match[str] | None) -> Item:
    venue = text(record.get("conference")) or (named[1] if named else None)
    dated = _BIBTEX_YEAR.search(text(record.get("bibtex")) or "")
    published = _NOT_PUBLISHED.search(str(record.get("status"))) is None
    links = (from_link(record.get(name)) for name in ("site", "pdf", "paper_url", "openreview", "arxiv"))
    return paper(
        source,
        line,
        title=record.get("title"),
        abstract=record.get("abstract"),
        year=record.get("year") or (dated[1] if dated else None) or (named[2] if named else None),
        venue=venue.upper() if venue and published else None,
        authors=people(record.get("authors") or record.get("author")),
        ids={scheme: value for scheme, value in links if scheme},
    )
