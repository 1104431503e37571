"""JSON lines with a title in each: the exchange format, and other records with usual names."""

from __future__ import annotations

from collections.abc import Iterator

from kg.sources.columns import are_papers, from_record
from kg.sources.file import File
from kg.sources.head import Head
from kg.sources.item import Item
from kg.sources.objects import line_objects

NAME = "jsonl"
DESCRIPTION = "JSON lines with titles and abstracts; the exchange format, in which papers are also exported"


def recognise(head: Head) -> bool:
    """Say whether each line is a JSON object and the first has a title."""
    return head.is_lines and are_papers(head.record, head.columns)


def read(file: File) -> Iterator[Item]:
    """Yield one item for each line that is not blank."""
    for line, record in line_objects(file):
        yield record if isinstance(record, Item) else from_record(file.source, line, record, file.columns)
