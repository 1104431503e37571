"""The words that an edge stands on."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from kg.sentence import sentence_span
from kg.serve.shapes import EdgeCard, PaperQuotes, Quote, Ref
from kg.serve.view import View
from loaders.snapshot import evidence
from schemas.definitions import EDGES
from schemas.edges import AnyEdge, BuildsOn, EvidenceEdge
from schemas.errors import UnknownName
from schemas.nodes import ClaimNode, PaperNode

MOST_PAPERS = 20
CO_USED = "CO_USED"
_LISTS = frozenset({"type", "source", "target", "fields", "starts", "ends", "texts", "confidences"})


def quote(paper: PaperNode, field: str, start: int, end: int, text: str, confidence: float) -> Quote:
    """Put a mention into its sentence."""
    whole = paper.title if field == "title" else paper.abstract
    begin, finish = sentence_span(whole, start, end)
    return Quote(
        field="title" if field == "title" else "abstract",
        start=start,
        end=end,
        text=text,
        confidence=confidence,
        sentence=whole[begin:finish],
        sentence_start=begin,
    )


def paper_quotes(view: View, edge: EvidenceEdge, entity: Ref | None = None) -> PaperQuotes:
    """Return what a paper says of an entity."""
    paper = view.paper(edge.source)
    return PaperQuotes(
        paper=view.ref(paper.id),
        title=paper.title,
        abstract=paper.abstract,
        entity=entity,
        type=str(getattr(edge, "type")),  # noqa: B009
        extractor=edge.extractor,
        quotes=tuple(quote(paper, *mention) for mention in evidence(edge)),
    )


def edge_card(view: View, source: str, type: str, target: str) -> EdgeCard:
    """Say why an edge is there; raise `UnknownName` when it is not."""
    if type == CO_USED:
        return _used_together(view, source, target)
    edge = view.snapshot.edge(source, type, target)
    if edge is None:
        raise UnknownName("edge", f"{source} {type} {target}")
    papers = tuple(_papers(view, edge))
    return EdgeCard(
        source=view.ref(source),
        target=view.ref(target),
        type=type,
        meaning=EDGES[type].description,
        details=edge.model_dump(mode="json", exclude=set(_LISTS)),
        papers=papers,
        total=len(papers),
    )


def naming_edges(view: View, entity: str, paper: str) -> Iterable[EvidenceEdge]:
    """Yield the edges from a paper to an entity that stand on its words."""
    for edge in view.snapshot.edges_from(paper):
        if edge.target == entity and isinstance(edge, EvidenceEdge):
            yield edge


def _papers(view: View, edge: AnyEdge) -> Iterable[PaperQuotes]:
    if isinstance(edge, EvidenceEdge):
        yield paper_quotes(view, edge)
    elif isinstance(edge, BuildsOn):
        for entity in edge.entities:
            for paper in (edge.source, edge.target):
                for naming in naming_edges(view, entity, paper):
                    yield paper_quotes(view, naming, view.ref(entity))
    elif edge.type in ("CLAIMS", "ABOUT", "ON", "IN"):
        claim = view.snapshot.node(edge.target if edge.type == "CLAIMS" else edge.source)
        if isinstance(claim, ClaimNode):
            yield claim_quotes(view, claim)


def claim_quotes(view: View, claim: ClaimNode) -> PaperQuotes:
    """Return the words of a claim in its paper."""
    paper = view.paper(claim.paper)
    spot = quote(paper, claim.field, claim.start, claim.end, claim.text, claim.confidence)
    return PaperQuotes(
        paper=view.ref(paper.id),
        title=paper.title,
        abstract=paper.abstract,
        type="CLAIMS",
        extractor=claim.extractor,
        quotes=(spot,),
    )


def _used_together(view: View, source: str, target: str) -> EdgeCard:
    catalog = view.catalog
    both = np.intersect1d(catalog.papers_naming(view.find(source)), catalog.papers_naming(view.find(target)))
    shared = [
        catalog.ids[paper] for paper in sorted(both, key=lambda paper: (-catalog.year[paper], catalog.ids[paper]))
    ]
    if not shared:
        raise UnknownName("edge", f"{source} {CO_USED} {target}")
    quotes = [
        paper_quotes(view, edge, view.ref(entity))
        for paper in shared[: MOST_PAPERS // 2]
        for entity in (source, target)
        for edge in list(naming_edges(view, entity, paper))[:1]
    ]
    return EdgeCard(
        source=view.ref(source),
        target=view.ref(target),
        type=CO_USED,
        meaning=f"{len(shared)} papers name both.",
        details={},
        papers=tuple(quotes),
        total=len(shared),
    )
