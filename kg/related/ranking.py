"""Weigh candidates by all evidence, keep the best, and say why."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np

from kg.related.citations import Signals
from kg.related.fuse import AWAY, Fused, fuse, likeness, pulled
from kg.related.matrix import Floats, Ints, Matrix, Vector, joined, nearest, without
from kg.related.query import Evidence, Query, of_papers
from kg.related.reasons import Around, Reason, reasons

DEPTH = 300
"""How many candidates of each kind one query weighs."""
DEPTH_OF_ALL = 64
"""The same when all papers are ranked."""
_BLOCK = 256
_TERMS = 60
"""How many of a paper's heaviest terms look for candidates when all papers are ranked."""
_MOST_HELD = 400
"""A term or an entity that more papers hold looks for none: so the cost a paper does not grow with their number."""
_VARIETY = 0.3
"""What likeness to an earlier answer takes from a score, as a part of the highest."""


class Hit(NamedTuple):
    """Hold one ranked paper; its score is the sum of the parts."""

    paper: int
    text: float
    entities: float
    citations: float
    reasons: tuple[Reason, ...]


class Likeness(NamedTuple):
    """Hold how like the query papers are by text: the most like of all, and how near each citing paper is."""

    papers: Ints
    near: Vector


def look(evidence: Evidence, query: Query, allowed: np.ndarray | None = None) -> Likeness:
    """Compare the query with every paper; only those `allowed` (True for each) become candidates."""
    like = likeness(evidence.text.scores(query.text), evidence.subjects.scores(query.subject))
    near = evidence.citations.near_all(like)
    if query.popularity:
        like = pulled(like, evidence.subjects.pull, cited=not evidence.citations.empty)
    named = evidence.entities.scores(query.entities)
    if allowed is not None:
        like, named = like * allowed, named * allowed
    return Likeness(joined(nearest(like, DEPTH), nearest(named, DEPTH)), near)


def rank(
    evidence: Evidence,
    query: Query,
    found: Likeness,
    k: int,
    *,
    allowed: np.ndarray | None = None,
    away: Query | None = None,
    diverse: bool = False,
) -> list[Hit]:
    """Return the best `k` of the papers found and of what citations join to the query."""
    papers = found.papers
    propagated, asked = evidence.citations.propagated(found.near, query.leave)
    incoming = evidence.citations.citing(query.papers)
    # What somebody writes is cited by nobody; what it cites may be cited beside an answer.
    around = Around(asked, incoming if len(query.papers) else evidence.citations.citing(query.cites))
    if not evidence.citations.empty:
        linked = evidence.citations.candidates(query.cites, incoming, propagated, DEPTH_OF_ALL)
        papers = joined(papers, linked if allowed is None else linked[allowed[linked]])
    papers = without(papers, query.leave)
    fused = _weighed(evidence, query, papers, incoming, propagated)
    if away is not None:
        theirs = evidence.citations.citing(away.papers)
        fused = fused.minus(_weighed(evidence, away, papers, theirs, _nothing()), AWAY)
    order = _best(fused.score, k)
    if diverse:
        order = _varied(fused.score, evidence.subjects.vectors[papers], k)
    return [_hit(evidence, query, int(papers[place]), fused, place, around) for place in order]


def rank_all(evidence: Evidence, k: int) -> Iterator[tuple[int, list[Hit]]]:
    """Rank for every paper of the graph; the time grows with the number of papers, not with its square.

    Candidates are the papers that share rare terms, rare entities or citations, and those nearest in
    subject; they are weighed as for a single query.
    """
    text = _looking(evidence.text.papers, evidence.text.terms)
    entities = _looking(evidence.entities.papers, evidence.entities.entities)
    parts = [(m.scipy(), m.scipy().T.tocsr()) for m in (text, entities)]
    evidence = evidence._replace(term=cache(evidence.term))
    near = evidence.subjects.neighbours(DEPTH_OF_ALL // 2)
    for begin in range(0, text.rows, _BLOCK):
        numbers = np.arange(begin, min(begin + _BLOCK, text.rows))
        found = [Matrix.of(matrix[numbers] @ turned) for matrix, turned in parts]
        for place, paper in enumerate(numbers.tolist()):
            rows = [matrix.row(place) for matrix in found]
            lists = [where[nearest(values, DEPTH_OF_ALL)] for where, values in rows]
            papers = joined(*lists, near[paper][near[paper] >= 0])
            query = of_papers(evidence, numbers[place : place + 1])
            chosen = Likeness(papers, _nothing())
            if not evidence.citations.empty:
                chosen = Likeness(papers, evidence.citations.near(papers, _likeness(evidence, query, papers)))
            yield paper, rank(evidence, query, chosen, k)


def _weighed(evidence: Evidence, query: Query, papers: Ints, incoming: Ints, propagated: Vector) -> Fused:
    signals: Signals | None = None
    if not evidence.citations.empty:
        if not query.popularity:
            propagated = evidence.citations.telling(propagated)
        signals = evidence.citations.signals(query, incoming, propagated, papers)
    text = _likeness(evidence, query, papers)
    if query.popularity:
        text = pulled(text, evidence.subjects.pull[papers], cited=not evidence.citations.empty)
    return fuse(text, evidence.entities.papers.against(query.entities, papers), signals)


def _likeness(evidence: Evidence, query: Query, papers: Ints) -> Floats:
    words = evidence.text.papers.against(query.text, papers)
    return likeness(words, evidence.subjects.vectors[papers] @ query.subject)


def _best(scores: Floats, k: int) -> list[int]:
    found = nearest(scores, k)
    order: list[int] = found[np.argsort(-scores[found], kind="stable")].tolist()
    return order


def _varied(scores: Floats, vectors: Floats, k: int) -> list[int]:
    """Choose one after the other the best that is least like those chosen (maximal marginal relevance).

    Source: Carbonell and Goldstein, 1998.
    """
    places = _best(scores, 5 * k)
    if not places:
        return []
    own, among = scores[places] / scores[places].max(), vectors[places] @ vectors[places].T
    chosen: list[int] = []
    like = np.zeros(len(places), dtype=np.float32)
    for _ in range(min(k, len(places))):
        value = (1 - _VARIETY) * own - _VARIETY * like
        value[chosen] = -np.inf
        best = int(np.argmax(value))
        chosen.append(best)
        like = np.maximum(like, among[best])
    return [places[place] for place in chosen]


def _hit(evidence: Evidence, query: Query, paper: int, fused: Fused, place: int, around: Around) -> Hit:
    return Hit(
        paper,
        float(fused.text[place]),
        float(fused.entities[place]),
        float(fused.citations[place]),
        reasons(query, paper, evidence, around),
    )


def _nothing() -> Vector:
    return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)


def _looking(rows: Matrix, columns: Matrix) -> Matrix:
    """Keep the heaviest entries of each row, without columns that too many rows hold or one alone does."""
    held = np.diff(columns.indptr)
    useful = (held > 1) & (held <= max(_MOST_HELD, 2))
    owner = np.repeat(np.arange(rows.rows), np.diff(rows.indptr))
    kept = np.flatnonzero(useful[rows.indices])
    order = kept[np.lexsort((-rows.data[kept], owner[kept]))]
    owners = owner[order]
    first = np.searchsorted(owners, owners)
    order = order[np.arange(len(order)) - first < _TERMS]
    order.sort()
    sizes = np.bincount(owner[order], minlength=rows.rows)
    return Matrix(np.concatenate([[0], np.cumsum(sizes)]), rows.indices[order], rows.data[order], rows.columns)
