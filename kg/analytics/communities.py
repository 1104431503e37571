"""Find communities of papers, what sets each apart, and the papers that join them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.analytics.backend import runs_on
from kg.analytics.louvain import louvain
from kg.analytics.record import Bridge, Bridges, Communities, Community

if TYPE_CHECKING:
    import networkx as nx

WORDS = 5
"""Names that label a community."""
CENTRAL = 3


def communities(
    graph: nx.Graph[str],
    named: Mapping[str, set[str]],
    captions: Mapping[str, str],
    *,
    seed: int = 0,
    least: int = 2,
    resolution: float = 1.0,
    backend: str | None = None,
) -> Communities:
    """Divide papers into communities by Louvain, the same for the same graph and seed.

    Each is labelled by the entities (`named` by its papers, called `captions`) whose number of
    papers in it times ln lift is highest: rare elsewhere, frequent here. Communities of fewer than
    `least` papers are left out. About O(edges log papers). Source: Blondel, Guillaume, Lambiotte and
    Lefebvre, 2008.
    """
    import networkx as nx

    joined = _ordered(graph)
    alone = len(graph) - len(joined)
    if not joined.number_of_edges():
        return Communities(modularity=0.0, alone=alone, rows=(), note="no papers are joined")
    if elsewhere := runs_on(backend, nx.community.louvain_communities):
        parts = nx.community.louvain_communities(joined, seed=seed, resolution=resolution, **elsewhere)
    else:
        parts = louvain(joined, seed=seed, resolution=resolution)
    everywhere = Counter(entity for entities in named.values() for entity in entities)
    ordered = sorted((sorted(part) for part in parts), key=lambda part: (-len(part), part))
    inside = _inside(joined, ordered)
    rows = []
    for number, part in enumerate((p for p in ordered if len(p) >= least), start=1):
        members = sorted(part, key=lambda paper: (-round(inside[paper], 9), paper))
        rows.append(
            Community(
                number=number,
                papers=len(part),
                label=_label(part, named, everywhere, captions),
                central=tuple(str(graph.nodes[paper]["title"]) for paper in members[:CENTRAL]),
                members=tuple(members),
            )
        )
    # Rounded: networkx adds up a set, whose order, and so the last bits, are others each time.
    modularity = round(float(nx.community.modularity(joined, parts)), 9)
    return Communities(modularity=modularity, alone=alone, rows=tuple(rows))


def bridges(graph: nx.Graph[str], found: Communities, *, top: int = 20) -> Bridges:
    """Return the papers that join communities: neighbours outside their own times the participation coefficient.

    The coefficient is 1 minus the sum of the squared parts of a paper's neighbours in each community.
    O(edges). Source: Guimerà and Amaral, 2005.
    """
    home = {paper: row.number for row in found.rows for paper in row.members}
    spans: list[tuple[float, str, Counter[int]]] = []
    for paper, own in home.items():
        spread = Counter(home[other] for other in graph.neighbors(paper) if other in home and other != paper)
        if outside := spread.total() - spread[own]:
            spans.append((round(outside * _participation(spread), 9), paper, spread))
    spans.sort(key=lambda span: (-span[0], span[1]))
    rows = tuple(
        Bridge(
            id=paper,
            title=str(graph.nodes[paper]["title"]),
            community=(own := home[paper]),
            joins=tuple(sorted(spread.keys() - {own}, key=lambda n: (-spread[n], n))),
            outside=spread.total() - spread[own],
            participation=_participation(spread),
        )
        for _, paper, spread in spans[:top]
    )
    return Bridges(rows=rows, note=None if rows else "no paper joins two communities")


def _participation(spread: Counter[int]) -> float:
    total = spread.total()
    return 1.0 - sum((n / total) ** 2 for n in spread.values())


def _ordered(graph: nx.Graph[str]) -> nx.Graph[str]:
    """Return the joined papers in the order of their ids: Louvain's answer depends on the order."""
    import networkx as nx

    joined: nx.Graph[str] = nx.Graph()
    joined.add_nodes_from(sorted(paper for paper, degree in graph.degree() if degree))
    joined.add_weighted_edges_from(
        sorted((min(a, b), max(a, b), w) for a, b, w in graph.edges(data="weight", default=1.0))
    )
    return joined


def _inside(graph: nx.Graph[str], parts: list[list[str]]) -> Counter[str]:
    """Add up for each paper the weights of what joins it to its own community."""
    home = {paper: number for number, part in enumerate(parts) for paper in part}
    inside: Counter[str] = Counter()
    for first, second, join in graph.edges(data=True):
        if home[first] == home[second]:
            inside[first] += join["weight"]
            inside[second] += join["weight"]
    return inside


def _label(
    part: list[str],
    named: Mapping[str, set[str]],
    everywhere: Counter[str],
    captions: Mapping[str, str],
) -> tuple[str, ...]:
    here = Counter(entity for paper in part for entity in named.get(paper, ()))
    naming = sum(paper in named for paper in part)
    telling = {
        entity: count * math.log(count / naming * len(named) / everywhere[entity])
        for entity, count in here.items()
        if count >= min(2, len(part))
    }
    best = sorted((e for e, value in telling.items() if value > 0), key=lambda e: (-telling[e], e))
    return tuple(dict.fromkeys(captions[e] for e in best))[:WORDS]
