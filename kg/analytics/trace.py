"""Follow an entity through the years: who introduced it, who took it up, and what came of it."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from pydantic import Field

from kg.card import sentences
from loaders.snapshot import Snapshot
from schemas.edges import EVIDENCE_CLASSES, EvidenceEdge
from schemas.nodes import EntityNode, PaperNode
from schemas.record import Record

SHOWN = 3
"""Papers that are named for each year."""


class Naming(Record):
    """Hold a paper that names the entity, with the sentence that does."""

    id: str
    title: str
    year: int | None
    sentence: str


class Year(Record):
    """Count the papers of one year by what they do with the entity."""

    year: int
    papers: int
    introduced: int
    used: int
    mentioned: int
    first: tuple[Naming, ...] = Field(description="Papers of that year, those that use it first, cited most first")


class Variant(Record):
    """Hold a variant of the entity with the year in which it was first named."""

    id: str
    name: str
    papers: int
    since: int | None


class Trace(Record):
    """Hold the history of an entity as the graph knows it."""

    id: str
    name: str
    label: str
    introduced_by: tuple[Naming, ...]
    variant_of: tuple[Variant, ...]
    variants: tuple[Variant, ...]
    years: tuple[Year, ...]
    undated: int = Field(description="Papers that name it and have no year")


class _Named(NamedTuple):
    paper: PaperNode
    edge: EvidenceEdge
    type: str
    cited: int


def trace(snapshot: Snapshot, entity: EntityNode) -> Trace:
    """Return the history of an entity; the time grows with the papers that name it."""
    named = []
    for edge in snapshot.edges_to(entity.id, *EVIDENCE_CLASSES):
        kind, paper = edge.type, snapshot.node(edge.source)
        if isinstance(edge, EvidenceEdge) and isinstance(paper, PaperNode):
            named.append(_Named(paper, edge, kind, len(snapshot.edges_to(paper.id, "CITES", "BUILDS_ON"))))
    named.sort(key=lambda one: (one.paper.year or 9999, one.paper.id))
    years: dict[int, list[_Named]] = {}
    for one in named:
        if one.paper.year is not None:
            years.setdefault(one.paper.year, []).append(one)
    return Trace(
        id=entity.id,
        name=entity.name,
        label=type(entity).__name__.removesuffix("Node"),
        introduced_by=tuple(_naming(one) for one in named if one.type == "INTRODUCES"),
        variant_of=_variants(snapshot, [edge.target for edge in snapshot.edges_from(entity.id, "VARIANT_OF")]),
        variants=_variants(snapshot, [edge.source for edge in snapshot.edges_to(entity.id, "VARIANT_OF")]),
        years=tuple(_year(year, those) for year, those in years.items()),
        undated=sum(one.paper.year is None for one in named),
    )


def _year(year: int, named: list[_Named]) -> Year:
    kinds = Counter({"INTRODUCES": "introduced", "MENTIONS": "mentioned"}.get(one.type, "used") for one in named)
    rank = {"INTRODUCES": 0, "MENTIONS": 2}
    first = sorted(named, key=lambda one: (rank.get(one.type, 1), -one.cited, one.paper.id))[:SHOWN]
    return Year(
        year=year,
        papers=len({one.paper.id for one in named}),
        introduced=kinds["introduced"],
        used=kinds["used"],
        mentioned=kinds["mentioned"],
        first=tuple(_naming(one) for one in first),
    )


def _naming(one: _Named) -> Naming:
    sentence = next((s.sentence for s in sentences(one.paper, one.edge)), "")
    return Naming(id=one.paper.id, title=one.paper.title, year=one.paper.year, sentence=sentence)


def _variants(snapshot: Snapshot, ids: list[str]) -> tuple[Variant, ...]:
    found = []
    for id in ids:
        node = snapshot.node(id)
        if isinstance(node, EntityNode):
            papers = {edge.source for edge in snapshot.edges_to(id, *EVIDENCE_CLASSES)}
            years = [year for paper in papers if (year := getattr(snapshot.node(paper), "year", None))]
            found.append(Variant(id=id, name=node.name, papers=node.papers, since=min(years, default=None)))
    return tuple(sorted(found, key=lambda variant: (variant.since or 9999, variant.id)))
