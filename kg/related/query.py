"""What related work is sought for, as vectors: papers of the graph, or a text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from kg.related.citations import CitationIndex
from kg.related.entities import EntityIndex
from kg.related.matrix import Floats, Ints, Vector, scaled, total
from kg.related.subjects import SubjectIndex
from kg.related.text import TextIndex


class Evidence(NamedTuple):
    """Hold what a ranking stands on."""

    text: TextIndex
    subjects: SubjectIndex
    entities: EntityIndex
    citations: CitationIndex
    term: Callable[[int], str]
    """Names a term of the text index."""


class Query(NamedTuple):
    """Hold what is asked from; `papers` is empty for a text."""

    papers: Ints
    cites: Ints
    """Papers that what is asked from cites."""
    text: Vector
    subject: Floats
    entities: Vector
    roles: tuple[Mapping[int, int], ...]
    """For each paper (or the text) the role of each entity that it names: 0 introduced, 1 used, 2 mentioned."""
    leave: Ints
    """Papers that are no answer."""
    popularity: bool = True
    """Whether papers of the kind that is cited much come earlier."""


def of_papers(evidence: Evidence, papers: Ints) -> Query:
    """Ask from papers of the graph: their texts and entities count alike."""
    numbers = papers.tolist()
    share = 1.0 / len(numbers)
    return Query(
        papers,
        evidence.citations.cited_by(papers),
        total([scaled(evidence.text.papers.row(n), share) for n in numbers]),
        evidence.subjects.mean(papers),
        total([scaled(evidence.entities.papers.row(n), share) for n in numbers]),
        tuple(evidence.entities.roles_of(n) for n in numbers),
        papers,
    )
