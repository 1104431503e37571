"""Find papers that bring two known things together for the first time."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, groupby

from kg.analytics.record import Combination, Combinations
from kg.analytics.years import Naming

MOST_NAMED = 60
"""A paper that names more entities is a list; its pairs say nothing."""


def new_combinations(naming: Naming, *, top: int = 20, least: int = 3) -> Combinations:
    """Return pairs that no paper of an earlier year named together, by how many were to be expected.

    Expected is papers(first) times papers(second) over all papers of earlier years; both must have
    at least `least` of them. One pair a paper: its most surprising. O(papers times the square of the
    entities that one names). After Uzzi, Mukherjee, Stringer and Jones, 2013, and Wang, Veugelers and
    Stephan, 2017, with entities for the journals cited.
    """
    known: Counter[str] = Counter()
    seen: set[tuple[str, str]] = set()
    total = 0
    rows: list[Combination] = []
    for year, group in groupby(naming.papers, key=lambda paper: paper.year):
        papers = list(group)
        pairs = [_pairs(paper.entities) for paper in papers]
        for paper, own in zip(papers, pairs, strict=True):
            fresh = [
                (known[a] * known[b] / total, a, b)
                for a, b in own
                if known[a] >= least and known[b] >= least and (a, b) not in seen
            ]
            if fresh:
                expected, a, b = max(fresh)
                first, second = naming.names[a], naming.names[b]
                rows.append(
                    Combination(
                        id=paper.id, title=paper.title, year=year, first=first, second=second, expected=expected
                    )
                )
        for paper, own in zip(papers, pairs, strict=True):
            known.update(paper.entities)
            seen.update(own)
        total += len(papers)
    rows.sort(key=lambda row: (-row.expected, row.id))
    note = None if rows else "no two entities that were known in earlier years come together for the first time"
    return Combinations(rows=tuple(rows[:top]), note=note)


def _pairs(entities: frozenset[str]) -> list[tuple[str, str]]:
    return list(combinations(sorted(entities), 2)) if len(entities) <= MOST_NAMED else []
