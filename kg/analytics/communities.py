"""Find communities of papers, what sets each apart, and the papers that join them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

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

    linked = _ordered(graph)
    alone = len(graph) - len(linked)
    if not linked.number_of_edges():
        return Communities(modularity=0.0, alone=alone, rows=(), note="no papers are joined")
    parts = nx.community.louvain_communities(
        linked, weight="weight", seed=seed, resolution=resolution, **({"backend": backend} if backend else {})
    )
    everywhere = Counter(entity for entities in named.values() for entity in entities)
    ordered = sorted((sorted(part) for part in parts), key=lambda part: (-len(part), part))
    rows = []
    for number, part in enumerate((p for p in ordered if len(p) >= least), start=1):
        strength = dict(linked.subgraph(part).degree(weight="weight"))
        members = sorted(part, key=lambda paper: (-round(strength[paper], 9), paper))
        rows.append(
            Community(
                number=number,
                papers=len(part),
                label=_label(part, named, everywhere, captions),
                central=tuple(str(graph.nodes[paper]["title"]) for paper in members[:CENTRAL]),
                members=tuple(members),
            )
        )
    return Communities(modularity=float(nx.community.modularity(linked, parts)), alone=alone, rows=tuple(rows))


def bridges(graph: nx.Graph[str], found: Communities, *, top: int = 20) -> Bridges:
    """Return the papers that join communities: neighbours outside their own times the participation coefficient.

    The coefficient is 1 minus the sum of the squared parts of a paper's neighbours in each community.
    O(edges). Source: Guimerà and Amaral, 2005.
    """
    home = {paper: row.number for row in found.rows for paper in row.members}
    rows = []
    for paper, own in home.items():
        spread = Counter(home[other] for other in graph.neighbors(paper) if other in home and other != paper)
        total, outside = sum(spread.values()), sum(n for number, n in spread.items() if number != own)
        if outside:
            part = 1.0 - sum((n / total) ** 2 for n in spread.values())
            joins = sorted((n for n in spread if n != own), key=lambda n: (-spread[n], n))
            title = str(graph.nodes[paper]["title"])
            rows.append(
                Bridge(id=paper, title=title, community=own, joins=tuple(joins), outside=outside, participation=part)
            )
    rows.sort(key=lambda row: (-round(row.outside * row.participation, 9), row.id))
    return Bridges(rows=tuple(rows[:top]), note=None if rows else "no paper joins two communities")


def _ordered(graph: nx.Graph[str]) -> nx.Graph[str]:
    """Return the joined papers in the order of their ids: Louvain's answer depends on the order."""
    import networkx as nx

    linked: nx.Graph[str] = nx.Graph()
    linked.add_nodes_from(sorted(paper for paper, degree in graph.degree() if degree))
    linked.add_weighted_edges_from(
        sorted((min(a, b), max(a, b), w) for a, b, w in graph.edges(data="weight", default=1.0))
    )
    return linked


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
