"""Show the words of papers that a reason stands on."""

from __future__ import annotations

from collections.abc import Iterable

from kg.related.record import Related
from kg.sentence import sentence_span
from loaders.snapshot import Snapshot, evidence
from schemas.edges import EVIDENCE_CLASSES, EvidenceEdge
from schemas.mention import Field, Offset
from schemas.nodes import PaperNode
from schemas.record import Record


class Quote(Record):
    """Hold one mention of an entity with its sentence: `paper[field][start:end] == text`."""

    paper: str
    entity: str
    field: Field
    start: Offset
    end: Offset
    text: str
    sentence: str


class Grounded(Record):
    """Hold a reason with all that it stands on."""

    reason: str
    entities: tuple[str, ...]
    papers: tuple[str, ...]
    quotes: tuple[Quote, ...]


class Answer(Record):
    """Hold one related paper as programs read it."""

    id: str
    title: str
    year: int | None
    score: float
    parts: dict[str, float]
    reasons: tuple[str, ...]
    evidence: tuple[Grounded, ...]


def answer(snapshot: Snapshot, found: Related, seeds: Iterable[str] = ()) -> Answer:
    """Look up what the reasons of a result stand on, in its own text and in those of the papers asked from."""
    papers = (found.id, *seeds)
    node = snapshot.node(found.id)
    return Answer(
        id=found.id,
        title=found.title,
        year=node.year if isinstance(node, PaperNode) else None,
        score=found.score,
        parts=found.parts.model_dump(),
        reasons=found.reasons,
        evidence=tuple(
            Grounded(
                reason=reason,
                entities=ground.entities,
                papers=ground.papers,
                quotes=tuple(q for paper in papers for q in quotes(snapshot, paper, ground.entities)),
            )
            for reason, ground in zip(found.reasons, found.grounds, strict=True)
        ),
    )


def quotes(snapshot: Snapshot, paper: str, entities: Iterable[str]) -> list[Quote]:
    """Return where a paper names these entities, those of one entity together."""
    wanted = tuple(entities)
    node = snapshot.node(paper)
    if not wanted or not isinstance(node, PaperNode):
        return []
    edges = [e for e in snapshot.edges_from(paper, *EVIDENCE_CLASSES) if isinstance(e, EvidenceEdge)]
    found = []
    for edge in sorted((e for e in edges if e.target in wanted), key=lambda e: wanted.index(e.target)):
        for field, start, end, text, _ in evidence(edge):
            whole = node.title if field == "title" else node.abstract
            begin, stop = sentence_span(whole, start, end)
            found.append(
                Quote(
                    paper=paper,
                    entity=edge.target,
                    field="title" if field == "title" else "abstract",
                    start=start,
                    end=end,
                    text=text,
                    sentence=whole[begin:stop].strip(),
                )
            )
    return found
