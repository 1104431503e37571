"""A paper or an entity with its edges, and the sentences that they stand on."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from kg.identity import candidates
from kg.sentence import sentence_span
from loaders.snapshot import Snapshot, evidence
from schemas.edges import AnyEdge, EvidenceEdge
from schemas.errors import UnknownName
from schemas.nodes import NODE_CLASSES, AnyNode, PaperNode
from schemas.paper import title_key
from schemas.record import Record


class Sentence(Record):
    """Hold the sentence that a mention stands in: `paper[field][start:end] == text`, `text in sentence`."""

    paper: str
    field: str
    start: int
    end: int
    text: str
    confidence: float
    sentence: str
    offset: int
    """Where the mention begins in the sentence."""


class Line(Record):
    """Hold one edge of a card, as seen from its node."""

    type: str
    outgoing: bool
    id: str
    label: str
    name: str
    year: int | None
    details: dict[str, object]
    sentences: tuple[Sentence, ...]


class Card(Record):
    """Hold a node and its edges; entities and papers that mean more to it come first."""

    node: AnyNode
    lines: tuple[Line, ...]


def find(snapshot: Snapshot, name: str) -> AnyNode:
    """Return the one node of this id, identifier, name, alias or title; raise `UnknownName` with near ones when there is none.

    Of several nodes of one name the one with most papers is taken.
    """
    found = next((nodes for one in candidates(name) if (nodes := snapshot.named(one))), [])
    if not found:
        raise UnknownName("paper or entity", name, near(snapshot, name))
    return max(found, key=lambda node: (getattr(node, "papers", 0), node.id))


def near(snapshot: Snapshot, name: str, count: int = 5) -> list[str]:
    """Return names in the graph that are spelled much like this one, the nearest first."""
    from rapidfuzz import fuzz, process

    keys = sorted({key for key, _ in snapshot.names()})
    hits = process.extract(title_key(name), keys, scorer=fuzz.WRatio, limit=count, score_cutoff=70)
    return [str(hit[0]) for hit in hits] or difflib.get_close_matches(title_key(name), keys, n=count)


def card(snapshot: Snapshot, node: AnyNode) -> Card:
    """Collect a node's edges with the sentences that they stand on."""
    going = [_line(snapshot, edge, outgoing=True) for edge in snapshot.edges_from(node.id)]
    coming = [_line(snapshot, edge, outgoing=False) for edge in snapshot.edges_to(node.id)]
    return Card(node=node, lines=tuple(going + coming))


def caption(node: AnyNode) -> str:
    """Return what a reader calls the node: a paper's title, an entity's name, a claim's words."""
    return str(getattr(node, NODE_CLASSES[node.label].caption))


def sentences(paper: PaperNode, edge: EvidenceEdge) -> Iterable[Sentence]:
    """Yield the sentence of each mention that an edge stands on."""
    for field, start, end, text, confidence in evidence(edge):
        whole = paper.title if field == "title" else paper.abstract
        begin, finish = sentence_span(whole, start, end)
        yield Sentence(
            paper=paper.id,
            field=field,
            start=start,
            end=end,
            text=text,
            confidence=confidence,
            sentence=whole[begin:finish],
            offset=start - begin,
        )


def _line(snapshot: Snapshot, edge: AnyEdge, *, outgoing: bool) -> Line:
    other = snapshot.node(edge.target if outgoing else edge.source)
    assert other is not None, f"an edge of {edge.source!r} ends at no node"  # noqa: S101
    stands_on: tuple[Sentence, ...] = ()
    if isinstance(edge, EvidenceEdge):
        paper = snapshot.node(edge.source)
        if isinstance(paper, PaperNode):
            stands_on = tuple(sentences(paper, edge))
    lists = {"type", "source", "target", "fields", "starts", "ends", "texts", "confidences"}
    return Line(
        type=edge.type,
        outgoing=outgoing,
        id=other.id,
        label=other.label,
        name=caption(other),
        year=getattr(other, "year", None),
        details=edge.model_dump(mode="json", exclude=lists),
        sentences=stands_on,
    )
