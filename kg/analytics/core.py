"""Find the papers that hold together most tightly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.analytics.record import Core, RankedPaper

if TYPE_CHECKING:
    import networkx as nx


def innermost_core(graph: nx.Graph[str], *, top: int = 20, backend: str | None = None) -> Core:
    """Return the k-core of the highest k: each paper in it has k neighbours in it.

    `value` is the number of neighbours within the core. O(edges). Sources: Seidman, 1983; Batagelj
    and Zaveršnik, 2003.
    """
    import networkx as nx

    plain = nx.Graph(graph)
    plain.remove_edges_from(list(nx.selfloop_edges(plain)))
    if not plain.number_of_edges():
        return Core(k=0, papers=0, rows=(), note="the graph has no such links")
    numbers = nx.core_number(plain, **({"backend": backend} if backend else {}))
    k = max(numbers.values())
    core = plain.subgraph([paper for paper, number in numbers.items() if number == k])
    best = sorted(core, key=lambda paper: (-core.degree(paper), paper))[:top]
    rows = tuple(
        RankedPaper(id=p, title=plain.nodes[p]["title"], year=plain.nodes[p]["year"], value=float(core.degree(p)))
        for p in best
    )
    return Core(k=k, papers=len(core), rows=rows)
