"""Notes of OpenReview: version 1 of the API with plain values, version 2 with `{"value": ...}`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from kg.sources.entry import aside, paper
from kg.sources.file import File
from kg.sources.head import Head
from kg.sources.item import Item
from kg.sources.objects import objects
from kg.sources.values import first, items, mapping, text

NAME = "openreview"
DESCRIPTION = "OpenReview notes: API versions 1 and 2"

_PLACES = ("notes.item", "item", "")
_GROUP = re.compile(r"([A-Za-z][\w-]*)\.[\w.]+/((?:19|20)\d\d)/")
_NOT_PUBLISHED = re.compile(r"submi|withdrawn|reject|under review|blind", re.IGNORECASE)


def recognise(head: Head) -> bool:
    """Say whether the first record is a note: content in a forum, by an invitation."""
    record = head.at(*_PLACES)
    return isinstance(record.get("content"), dict) and bool({"forum", "invitation", "invitations"} & record.keys())


def read(file: File) -> Iterator[Item]:
    """Yield one item for each note; reviews, decisions and comments are set aside."""
    for line, record in objects(file, _PLACES):
        yield record if isinstance(record, Item) else _paper(file.source, line, record)


def _paper(source: str, line: int | None, note: Mapping[str, object]) -> Item:
    content = {name: _value(one) for name, one in mapping(note.get("content")).items()}
    if note.get("replyto") or (text(note.get("forum")) and note.get("forum") != note.get("id")):
        return aside(source, line, "a review, decision or comment, not a paper", record=note.get("id"))
    venue, year = _venue(note, content)
    return paper(
        source,
        line,
        title=content.get("title"),
        abstract=content.get("abstract"),
        year=year or _year(note),
        venue=venue,
        authors=items(content.get("authors")),
        ids={"openreview": note.get("forum") or note.get("id")},
    )


def _value(field: object) -> object:
    return field.get("value") if isinstance(field, Mapping) else field


def _venue(note: Mapping[str, object], content: Mapping[str, object]) -> tuple[str | None, str | None]:
    """Return the venue's short name where the paper was accepted, and the year of the venue."""
    told = (content.get("venueid"), note.get("invitation"), first(note.get("invitations")), note.get("domain"))
    group = next((found for one in told if isinstance(one, str) and (found := _GROUP.match(f"{one}/"))), None)
    said = text(content.get("venue"))
    accepted = _NOT_PUBLISHED.search(said) is None if said else note.get("pdate") is not None
    if group is None:
        return (said if accepted else None), None
    return (group[1] if accepted else None), group[2]


def _year(note: Mapping[str, object]) -> int | None:
    for name in ("pdate", "cdate", "tcdate"):
        milliseconds = note.get(name)
        if isinstance(milliseconds, (int, float)):
            try:
                return dt.datetime.fromtimestamp(milliseconds / 1000, tz=dt.UTC).year
            except (OverflowError, ValueError, OSError):
                continue
    return None
