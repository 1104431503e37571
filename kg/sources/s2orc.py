"""S2ORC and the corpora around it: metadata with citations, texts with annotations, SPECTER's metadata."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from kg.sources.columns import people
from kg.sources.entry import paper
from kg.sources.file import File
from kg.sources.head import Head
from kg.sources.item import Item
from kg.sources.objects import objects
from kg.sources.semanticscholar import external_ids
from kg.sources.values import items, mapping, mappings, scheme_id, text, within

NAME = "s2orc"
DESCRIPTION = "S2ORC: metadata, annotated texts; the Semantic Scholar corpus of 2019; SPECTER's metadata"

_PLACES = ("item", "", "*")


def recognise(head: Head) -> bool:
    """Say whether the first record has fields that only these have."""
    record = head.at("item", "")
    return (
        "outbound_citations" in record
        or {"paperAbstract", "outCitations"} <= record.keys()
        or ("corpusid" in record and "annotations" in mapping(record.get("content")))
        or _is_keyed(head)
    )


def read(file: File) -> Iterator[Item]:
    """Yield one item for each record."""
    places = ("*",) if _is_keyed(file.head) else _PLACES
    for line, record in objects(file, places):
        if isinstance(record, Item):
            yield record
        elif "content" in record:
            yield _annotated(file.source, line, record)
        else:
            yield _paper(file.source, line, record)


def _is_keyed(head: Head) -> bool:
    """Say whether it is one object that holds each paper under its id."""
    record = head.at("*")
    return "title" in record and text(record.get("paper_id")) in mapping(head.json)


def _paper(source: str, line: int | None, record: Mapping[str, object]) -> Item:
    cited = record.get("outbound_citations") or record.get("outCitations")
    return paper(
        source,
        line,
        title=record.get("title"),
        abstract=record.get("abstract") if "abstract" in record else record.get("paperAbstract"),
        year=record.get("year"),
        venue=text(record.get("venue")) or text(record.get("journal")) or text(record.get("journalName")),
        authors=people(record.get("authors")),
        ids={
            "s2": record.get("paper_id") or record.get("id"),
            "arxiv": record.get("arxiv_id"),
            "acl": record.get("acl_id"),
            "doi": record.get("doi"),
        },
        references=[one for id in items(cited) if (one := scheme_id("s2", id))],
    )


def _annotated(source: str, line: int | None, record: Mapping[str, object]) -> Item:
    """Read a text of S2ORC since 2023: the fields are stretches of one text, marked by offsets."""
    content = mapping(record.get("content"))
    whole = text(content.get("text")) or ""
    marks = mapping(content.get("annotations"))
    cited = (within(one, "attributes", "matched_paper_id") for one in _spans(marks.get("bibentry")))
    return paper(
        source,
        line,
        title=" ".join(_marked(whole, marks.get("title"))) or None,
        abstract="\n".join(_marked(whole, marks.get("abstract"))),
        year=record.get("year"),
        authors=_marked(whole, marks.get("author")),
        ids=external_ids(mapping(record.get("externalids")), record.get("corpusid")),
        references=[one for id in cited if (one := scheme_id("s2", id))],
    )


def _spans(value: object) -> Iterator[Mapping[str, object]]:
    """Yield the spans of an annotation, which is a list or a list written as text."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return
    yield from mappings(value)


def _marked(whole: str, spans: object) -> list[str]:
    found = []
    for span in _spans(spans):
        start, end = span.get("start"), span.get("end")
        if isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(whole):
            found.append(" ".join(whole[start:end].split()))
    return found
