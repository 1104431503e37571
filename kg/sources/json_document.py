"""A JSON document with a list of records that have titles."""

from __future__ import annotations

from collections.abc import Iterator

from kg.sources.columns import are_papers, from_record
from kg.sources.file import File
from kg.sources.head import Head
from kg.sources.item import Item
from kg.sources.objects import objects

NAME = "json"
DESCRIPTION = "JSON document: a list of records with titles and abstracts, alone or under `papers`, `data` or `results`"

_PLACES = ("papers.item", "data.item", "results.item", "records.item", "items.item", "item", "")


def recognise(head: Head) -> bool:
    """Say whether it is a list of records, or has one, of which the first has a title."""
    return head.is_json and are_papers(head.at(*_PLACES), head.columns)


def read(file: File) -> Iterator[Item]:
    """Yield one item for each record of the list."""
    for line, record in objects(file, _PLACES):
        yield record if isinstance(record, Item) else from_record(file.source, line, record, file.columns)
