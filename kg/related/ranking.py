"""Weigh candidates by all evidence, keep the best, and say why."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np

from kg.related.citations import Signals
from kg.related.fuse import Fused, fuse, likeness, pulled
from kg.related.matrix import Floats, Ints, Matrix, nearest
from kg.related.query import Evidence, Query, of_papers
from kg.related.reasons import reasons

DEPTH = 300
"""How many candidates of each kind one query weighs."""
DEPTH_OF_ALL = 64
"""The same when all papers are ranked."""
_BLOCK = 256
_TERMS = 60
"""How many of a paper's heaviest terms look for candidates when all papers are ranked."""
_MOST_HELD = 400
"""A term or an entity that more papers hold looks for none: so the cost a paper does not grow with their number."""


class Hit(NamedTuple):
    """Hold one ranked paper; its score is the sum of the parts."""

    paper: int
    text: float
    entities: float
    citations: float
    reasons: tuple[str, ...]


def candidates(evidence: Evidence, query: Query) -> Ints:
    """Return the papers most like the query by text, and those by entities, out of all."""
    like = likeness(evidence.text.scores(query.text), evidence.subjects.scores(query.subject))
    if query.popularity:
        like = pulled(like, evidence.subjects.pull)
    return np.union1d(nearest(like, DEPTH), nearest(evidence.entities.scores(query.entities), DEPTH))


def rank(evidence: Evidence, query: Query, candidates: Ints, k: int) -> list[Hit]:
    """Return the best `k` of the candidates and of what citations join to the query."""
    papers = np.setdiff1d(candidates, query.leave)
    signals: Signals | None = None
    if not evidence.citations.empty:
        propagated = evidence.citations.propagated(papers, _likeness(evidence, query, papers), query.leave)
        outgoing, incoming = evidence.citations.neighbours(query.papers)
        joined = evidence.citations.candidates(outgoing, incoming, propagated, DEPTH_OF_ALL)
        papers = np.setdiff1d(np.union1d(papers, joined), query.leave)
        signals = evidence.citations.signals(outgoing, incoming, propagated, papers)
    text = _likeness(evidence, query, papers)
    if query.popularity:
        text = pulled(text, evidence.subjects.pull[papers])
    fused = fuse(text, evidence.entities.papers.against(query.entities, papers), signals)
    return [_hit(evidence, query, int(papers[place]), fused, place) for place in _best(fused.score, k)]


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
            chosen = np.unique(np.concatenate([*lists, near[paper][near[paper] >= 0]]))
            yield paper, rank(evidence, of_papers(evidence, numbers[place : place + 1]), chosen, k)


def _likeness(evidence: Evidence, query: Query, papers: Ints) -> Floats:
    words = evidence.text.papers.against(query.text, papers)
    return likeness(words, evidence.subjects.vectors[papers] @ query.subject)


def _best(scores: Floats, k: int) -> list[int]:
    found = nearest(scores, k)
    order: list[int] = found[np.argsort(-scores[found], kind="stable")].tolist()
    return order


def _hit(evidence: Evidence, query: Query, paper: int, fused: Fused, place: int) -> Hit:
    return Hit(
        paper,
        float(fused.text[place]),
        float(fused.entities[place]),
        float(fused.citations[place]),
        reasons(query, paper, evidence),
    )


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
