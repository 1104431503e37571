"""unarXive: full texts of arXiv with linked references, JSON lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.sources.arxiv_kaggle import from_snapshot
from kg.sources.file import File
from kg.sources.head import Head
from kg.sources.item import Item
from kg.sources.objects import objects
from kg.sources.values import first, mapping, scheme_id, within

NAME = "unarxive"
DESCRIPTION = "unarXive: arXiv texts with linked references"

_SCHEMES = (("arxiv", "arxiv_id"), ("doi", "doi"))


def recognise(head: Head) -> bool:
    """Say whether the first record has arXiv's metadata and a bibliography."""
    record = head.record
    return "paper_id" in record and "metadata" in record and ("bib_entries" in record or "_source_hash" in record)


def read(file: File) -> Iterator[Item]:
    """Yield one item for each paper; a reference that is linked in several ways is given as arXiv's id first."""
    for line, record in objects(file):
        yield record if isinstance(record, Item) else _paper(file.source, line, record)


def _paper(source: str, line: int | None, record: Mapping[str, object]) -> Item:
    metadata = {**mapping(record.get("metadata"))}
    metadata["id"] = record.get("paper_id")
    if not metadata.get("abstract"):
        metadata["abstract"] = within(record, "abstract", "text")
    references = (_reference(one) for one in mapping(record.get("bib_entries")).values())
    return from_snapshot(source, line, metadata, tuple(one for one in references if one))


def _reference(entry: object) -> str | None:
    linked = mapping(within(entry, "ids"))
    for scheme, name in _SCHEMES:
        if found := scheme_id(scheme, linked.get(name)):
            return found
    contained = first(within(entry, "contained_arXiv_ids"))
    if found := scheme_id("arxiv", contained.get("id") if isinstance(contained, Mapping) else contained):
        return found
    work = linked.get("open_alex_id")
    return f"openalex:{work}" if isinstance(work, str) and work else None
