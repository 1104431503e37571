"""The JSON of the daily-papers API of Hugging Face."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.sources.columns import people
from kg.sources.entry import aside, paper
from kg.sources.file import File
from kg.sources.head import Head
from kg.sources.item import Item
from kg.sources.objects import objects

NAME = "huggingface_daily"
DESCRIPTION = "Hugging Face daily papers: JSON of the API, lists and single papers"


def recognise(head: Head) -> bool:
    """Say whether the first record holds a paper with a summary."""
    inner = head.record.get("paper")
    if isinstance(inner, dict):
        return "title" in inner and ("summary" in inner or "publishedAt" in inner)
    return {"id", "title", "summary", "publishedAt"} <= head.record.keys()


def read(file: File) -> Iterator[Item]:
    """Yield one item for each paper of the day."""
    for line, record in objects(file):
        yield record if isinstance(record, Item) else entry(file.source, line, record)


def entry(source: str, line: int | None, record: Mapping[str, object]) -> Item:
    """Make an item of one record of the API: `{"paper": {"id", "title", "summary", "authors", ...}}`, or what it wraps."""
    inner = record if "summary" in record and "paper" not in record else record.get("paper")
    if not isinstance(inner, Mapping):
        return aside(source, line, "the record holds no paper", record=record.get("title"))
    return paper(
        source,
        line,
        title=inner.get("title"),
        abstract=inner.get("summary"),
        year=inner.get("publishedAt"),
        authors=people(inner.get("authors")),
        ids={"huggingface": inner.get("id"), "arxiv": inner.get("id")},
    )
