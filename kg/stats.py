"""Counts of a graph, and the entities that most papers name."""

from __future__ import annotations

import heapq
from collections import Counter

from loaders.snapshot import Snapshot
from schemas.nodes import EntityNode
from schemas.record import Record


class Named(Record):
    """Name an entity and count its papers."""

    id: str
    name: str
    papers: int


class Statistics(Record):
    """Say what is in a graph."""

    papers: int
    nodes: dict[str, int]
    edges: dict[str, int]
    benchmarks: tuple[Named, ...]
    """Evaluated on by most papers."""
    models: tuple[Named, ...]
    methods: tuple[Named, ...]
    waiting_references: int
    """References whose paper is not in the corpus."""


def statistics(snapshot: Snapshot, *, waiting_references: int, top: int = 10) -> Statistics:
    """Count nodes and edges, and rank entities by the papers that name them."""
    counts = snapshot.counts()
    evaluated = Counter(edge.target for edge in snapshot.edges("EVALUATES_ON"))
    return Statistics(
        papers=counts.nodes.get("Paper", 0),
        nodes=counts.nodes,
        edges=counts.edges,
        benchmarks=_most(snapshot, "Benchmark", top, evaluated),
        models=_most(snapshot, "Model", top),
        methods=_most(snapshot, "Method", top),
        waiting_references=waiting_references,
    )


def _most(snapshot: Snapshot, label: str, top: int, papers: Counter[str] | None = None) -> tuple[Named, ...]:
    named = (
        Named(id=node.id, name=node.name, papers=node.papers if papers is None else papers[node.id])
        for node in snapshot.nodes(label)
        if isinstance(node, EntityNode)
    )
    return tuple(heapq.nsmallest(top, (n for n in named if n.papers), key=lambda n: (-n.papers, n.name, n.id)))
