"""The graph around nodes, cut to what matters most."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from pydantic import Field

from kg.serve.catalog import LABELS, TYPES, Catalog, Codes, Flags, Numbers, Weights, codes
from kg.serve.shapes import Subgraph
from kg.serve.view import View
from schemas.record import Record

_STRENGTH = {
    "INTRODUCES": 3.0, "VARIANT_OF": 2.4, "CITES": 1.8, "BUILDS_ON": 1.8, "EVALUATES_ON": 2.0, "USES": 2.0,
    "ADDRESSES": 2.0, "MEASURES": 1.4, "MENTIONS": 1.0, "RELATED_TO": 1.0, "AUTHORED": 1.2, "PUBLISHED_IN": 1.0,
    "CLAIMS": 0.6, "ABOUT": 0.6, "ON": 0.6, "IN": 0.4,
}  # fmt: skip
_FADE = 0.35
"""How much less a node counts for each step away from what was asked."""
CORE_TYPES: tuple[str, ...] = (
    "INTRODUCES", "USES", "EVALUATES_ON", "ADDRESSES", "MEASURES", "MENTIONS", "CITES", "BUILDS_ON", "VARIANT_OF",
)  # fmt: skip
CORE_LABELS: tuple[str, ...] = ("Paper", "Model", "Dataset", "Benchmark", "Method", "Task", "Metric")


class Wanted(Record):
    """Say which part of the surroundings to show."""

    depth: int = Field(1, ge=1, le=3)
    limit: int = Field(150, ge=1, le=5000)
    labels: tuple[str, ...] = CORE_LABELS
    types: tuple[str, ...] = CORE_TYPES
    year_from: int | None = None
    year_to: int | None = None
    min_confidence: float = Field(0.0, ge=0.0, le=1.0)


def neighbourhood(view: View, ids: Sequence[str], wanted: Wanted) -> Subgraph:
    """Return nodes and the graph around them; nodes beyond `limit` are left out, the least telling first.

    A neighbour counts by the edges that lead to it (introducing more than naming, sure more than
    doubtful) and a little by its own degree.
    """
    catalog = view.catalog
    seeds = [view.find(id) for id in dict.fromkeys(ids)]
    allowed = _allowed(catalog, wanted)
    types = codes(TYPES, wanted.types)
    score: Weights = np.zeros(len(catalog), np.float32)
    seen = np.zeros(len(catalog), bool)
    seen[seeds] = True
    frontier = seeds
    for step in range(wanted.depth):
        gain: Weights = np.zeros(len(catalog), np.float32)
        for node in frontier:
            _spread(catalog, node, types, wanted.min_confidence, gain)
        gain[seen | ~allowed] = 0
        found = np.flatnonzero(gain)
        score[found] = (gain[found] + 0.12 * np.log1p(catalog.degree[found])) * _FADE**step
        seen[found] = True
        frontier = found[np.argsort(-score[found], kind="stable")][: wanted.limit].tolist()
    found = np.flatnonzero(score)
    best = found[np.argsort(-score[found], kind="stable")][: max(0, wanted.limit - len(seeds))]
    chosen = [*seeds, *best.tolist()]
    edges = catalog.edges_between(chosen, types)
    edges = edges[_sure(catalog, edges, wanted.min_confidence)]
    total = len(seeds) + len(found)
    cut = f"The {len(chosen):,} most relevant of {total:,} nodes are shown." if total > len(chosen) else None
    return Subgraph(
        nodes=tuple(view.dot(node) for node in chosen),
        edges=tuple(view.line(edge) for edge in edges.tolist()),
        total=total,
        cut=cut,
    )


def _spread(catalog: Catalog, node: int, types: Codes, least: float, gain: Weights) -> None:
    near = catalog.around(node)
    weight = np.where(near.type == TYPES.index("RELATED_TO"), np.minimum(near.weight, 1.0), near.weight)
    keep = np.isin(near.type, types) & ((weight >= least) | (near.type == TYPES.index("RELATED_TO")))
    np.add.at(gain, near.other[keep], (_STRENGTH_BY_CODE[near.type] * np.maximum(weight, 0.05))[keep])


def _allowed(catalog: Catalog, wanted: Wanted) -> Flags:
    allowed: Flags = np.isin(catalog.label, codes(LABELS, wanted.labels))
    dated = catalog.paper & (catalog.year > 0)
    if wanted.year_from is not None:
        allowed &= ~dated | (catalog.year >= wanted.year_from)
    if wanted.year_to is not None:
        allowed &= ~dated | (catalog.year <= wanted.year_to)
    return allowed


def _sure(catalog: Catalog, edges: Numbers, least: float) -> Flags:
    sure: Flags = (catalog.weight[edges] >= least) | (catalog.type[edges] == TYPES.index("RELATED_TO"))
    return sure


_STRENGTH_BY_CODE = np.array([_STRENGTH[name] for name in TYPES], np.float32)
