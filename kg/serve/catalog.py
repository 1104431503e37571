"""The graph as arrays in memory: what is next to what, how strong, and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from loaders.outline import edge_outlines, node_outlines
from schemas.definitions import EDGES, ENTITY_LABELS, NODES
from schemas.edges import EVIDENCE_CLASSES

LABELS: tuple[str, ...] = tuple(NODES)
TYPES: tuple[str, ...] = tuple(EDGES)
EVIDENCE_TYPES: tuple[str, ...] = tuple(EVIDENCE_CLASSES)
_UNCOUNTED = ("RELATED_TO", "AUTHORED", "PUBLISHED_IN", "CLAIMS", "ABOUT", "ON", "IN")

Numbers = NDArray[np.int32]
Codes = NDArray[np.int8]
Flags = NDArray[np.bool_]
Weights = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Around:
    """Hold the edges at one node, parallel: the node at the other end, type, weight, direction, edge number."""

    other: Numbers
    type: Codes
    weight: Weights
    outgoing: Flags
    edge: Numbers


class Catalog:
    """Hold ids, names, years and edges of a graph as arrays; nodes and edges are known by number.

    About 40 bytes an edge and 300 a node. Safe for any number of threads: nothing changes after
    it was made.
    """

    def __init__(self, path: Path) -> None:
        nodes = list(node_outlines(path))
        self.ids: list[str] = [n.id for n in nodes]
        self.names: list[str] = [n.name for n in nodes]
        self.number: dict[str, int] = {id: number for number, id in enumerate(self.ids)}
        self.label: Codes = np.array([LABELS.index(n.label) for n in nodes], np.int8)
        self.year: NDArray[np.int16] = np.array([n.year or 0 for n in nodes], np.int16)
        self.papers: Numbers = np.array([n.papers for n in nodes], np.int32)
        self._read_edges(path)
        self.entity: Flags = np.isin(self.label, codes(LABELS, ENTITY_LABELS))
        self.paper: Flags = self.label == LABELS.index("Paper")
        counted = ~np.isin(self.type, codes(TYPES, _UNCOUNTED))
        self.degree: Numbers = self.count_ends(counted)
        self.first_year: NDArray[np.int16] = self._first_years()

    def __len__(self) -> int:
        return len(self.ids)

    def _read_edges(self, path: Path) -> None:
        source, target, type, weight = [], [], [], []
        code = {name: number for number, name in enumerate(TYPES)}
        for edge in edge_outlines(path):
            source.append(self.number[edge.source])
            target.append(self.number[edge.target])
            type.append(code[edge.type])
            weight.append(1.0 if edge.weight is None else edge.weight)
        self.source: Numbers = np.array(source, np.int32)
        self.target: Numbers = np.array(target, np.int32)
        self.type: Codes = np.array(type, np.int8)
        self.weight: Weights = np.array(weight, np.float32)
        ends = np.concatenate([self.source, self.target])
        order = np.argsort(ends, kind="stable").astype(np.int32)
        self._half: Numbers = order
        self._from = np.concatenate([[0], np.cumsum(np.bincount(ends, minlength=len(self.ids)))])

    def around(self, node: int) -> Around:
        """Return the edges at a node, in both directions; a loop comes once each way."""
        half = self._half[self._from[node] : self._from[node + 1]]
        count = len(self.source)
        outgoing = half < count
        edge = np.where(outgoing, half, half - count).astype(np.int32)
        other = np.where(outgoing, self.target[edge], self.source[edge]).astype(np.int32)
        return Around(other, self.type[edge], self.weight[edge], outgoing, edge)

    def edges_between(self, nodes: Sequence[int], types: Codes) -> Numbers:
        """Return the numbers of the edges of these types whose two ends are among the nodes."""
        if not nodes:
            return np.zeros(0, np.int32)
        chosen = np.zeros(len(self.ids), bool)
        chosen[list(nodes)] = True
        half = np.concatenate([self._half[self._from[node] : self._from[node + 1]] for node in nodes])
        edges = half[half < len(self.source)]
        found: Numbers = edges[chosen[self.target[edges]] & np.isin(self.type[edges], types)]
        return found

    def papers_naming(self, entity: int) -> Numbers:
        """Return the papers that name an entity."""
        near = self.around(entity)
        return np.unique(near.other[~near.outgoing & np.isin(near.type, codes(TYPES, EVIDENCE_TYPES))])

    @cached_property
    def naming(self) -> csr_array:
        """Return papers by entities, both as node numbers: 1 where the paper names the entity."""
        kept = np.isin(self.type, codes(TYPES, EVIDENCE_TYPES))
        pairs = np.unique(np.stack([self.source[kept], self.target[kept]]), axis=1)
        size = len(self.ids)
        return csr_array((np.ones(pairs.shape[1], np.int32), (pairs[0], pairs[1])), shape=(size, size))

    def count_ends(self, edges: Flags) -> Numbers:
        """Count, for each node, the edges of a selection that start or end there."""
        size = len(self.ids)
        both = np.bincount(self.source[edges], minlength=size) + np.bincount(self.target[edges], minlength=size)
        return both.astype(np.int32)

    def _first_years(self) -> NDArray[np.int16]:
        never = np.iinfo(np.int16).max
        first = np.where(self.year > 0, self.year, never).astype(np.int16)
        dated = np.isin(self.type, codes(TYPES, EVIDENCE_TYPES)) & (self.year[self.source] > 0)
        np.minimum.at(first, self.target[dated], self.year[self.source[dated]])
        return np.where(first == never, 0, first).astype(np.int16)


def codes(names: Sequence[str], wanted: Iterable[str]) -> Codes:
    """Return the numbers of names in their list of all names."""
    return np.array([names.index(name) for name in wanted], np.int8)
