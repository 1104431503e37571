"""Find the chain of citations along which a literature developed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.analytics.record import MainPath, Step

if TYPE_CHECKING:
    import networkx as nx


def main_path(graph: nx.DiGraph[str]) -> MainPath:
    """Return the path whose citations most source-to-sink paths take (search path count, global main path).

    Papers that cite each other in a circle count as one; the best cited of them is shown. O(edges).
    Sources: Hummon and Doreian, 1989; Batagelj, 2003; Liu and Lu, 2012 for the global path.
    """
    import networkx as nx

    linked = graph.subgraph(sorted(paper for paper, degree in graph.degree() if degree))
    if not linked.number_of_edges():
        return MainPath(rows=(), note="the graph has no such links")
    folded = nx.condensation(linked)
    order = list(nx.lexicographical_topological_sort(folded, key=lambda n: min(folded.nodes[n]["members"])))
    down = dict.fromkeys(folded, 0)
    up = dict.fromkeys(folded, 0)
    for node in order:
        down[node] = sum(down[citing] for citing in folded.predecessors(node)) or 1
    for node in reversed(order):
        up[node] = sum(up[cited] for cited in folded.successors(node)) or 1
    every = sum(down[node] for node in folded if not folded.out_degree(node))
    length = dict.fromkeys(folded, 0)
    then: dict[int, int] = {}
    for node in reversed(order):
        for cited in sorted(folded.successors(node)):
            ways = down[node] * up[cited] + length[cited]
            if ways > length[node]:
                length[node], then[node] = ways, cited
    if not then:
        return MainPath(rows=(), note="all papers that cite each other do so in a circle")
    path = [max(folded, key=lambda n: (length[n], -n))]
    while path[-1] in then:
        path.append(then[path[-1]])
    shown = [max(folded.nodes[n]["members"], key=lambda p: (linked.in_degree(p), p)) for n in path]
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
