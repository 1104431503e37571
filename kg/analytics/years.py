"""Hold which papers name which entities, and when: what the measures over time stand on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from kg.analytics.graphs import named_entities
from loaders.snapshot import Snapshot
from schemas.mention import ENTITY_TYPES
from schemas.nodes import EntityNode, PaperNode


class Dated(NamedTuple):
    """Hold one paper whose year is known, with the ids of the entities that it names."""

    id: str
    title: str
    year: int
    entities: frozenset[str]


class Naming(NamedTuple):
    """Hold dated papers, the oldest first, and what their entities are called."""

    papers: tuple[Dated, ...]
    names: Mapping[str, str]
    types: Mapping[str, str]

    @property
    def years(self) -> list[int]:
        """Return the years that have papers, ascending."""
        return sorted({paper.year for paper in self.papers})


def naming(snapshot: Snapshot, named: Mapping[str, Collection[str]] | None = None) -> Naming:
    """Read papers with a year and at least one entity, O(edges).

    `named` is what `named_entities` returned, where that was read already.
    """
    if named is None:
        named = named_entities(snapshot)
    papers = [
        Dated(node.id, node.title, node.year, frozenset(named[node.id]))
        for node in snapshot.nodes("Paper")
        if isinstance(node, PaperNode) and node.year is not None and node.id in named
    ]
    entities = [node for node in snapshot.nodes(*ENTITY_TYPES) if isinstance(node, EntityNode)]
    return Naming(
        tuple(sorted(papers, key=lambda paper: (paper.year, paper.id))),
        {node.id: node.name for node in entities},
        {node.id: type(node).__name__.removesuffix("Node") for node in entities},
    )


def later_half(years: list[int], counts: Mapping[int, int]) -> int | None:
    """Return the first year of the later part: the split that leaves the parts most alike in papers, or None."""
    total = sum(counts[year] for year in years)
    splits = [(abs(total - 2 * sum(counts[y] for y in years if y >= year)), year) for year in years[1:]]
    return min(splits)[1] if splits else None
