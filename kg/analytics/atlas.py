"""Lay papers of a topic out so that those that hang together lie together, and say what each group is about."""

from __future__ import annotations

from collections.abc import Collection

from kg.analytics.communities import communities
from kg.analytics.graphs import named_entities, paper_graph
from loaders.snapshot import Snapshot
from schemas.mention import ENTITY_TYPES
from schemas.nodes import EntityNode
from schemas.record import Record

ROUNDS = 80


class Place(Record):
    """Put one paper on the map: `x` and `y` from 0 to 1; `community` is None where nothing joins it to another."""

    id: str
    title: str
    year: int | None
    community: int | None
    links: int
    x: float
    y: float


class Group(Record):
    """Say what sets a community on the map apart."""

    number: int
    papers: int
    label: tuple[str, ...]


class Atlas(Record):
    """Hold a map: places, the joins between them, and groups."""

    topic: str
    places: tuple[Place, ...]
    joins: tuple[tuple[str, str], ...]
    groups: tuple[Group, ...]


def atlas(snapshot: Snapshot, topic: str, papers: Collection[str], *, seed: int = 0) -> Atlas:
    """Lay these papers out by their joins (Fruchterman and Reingold, 1991), coloured by Louvain community.

    The same papers and seed give the same map. O(papers² times rounds).
    """
    import networkx as nx
    import numpy as np

    graph = paper_graph(snapshot, set(papers))
    kept = sorted(graph)
    every = named_entities(snapshot)
    captions = {node.id: node.name for node in snapshot.nodes(*ENTITY_TYPES) if isinstance(node, EntityNode)}
    found = communities(graph, every, captions, seed=seed)
    home = {paper: row.number for row in found.rows for paper in row.members}
    if not kept:
        return Atlas(topic=topic, places=(), joins=(), groups=())
    laid = nx.spring_layout(graph, seed=seed, iterations=ROUNDS, k=2.0 / np.sqrt(len(kept)))
    points = np.array([laid[paper] for paper in kept])
    low, high = points.min(0), points.max(0)
    points = (points - low) / np.where(high > low, high - low, 1.0)
    return Atlas(
        topic=topic,
        places=tuple(
            Place(
                id=paper,
                title=graph.nodes[paper]["title"],
                year=graph.nodes[paper]["year"],
                community=home.get(paper),
                links=graph.degree(paper),
                x=round(float(x), 4),
                y=round(float(y), 4),
            )
            for paper, (x, y) in zip(kept, points, strict=True)
        ),
        joins=tuple(sorted((min(a, b), max(a, b)) for a, b in graph.edges())),
        groups=tuple(Group(number=row.number, papers=row.papers, label=row.label) for row in found.rows),
    )
