"""The snapshot of arXiv's metadata on Kaggle: JSON lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.sources.arxiv_oai import split_authors
from kg.sources.entry import paper
from kg.sources.file import File
from kg.sources.head import Head
from kg.sources.item import Item
from kg.sources.objects import objects
from kg.sources.values import first, flat, items, text, within

NAME = "arxiv_kaggle"
DESCRIPTION = "arXiv metadata snapshot of Kaggle"


def recognise(head: Head) -> bool:
    """Say whether the first record has the fields that only this snapshot has."""
    return "authors_parsed" in head.record or {"submitter", "journal-ref", "categories"} <= head.record.keys()


def read(file: File) -> Iterator[Item]:
    """Yield one item for each record."""
    for line, record in objects(file):
        yield record if isinstance(record, Item) else from_snapshot(file.source, line, record, ())


def from_snapshot(source: str, line: int | None, record: Mapping[str, object], references: tuple[str, ...]) -> Item:
    """Make an item of one record of the snapshot."""
    return paper(
        source,
        line,
        title=flat(record.get("title")) or record.get("title"),
        abstract=flat(record.get("abstract")) or record.get("abstract"),
        year=within(first(record.get("versions")), "created") or record.get("update_date"),
        authors=_authors(record),
        ids={"arxiv": record.get("id"), "doi": _doi(record.get("doi"))},
        references=references,
    )


def _authors(record: Mapping[str, object]) -> list[object]:
    parsed = [
        " ".join(part for part in (parts[1:2] + parts[:1] + parts[2:3]) if part.strip())
        for one in items(record.get("authors_parsed"))
        if (parts := [part for part in items(one) if isinstance(part, str)])
    ]
    return [*parsed] or [*split_authors(text(record.get("authors")) or "")]


def _doi(value: object) -> object:
    """Return the first of the identifiers that authors wrote into one field."""
    return value.split()[0].rstrip(",;") if isinstance(value, str) and value.split() else value
