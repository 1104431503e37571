"""Find the papers that hold together most tightly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.analytics.backend import runs_on
from kg.analytics.graphs import adjacency
from kg.analytics.record import Core, RankedPaper

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np
    import numpy.typing as npt
    from scipy.sparse import csr_array


def innermost_core(graph: nx.Graph[str], *, top: int = 20, backend: str | None = None) -> Core:
    """Return the k-core of the highest k: each paper in it has k neighbours in it, whatever the direction of links.

    `value` is the number of neighbours within the core. O(edges). Sources: Seidman, 1983; Batagelj
    and Zaveršnik, 2003.
    """
    import networkx as nx
    import numpy as np

    papers, links = adjacency(graph)
    links = links + links.T
    links.setdiag(0)
    links.eliminate_zeros()
    links.data[:] = 1
    if not links.nnz:
        return Core(k=0, papers=0, rows=(), note="the graph has no such links")
    if elsewhere := runs_on(backend, nx.core_number):
        numbers = nx.core_number(nx.from_scipy_sparse_array(links), **elsewhere)
        k = max(numbers.values())
        inside = np.array([numbers[place] == k for place in range(len(papers))])
    else:
        k, inside = _peeled(links)
    beside = (links @ inside.astype(float)).astype(int)
    best = sorted(np.flatnonzero(inside).tolist(), key=lambda place: (-beside[place], place))[:top]
    shown = [(papers[place], graph.nodes[papers[place]], int(beside[place])) for place in best]
    rows = tuple(RankedPaper(id=id, title=node["title"], year=node["year"], value=value) for id, node, value in shown)
    return Core(k=k, papers=int(inside.sum()), rows=rows)


def _peeled(links: csr_array) -> tuple[int, npt.NDArray[np.bool_]]:
    """Take away nodes of few neighbours until none is left; return the last k and who was left then.

    `networkx.core_number` takes each neighbour out of a list, which is slow where one has thousands.
    """
    import numpy as np

    degree = links.sum(axis=1)
    left = np.ones(len(degree), dtype=bool)
    core, k = left, 0
    while left.any():
        k, core = max(k, int(degree[left].min())), left.copy()
        while (weak := left & (degree <= k)).any():
            left &= ~weak
            degree = degree - links @ weak.astype(float)
    return k, core
