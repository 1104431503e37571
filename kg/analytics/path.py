"""Find how two nodes hang together: the shortest way between them, in words."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kg.card import caption, sentences
from loaders.snapshot import Snapshot
from schemas.edges import AnyEdge, EvidenceEdge
from schemas.errors import UnknownName
from schemas.nodes import AnyNode, PaperNode
from schemas.record import Record

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from scipy.sparse import csr_array

COSTS = {
    "INTRODUCES": 1.0, "USES": 1.0, "EVALUATES_ON": 1.0, "ADDRESSES": 1.0, "MEASURES": 1.0, "MENTIONS": 1.1,
    "CITES": 1.0, "BUILDS_ON": 1.0, "VARIANT_OF": 1.0, "AUTHORED": 1.2, "RELATED_TO": 2.5,
}  # fmt: skip
"""What a step of each type costs; a likeness of texts joins only what nothing else does."""
HUB = 0.05
"""What ln(1 + degree) of each end adds to a step: of equal ways the one through rarer things says more."""
WORDS = {
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
"""How a step is told; `s` and `t` are what its ends are called."""


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
    import numpy as np

    numbers: dict[str, int] = {source: 0}
    numbers.setdefault(target, len(numbers))
    ends, costs = [], []
    for one, type, other in snapshot.links(*COSTS):
        ends.append((numbers.setdefault(one, len(numbers)), numbers.setdefault(other, len(numbers))))
        costs.append(COSTS[type])
    graph = weighed(np.array(ends, dtype=np.int64).reshape(-1, 2).T, np.array(costs), len(numbers))
    names = list(numbers)
    nodes = [names[number] for number in cheapest(graph, 0, numbers[target])]
    return Way(source=source, target=target, steps=tuple(_step(snapshot, a, b) for a, b in pairwise(nodes)))


def weighed(ends: npt.NDArray[np.integer], costs: npt.NDArray[np.float64], size: int) -> csr_array:
    """Return what a step between two of `size` nodes costs, in either direction; `ends` holds sources and targets."""
    import numpy as np
    from scipy.sparse import csr_array

    hub = HUB * np.log1p(np.bincount(ends.ravel(), minlength=size))
    # One entry a pair, the cheapest: entries given twice would be added up.
    order = np.argsort(costs, kind="stable")
    both = np.concatenate([ends[:, order], ends[::-1, order]], axis=1).astype(np.int64)
    value = np.tile(costs[order], 2) + hub[both[0]] + hub[both[1]]
    _, first = np.unique(both[0] * size + both[1], return_index=True)
    return csr_array((value[first], (both[0][first], both[1][first])), shape=(size, size))


def cheapest(graph: csr_array, source: int, target: int) -> list[int]:
    """Return the nodes of the cheapest way, both ends included; nothing where none joins them."""
    from scipy.sparse.csgraph import dijkstra

    _, before = dijkstra(graph, indices=[source], return_predecessors=True)
    path = [target]
    while path[-1] != source:
        path.append(int(before[0, path[-1]]))
        if path[-1] < 0:
            return []
    return path[::-1]


def _step(snapshot: Snapshot, left: str, right: str) -> Step:
    edges = [e for e in snapshot.edges_from(left, *COSTS) if e.target == right]
    edges += [e for e in snapshot.edges_to(left, *COSTS) if e.source == right]
    edge = min(edges, key=lambda e: (COSTS[e.type], list(COSTS).index(e.type)))
    source, target = snapshot.node(edge.source), snapshot.node(edge.target)
    assert source is not None, f"an edge begins at no node: {edge.source!r}"  # noqa: S101
    assert target is not None, f"an edge ends at no node: {edge.target!r}"  # noqa: S101
    words = WORDS[edge.type].format(s=caption(source), t=caption(target))
    return Step(source=edge.source, type=edge.type, target=edge.target, words=words, stands_on=_ground(source, edge))


def _ground(source: AnyNode, edge: AnyEdge) -> str:
    if isinstance(edge, EvidenceEdge) and isinstance(source, PaperNode):
        return next((sentence.sentence for sentence in sentences(source, edge)), "")
    if edge.type == "RELATED_TO":
        return "; ".join(edge.reasons)
    return "because of " + ", ".join(edge.names) if edge.type == "BUILDS_ON" else ""
