"""Find how two nodes hang together: the shortest way between them, in words."""

from __future__ import annotations

from itertools import pairwise

from kg.card import caption, sentences
from loaders.snapshot import Snapshot
from schemas.edges import AnyEdge, EvidenceEdge
from schemas.errors import UnknownName
from schemas.nodes import AnyNode, PaperNode
from schemas.record import Record

COSTS = {
    "INTRODUCES": 1.0, "USES": 1.0, "EVALUATES_ON": 1.0, "ADDRESSES": 1.0, "MEASURES": 1.0, "MENTIONS": 1.1,
    "CITES": 1.0, "BUILDS_ON": 1.0, "VARIANT_OF": 1.0, "AUTHORED": 1.2, "RELATED_TO": 2.5,
}  # fmt: skip
"""What a step of each type costs; a likeness of texts joins only what nothing else does."""
HUB = 0.05
"""What ln(1 + degree) of each end adds to a step: of equal ways the one through rarer things says more."""
_WORDS = {
    "INTRODUCES": "“{s}” introduces {t}",
    "USES": "“{s}” uses {t}",
    "EVALUATES_ON": "“{s}” evaluates on {t}",
    "ADDRESSES": "“{s}” addresses {t}",
    "MEASURES": "“{s}” measures {t}",
    "MENTIONS": "“{s}” mentions {t}",
    "CITES": "“{s}” cites “{t}”",
    "BUILDS_ON": "“{s}” builds on “{t}”",
    "VARIANT_OF": "{s} is a variant of {t}",
    "AUTHORED": "{s} wrote “{t}”",
    "RELATED_TO": "“{s}” is related work of “{t}”",
}


class Step(Record):
    """Hold one step: an edge in words, and the sentence that it stands on or the reasons that it gives."""

    source: str
    type: str
    target: str
    words: str
    stands_on: str = ""


class Way(Record):
    """Hold the steps from one node to another; none where nothing joins them."""

    source: str
    target: str
    steps: tuple[Step, ...]


def way(snapshot: Snapshot, source: str, target: str) -> Way:
    """Return the cheapest way between two nodes (ids), by Dijkstra's algorithm over all edges of `COSTS`.

    O(edges + nodes log nodes). Source: Dijkstra, 1959. Raises `UnknownName` for an id that is not in the graph.
    """
    for id in (source, target):
        if snapshot.label(id) is None:
            raise UnknownName("node", id)
    nodes = _cheapest(snapshot, source, target)
    return Way(source=source, target=target, steps=tuple(_step(snapshot, a, b) for a, b in pairwise(nodes)))


def _cheapest(snapshot: Snapshot, source: str, target: str) -> list[str]:
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    numbers: dict[str, int] = {source: 0}
    numbers.setdefault(target, len(numbers))
    rows, columns, costs = [], [], []
    for one, type, other in snapshot.links(*COSTS):
        rows.append(numbers.setdefault(one, len(numbers)))
        columns.append(numbers.setdefault(other, len(numbers)))
        costs.append(COSTS[type])
    if source == target or not rows:
        return []
    size = len(numbers)
    hub = HUB * np.log1p(np.bincount([*rows, *columns], minlength=size))
    # One entry a pair, the cheapest: entries given twice would be added up.
    order = np.argsort(costs, kind="stable")
    ends = np.array([rows, columns])[:, order]
    ends = np.concatenate([ends, ends[::-1]], axis=1)
    value = np.tile(np.array(costs)[order], 2) + hub[ends[0]] + hub[ends[1]]
    _, first = np.unique(ends[0] * size + ends[1], return_index=True)
    graph = csr_array((value[first], (ends[0][first], ends[1][first])), shape=(size, size))
    _, before = dijkstra(graph, indices=[0], return_predecessors=True)
    path = [numbers[target]]
    while path[-1]:
        path.append(int(before[0, path[-1]]))
        if path[-1] < 0:
            return []
    names = list(numbers)
    return [names[number] for number in reversed(path)]


def _step(snapshot: Snapshot, left: str, right: str) -> Step:
    edges = [e for e in snapshot.edges_from(left, *COSTS) if e.target == right]
    edges += [e for e in snapshot.edges_to(left, *COSTS) if e.source == right]
    edge = min(edges, key=lambda e: (COSTS[e.type], list(COSTS).index(e.type)))
    source, target = snapshot.node(edge.source), snapshot.node(edge.target)
    assert source is not None, f"an edge begins at no node: {edge.source!r}"  # noqa: S101
    assert target is not None, f"an edge ends at no node: {edge.target!r}"  # noqa: S101
    words = _WORDS[edge.type].format(s=caption(source), t=caption(target))
    return Step(source=edge.source, type=edge.type, target=edge.target, words=words, stands_on=_ground(source, edge))


def _ground(source: AnyNode, edge: AnyEdge) -> str:
    if isinstance(edge, EvidenceEdge) and isinstance(source, PaperNode):
        return next((sentence.sentence for sentence in sentences(source, edge)), "")
    if edge.type == "RELATED_TO":
        return "; ".join(edge.reasons)
    return "because of " + ", ".join(edge.names) if edge.type == "BUILDS_ON" else ""
