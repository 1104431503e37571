"""RIS, as reference managers export it: each record is parsed on its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import rispy

from kg.sources.columns import turned
from kg.sources.entry import aside, paper
from kg.sources.file import File
from kg.sources.head import Head
from kg.sources.item import Broken, Item
from kg.sources.lines import decoding, lines, too_long
from kg.sources.link import from_link
from kg.sources.values import first, items, text

NAME = "ris"
DESCRIPTION = "RIS"

_BEGIN = re.compile(r"\s*TY  ?-")
_END = re.compile(r"\s*ER  ?-")


def recognise(head: Head) -> bool:
    """Say whether a record begins among the first lines."""
    return any(_BEGIN.match(line) for line in head.lines[:20])


def read(file: File) -> Iterator[Item]:
    """Yield one item for each record, from its TY line to its ER line."""
    for number, record, closed in _records(file):
        if isinstance(record, Item):
            yield record
            continue
        item = _item(file.source, number, record)
        if closed is None:
            raise Broken("the last record is cut off: it has no ER line", number)
        yield item if closed else aside(file.source, number, "the record has no ER line at its end", record=record[:80])


def _item(source: str, line: int, record: str) -> Item:
    try:
        found = rispy.loads(record, skip_unknown_tags=True)
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        return aside(source, line, f"not a RIS record: {error}", record=record[:80])
    if len(found) != 1:
        return aside(source, line, "not a RIS record: a TY line is expected first", record=record[:80])
    return _paper(source, line, found[0])


def _paper(source: str, line: int, record: Mapping[str, object]) -> Item:
    scheme, value = from_link(first(record.get("urls")))
    ids: dict[str, object] = {scheme: value} if scheme else {}
    authors = [*items(record.get("authors")), *items(record.get("first_authors"))]
    return paper(
        source,
        line,
        title=text(record.get("title")) or record.get("primary_title"),
        abstract=text(record.get("abstract")) or first(record.get("notes_abstract")),
        year=record.get("year") or record.get("publication_year") or record.get("date"),
        venue=next((one for name in _VENUES if (one := text(record.get(name)))), None),
        authors=[turned(name) for name in authors],
        ids={**ids, "doi": text(record.get("doi")) or ids.get("doi")},
    )


_VENUES = ("secondary_title", "journal_name", "alternate_title3", "alternate_title2", "alternate_title1")


def _records(file: File) -> Iterator[tuple[int, str | Item, bool | None]]:
    """Yield each record's text with its first line and whether it is closed; None for the last, left open."""
    begun, parts = 0, list[str]()
    for line in lines(file.stream):
        failed, said = "", ""
        try:
            said = line.data.decode("utf-8") if line.data is not None else ""
        except UnicodeDecodeError as error:
            failed = decoding(error)
        failed = too_long(line) if line.data is None else failed
        if failed:
            yield line.number, aside(file.source, line.number, failed, record="".join(parts)[:80]), True
            begun, parts = 0, []
        elif _BEGIN.match(said):
            if parts:
                yield begun, "".join(parts), False
            begun, parts = line.number, [said]
        elif parts:
            parts.append(said)
            if _END.match(said):
                yield begun, "".join(parts), True
                begun, parts = 0, []
        elif said.strip() and not _END.match(said) and not begun:
            begun = line.number
            yield (
                line.number,
                aside(file.source, line.number, "stands outside a record: a TY line is expected", said[:80]),
                True,
            )
    if parts:
        yield begun, "".join(parts), None
