"""The shortest way from one node to another, in words."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from kg.analytics.path import COSTS, WORDS, cheapest, weighed
from kg.serve.catalog import TYPES, Catalog, codes
from kg.serve.neighbourhood import CORE_TYPES
from kg.serve.shapes import PathAnswer, Step, Subgraph
from kg.serve.view import View


class Ways:
    """Find the cheapest ways over what the page shows, by the costs of `kg path`."""

    def __init__(self, catalog: Catalog) -> None:
        kept = np.isin(catalog.type, codes(TYPES, CORE_TYPES))
        costs = np.array([COSTS.get(name, 0.0) for name in TYPES])[catalog.type[kept]]
        self._graph = weighed(np.stack([catalog.source[kept], catalog.target[kept]]), costs, len(catalog))

    def between(self, source: int, target: int) -> list[int]:
        """Return the nodes of the best path, both ends included; nothing when there is none."""
        return cheapest(self._graph, source, target)


def path(view: View, ways: Ways, source: str, target: str) -> PathAnswer:
    """Return the shortest path between two nodes, each step in words."""
    nodes = ways.between(view.find(source), view.find(target))
    lines, steps = [], []
    for left, right in pairwise(nodes):
        line = view.line(_best_edge(view.catalog, left, right))
        names = {"s": view.ref(line.source).name, "t": view.ref(line.target).name}
        lines.append(line)
        steps.append(
            Step(source=line.source, target=line.target, type=line.type, words=WORDS[line.type].format(**names) + ".")
        )
    graph = Subgraph(nodes=tuple(view.dot(n) for n in nodes), edges=tuple(lines), total=len(nodes))
    return PathAnswer(graph=graph, steps=tuple(steps))


def _best_edge(catalog: Catalog, left: int, right: int) -> int:
    near = catalog.around(left)
    kinds = codes(TYPES, CORE_TYPES)
    places = np.flatnonzero((near.other == right) & np.isin(near.type, kinds))
    rank = {int(code): place for place, code in enumerate(kinds)}
    return int(near.edge[min(places, key=lambda place: rank[int(near.type[place])])])
