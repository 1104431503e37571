"""The shortest way from one node to another, in words."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from kg.serve.catalog import TYPES, Catalog, codes
from kg.serve.neighbourhood import CORE_TYPES
from kg.serve.shapes import PathAnswer, Step, Subgraph
from kg.serve.view import View

_MOST_STEPS = 12
_WORDS = {
    "INTRODUCES": "“{s}” introduces {t}.",
    "USES": "“{s}” uses {t}.",
    "EVALUATES_ON": "“{s}” evaluates on {t}.",
    "ADDRESSES": "“{s}” works on {t}.",
    "MEASURES": "“{s}” measures {t}.",
    "MENTIONS": "“{s}” mentions {t}.",
    "CITES": "“{s}” cites “{t}”.",
    "BUILDS_ON": "“{s}” builds on “{t}”.",
    "VARIANT_OF": "{s} is a variant of {t}.",
    "AUTHORED": "{s} wrote “{t}”.",
    "PUBLISHED_IN": "“{s}” appeared in {t}.",
    "RELATED_TO": "“{s}” is related to “{t}”.",
}


class Ways:
    """Find shortest paths; a step through a hub costs a little more, so that of equal ways the telling one wins."""

    def __init__(self, catalog: Catalog) -> None:
        kept = np.isin(catalog.type, codes(TYPES, CORE_TYPES))
        source, target = catalog.source[kept], catalog.target[kept]
        hub = 0.03 * np.log1p(catalog.degree)
        cost = 1.0 + hub[source] + hub[target]
        size = len(catalog)
        both = (np.concatenate([source, target]), np.concatenate([target, source]))
        graph = csr_array((np.ones(len(cost) * 2), both), shape=(size, size))
        graph.sum_duplicates()
        graph.data = 1.0 + hub[graph.indices] + np.repeat(hub, np.diff(graph.indptr))
        self._graph = graph

    def between(self, source: int, target: int) -> list[int]:
        """Return the nodes of the best path, both ends included; nothing when there is none."""
        _, before = dijkstra(
            self._graph, indices=np.array([source], np.int32), return_predecessors=True, limit=_MOST_STEPS
        )
        path = [target]
        while path[-1] != source:
            previous = int(before[0, path[-1]])
            if previous < 0:
                return []
            path.append(previous)
        return path[::-1]


def path(view: View, ways: Ways, source: str, target: str) -> PathAnswer:
    """Return the shortest path between two nodes, each step in words."""
    nodes = ways.between(view.find(source), view.find(target))
    lines, steps = [], []
    for left, right in pairwise(nodes):
        line = view.line(_best_edge(view.catalog, left, right))
        names = {"s": view.ref(line.source).name, "t": view.ref(line.target).name}
        lines.append(line)
        steps.append(
            Step(source=line.source, target=line.target, type=line.type, words=_WORDS[line.type].format(**names))
        )
    graph = Subgraph(nodes=tuple(view.dot(n) for n in nodes), edges=tuple(lines), total=len(nodes))
    return PathAnswer(graph=graph, steps=tuple(steps))


def _best_edge(catalog: Catalog, left: int, right: int) -> int:
    near = catalog.around(left)
    kinds = codes(TYPES, CORE_TYPES)
    places = np.flatnonzero((near.other == right) & np.isin(near.type, kinds))
    rank = {int(code): place for place, code in enumerate(kinds)}
    return int(near.edge[min(places, key=lambda place: rank[int(near.type[place])])])
