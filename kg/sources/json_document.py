"""A JSON document with a list of records that have titles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.sources.columns import from_record, has_title
from kg.sources.file import File
from kg.sources.head import Head
from kg.sources.item import Item
from kg.sources.objects import objects

NAME = "json"
DESCRIPTION = "JSON document: a list of records with titles and abstracts, alone or under `papers`, `data` or `results`"

_LISTS = ("papers", "data", "results", "records", "items")
_PLACES = (*(f"{name}.item" for name in _LISTS), "item", "")


def recognise(head: Head) -> bool:
    """Say whether it is a list of records, or has one, of which the first has a title."""
    return head.is_json and has_title(_first(head), head.columns)


def read(file: File) -> Iterator[Item]:
    """Yield one item for each record of the list."""
    for line, record in objects(file, _PLACES):
        yield record if isinstance(record, Item) else from_record(file.source, line, record, file.columns)


def _first(head: Head) -> Mapping[str, object]:
    for name in _LISTS:
        records = head.record.get(name)
        if isinstance(records, list) and records and isinstance(records[0], dict):
            return records[0]
    return head.record
