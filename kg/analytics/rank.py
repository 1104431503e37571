"""Rank papers by the links between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.analytics.backend import runs_on
from kg.analytics.brandes import dependencies
from kg.analytics.graphs import adjacency
from kg.analytics.record import RankedPaper, RankedPapers

if TYPE_CHECKING:
    import networkx as nx

SAMPLED_ABOVE = 5000
"""Papers above which betweenness is estimated from a sample of sources."""
WORK = 50_000_000
"""Citations that the sampled estimate looks at, all sources together; at least `LEAST_SAMPLE` sources are taken."""
LEAST_SAMPLE = 100
MOST_ROUNDS = 1000
"""Iterations of HITS at most."""


def pagerank(
    graph: nx.DiGraph[str], *, top: int = 20, damping: float = 0.85, backend: str | None = None
) -> RankedPapers:
    """Rank papers by PageRank: a link from a paper of rank counts more, and the more links a paper gives the less each.

    O(edges) an iteration, by power iteration. Source: Page, Brin, Motwani and Winograd, 1999.
    """
    import networkx as nx

    if not graph.number_of_edges():
        return _none("PageRank")
    values: dict[str, float] = dict(nx.pagerank(graph, alpha=damping, **runs_on(backend, nx.pagerank)))
    return _ranked(graph, "PageRank", values, top)


def hits(graph: nx.DiGraph[str], *, top: int = 20) -> tuple[RankedPapers, RankedPapers]:
    """Rank papers as hubs and as authorities: good hubs link to good authorities (surveys and what they cite).

    O(edges) an iteration, by power iteration from equal values: where several answers are right (parts
    of the graph that are alike) it gives their mean, while the solver behind `networkx.hits` gives any
    of them, or none. Source: Kleinberg, 1999.
    """
    import numpy as np

    papers, links = adjacency(graph)
    if not papers:
        return _none("hubs"), _none("authorities")
    back = links.T.tocsr()
    hubs = np.ones(len(papers))
    for _ in range(MOST_ROUNDS):
        before = hubs
        hubs = links @ (back @ before)
        hubs /= hubs.sum()
        if np.abs(hubs - before).sum() < 1e-10:
            break
    authorities = back @ hubs
    found = [dict(zip(papers, map(float, values / values.sum()), strict=True)) for values in (hubs, authorities)]
    return _ranked(graph, "hubs", found[0], top), _ranked(graph, "authorities", found[1], top)


def betweenness(
    graph: nx.DiGraph[str],
    *,
    top: int = 20,
    seed: int = 0,
    sampled_above: int = SAMPLED_ABOVE,
    backend: str | None = None,
) -> RankedPapers:
    """Rank papers by how many shortest paths run through them.

    O(papers times edges); above `sampled_above` papers estimated from a sample of sources, and said so.
    Sources: Freeman, 1977; Brandes, 2001; Brandes and Pich, 2007 for the sample.
    """
    import networkx as nx
    import numpy as np

    papers, links = adjacency(graph)
    if not papers:
        return _none("betweenness")
    count = len(papers)
    sample = min(count, max(LEAST_SAMPLE, WORK // links.nnz)) if count > sampled_above else count
    if elsewhere := runs_on(backend, nx.betweenness_centrality):
        joined: nx.DiGraph[int] = nx.from_scipy_sparse_array(links, create_using=nx.DiGraph)
        found = nx.betweenness_centrality(joined, k=sample, seed=seed, **elsewhere)
        values = {paper: float(found[place]) for place, paper in enumerate(papers)}
    else:
        sources = np.random.default_rng(seed).choice(count, sample, replace=False)
        through = dependencies(links, sources) * (count / sample / max(1, (count - 1) * (count - 2)))
        values = dict(zip(papers, through.tolist(), strict=True))
    ranked = _ranked(graph, "betweenness", values, top)
    note = f"estimated from {sample} of {count} papers as sources" if count > sampled_above else ranked.note
    return ranked.model_copy(update={"note": note})


def _none(measure: str) -> RankedPapers:
    return RankedPapers(measure=measure, rows=(), note="the graph has no such links")


def _ranked(graph: nx.DiGraph[str], measure: str, values: Mapping[str, float], top: int) -> RankedPapers:
    # Rounded, so that the last bits of a solver do not order papers of equal value.
    best = sorted(values, key=lambda paper: (-round(values[paper], 9), paper))[:top]
    rows = tuple(
        RankedPaper(id=p, title=graph.nodes[p]["title"], year=graph.nodes[p]["year"], value=float(values[p]))
        for p in best
        if values[p] > 0
    )
    return RankedPapers(measure=measure, rows=rows, note=None if rows else "no paper has a value above 0")
