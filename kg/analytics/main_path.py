"""Find the chain of citations along which a literature developed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.analytics.graphs import adjacency
from kg.analytics.record import MainPath, Step

if TYPE_CHECKING:
    import networkx as nx
    from scipy.sparse import csr_array


def main_path(graph: nx.DiGraph[str]) -> MainPath:
    """Return the path whose citations most source-to-sink paths take (search path count, global main path).

    Papers that cite each other in a circle count as one; the best cited of them is shown. O(edges).
    Sources: Hummon and Doreian, 1989; Batagelj, 2003; Liu and Lu, 2012 for the global path.
    """
    papers, links = adjacency(graph)
    if not papers:
        return MainPath(rows=(), note="the graph has no such links")
    circles, cites = _folded(links)
    citing: list[list[int]] = [[] for _ in circles]
    for node, others in enumerate(cites):
        for other in others:
            citing[other].append(node)
    order = _newest_first(cites, citing)
    down = [0] * len(circles)
    up = [0] * len(circles)
    for node in order:
        down[node] = sum(down[other] for other in citing[node]) or 1
    for node in reversed(order):
        up[node] = sum(up[other] for other in cites[node]) or 1
    every = sum(down[node] for node, others in enumerate(cites) if not others)
    length = [0] * len(circles)
    then: dict[int, int] = {}
    for node in reversed(order):
        for cited in cites[node]:
            ways = down[node] * up[cited] + length[cited]
            if ways > length[node]:
                length[node], then[node] = ways, cited
    if not then:
        return MainPath(rows=(), note="all papers that cite each other do so in a circle")
    path = [max(range(len(circles)), key=lambda n: (length[n], -n))]
    while path[-1] in then:
        path.append(then[path[-1]])
    often = links.sum(axis=0).tolist()
    shown = [papers[max(circles[n], key=lambda place: (often[place], place))] for n in path]
    rows = [
        Step(
            id=paper,
            title=str(graph.nodes[paper]["title"]),
            year=graph.nodes[paper]["year"],
            cites=shown[place + 1] if place + 1 < len(path) else "",
            paths=down[path[place]] * up[path[place + 1]] / every if place + 1 < len(path) else 0.0,
        )
        for place, paper in enumerate(shown)
    ]
    return MainPath(rows=tuple(reversed(rows)))


def _folded(links: csr_array) -> tuple[list[list[int]], list[list[int]]]:
    """Make one node of each circle, numbered by its first paper; return the papers of each and what each cites."""
    import numpy as np
    from scipy.sparse.csgraph import connected_components

    _, found = connected_components(links, directed=True, connection="strong")
    _, first, circle = np.unique(found, return_index=True, return_inverse=True)
    number = np.argsort(np.argsort(first))[circle]
    members: list[list[int]] = [[] for _ in first]
    for place, own in enumerate(number.tolist()):
        members[own].append(place)
    rows = np.repeat(number, np.diff(links.indptr))
    pairs = np.unique(np.stack([rows, number[links.indices]], axis=1)[rows != number[links.indices]], axis=0)
    cites: list[list[int]] = [[] for _ in first]
    for node, other in pairs.tolist():
        cites[node].append(other)
    return members, cites


def _newest_first(cites: list[list[int]], citing: list[list[int]]) -> list[int]:
    """Order nodes so that each comes before what it cites (Kahn, 1962)."""
    waiting = [len(others) for others in citing]
    order = [node for node, count in enumerate(waiting) if not count]
    for node in order:
        for other in cites[node]:
            waiting[other] -= 1
            if not waiting[other]:
                order.append(other)
    return order
