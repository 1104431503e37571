"""Papers of the Semantic Scholar Graph API: single, in lists, in searches, as references and citations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.sources.columns import people
from kg.sources.entry import paper
from kg.sources.file import File
from kg.sources.head import Head
from kg.sources.item import Item
from kg.sources.objects import objects
from kg.sources.values import mapping, mappings, scheme_id, text, within

NAME = "semanticscholar"
DESCRIPTION = "Semantic Scholar Graph API: papers, searches, references, citations, recommendations"

_HASH = re.compile(r"[0-9a-f]{40}")
_LISTS = ("data.item.citedPaper", "data.item.citingPaper", "data.item.paper", "data.item")
_PLACES = (
    *_LISTS,
    *(f"response.{place}" for place in _LISTS),
    "recommendedPapers.item",
    "papers.item",
    "item",
    "response",
    "",
)


def recognise(head: Head) -> bool:
    """Say whether the first record has a paper's id as this service gives it."""
    record = head.at(*_PLACES)
    id = record.get("paperId", "")
    return id is None or _HASH.fullmatch(str(id)) is not None or {"corpusId", "title"} <= record.keys()


def read(file: File) -> Iterator[Item]:
    """Yield one item for each paper; its references are those that the record lists."""
    for line, record in objects(file, _PLACES):
        yield record if isinstance(record, Item) else _paper(file.source, line, record)


def _paper(source: str, line: int | None, record: Mapping[str, object]) -> Item:
    external = mapping(record.get("externalIds"))
    return paper(
        source,
        line,
        title=record.get("title"),
        abstract=record.get("abstract"),
        year=record.get("year") or record.get("publicationDate"),
        venue=text(record.get("venue")) or within(record, "journal", "name"),
        authors=people(record.get("authors")),
        ids=external_ids(external, record.get("paperId") or record.get("corpusId") or external.get("CorpusId")),
        references=[
            found
            for one in mappings(record.get("references"))
            if (found := scheme_id("s2", one.get("paperId") or within(one, "citedPaper", "paperId")))
        ],
    )


def external_ids(external: Mapping[str, object], s2: object) -> dict[str, object]:
    """Return the identifiers that Semantic Scholar gives under names of its own."""
    names = {"arxiv": "ArXiv", "doi": "DOI", "acl": "ACL"}
    return {**{scheme: external.get(name) for scheme, name in names.items()}, "s2": s2}
