"""Make networkx graphs from a graph's snapshot."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from loaders.snapshot import Snapshot
from schemas.edges import EVIDENCE_CLASSES, RelatedTo
from schemas.mention import ENTITY_TYPES
from schemas.nodes import EntityNode, PaperNode

if TYPE_CHECKING:
    import networkx as nx
    from scipy.sparse import csr_array

USED_TYPES = ("Model", "Dataset", "Benchmark", "Method", "Task")
"""Types whose co-use says something; a metric goes with everything."""


def citation_graph(snapshot: Snapshot) -> nx.DiGraph[str]:
    """Return who cites whom: every paper is a node with `title` and `year`, O(papers + citations)."""
    graph = _papers(snapshot)
    graph.add_edges_from((source, target) for source, _, target in snapshot.links("CITES"))
    return graph


def building_on_graph(snapshot: Snapshot) -> nx.DiGraph[str]:
    """Return who builds on whom, with the names of what is built on as `names`."""
    graph = _papers(snapshot)
    for edge in snapshot.edges("BUILDS_ON"):
        graph.add_edge(edge.source, edge.target, names=getattr(edge, "names", ()))
    return graph


def paper_graph(snapshot: Snapshot, papers: Collection[str] | None = None) -> nx.Graph[str]:
    """Return how papers are joined, without direction: all, or only those of these ids.

    The `weight` of a join adds 1 for a citation, 1 for building on, and for related work the score
    as a part of the highest score of that paper, so that each paper's nearest counts 1.
    """
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    if papers is None:
        nodes, edges = list(snapshot.nodes("Paper")), list(snapshot.edges("RELATED_TO"))
        links = list(snapshot.links("CITES", "BUILDS_ON"))
    else:
        nodes = [node for id in sorted(papers) if (node := snapshot.node(id)) is not None]
        edges = [e for node in nodes for e in snapshot.edges_from(node.id, "RELATED_TO") if e.target in papers]
        links = [
            (node.id, type, target)
            for node in nodes
            for type, target in sorted(snapshot.edge_keys(node.id))
            if type in ("CITES", "BUILDS_ON") and target in papers
        ]
    graph.add_nodes_from((node.id, _shown(node)) for node in nodes if isinstance(node, PaperNode))
    related = [edge for edge in edges if isinstance(edge, RelatedTo)]
    best: defaultdict[str, float] = defaultdict(float)
    for edge in related:
        best[edge.source] = max(best[edge.source], edge.score)
    weighed = [(source, target, 1.0) for source, _, target in links]
    weighed += [(edge.source, edge.target, edge.score / (best[edge.source] or 1.0)) for edge in related]
    for source, target, weight in weighed:
        held = graph.get_edge_data(source, target, {"weight": 0.0})["weight"]
        graph.add_edge(source, target, weight=held + weight)
    return graph


def entity_graph(
    snapshot: Snapshot,
    types: Collection[str] = USED_TYPES,
    *,
    named: Mapping[str, Collection[str]] | None = None,
    least: int = 2,
    most_named: int = 60,
) -> nx.Graph[str]:
    """Return which entities the same papers name: `weight` counts those papers.

    Nodes carry `name`, `label` and `papers`; entities that fewer than `least` papers name are left
    out, and so are papers that name more than `most_named` entities: lists, whose pairs say nothing.
    `named` is what `named_entities` returned, where that was read already. O(papers times the square of the entities that one names).
    """
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    entities = {node.id: node for node in snapshot.nodes(*types) if isinstance(node, EntityNode)}
    if named is None:
        named = named_entities(snapshot, types)
    kept = [[e for e in found if e in entities] for found in named.values()]
    counts = Counter(e for found in kept for e in found)
    for id, node in entities.items():
        if counts[id] >= least:
            graph.add_node(id, name=node.name, label=type(node).__name__.removesuffix("Node"), papers=counts[id])
    graph.graph["papers"] = sum(bool(found) for found in kept)
    for found in kept:
        if len(found) <= most_named:
            _join(graph, sorted(e for e in found if e in graph))
    return graph


def named_entities(snapshot: Snapshot, types: Collection[str] = ENTITY_TYPES) -> dict[str, set[str]]:
    """Return the ids of the entities that each paper names; papers that name none are left out."""
    kinds = {node.id for node in snapshot.nodes(*types)}
    named: defaultdict[str, set[str]] = defaultdict(set)
    for paper, _, entity in snapshot.links(*EVIDENCE_CLASSES):
        if entity in kinds:
            named[paper].add(entity)
    return dict(named)


def adjacency(graph: nx.Graph[str]) -> tuple[list[str], csr_array]:
    """Return the nodes that have a link, by id, and a matrix with 1 where a row's node links to a column's: O(edges)."""
    import numpy as np
    from scipy.sparse import csr_array

    nodes = sorted(node for node, degree in graph.degree() if degree)
    numbers = {node: place for place, node in enumerate(nodes)}
    ends = np.array([(numbers[a], numbers[b]) for a, b in graph.edges()], dtype=np.int64).reshape(-1, 2)
    links = csr_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(len(nodes), len(nodes)))
    links.sum_duplicates()
    return nodes, links


def _join(graph: nx.Graph[str], entities: Iterable[str]) -> None:
    for first, second in combinations(entities, 2):
        held = graph.get_edge_data(first, second, {"weight": 0})["weight"]
        graph.add_edge(first, second, weight=held + 1)


def _papers(snapshot: Snapshot) -> nx.DiGraph[str]:
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from((node.id, _shown(node)) for node in snapshot.nodes("Paper") if isinstance(node, PaperNode))
    return graph


def _shown(node: PaperNode) -> dict[str, object]:
    return {"title": node.title, "year": node.year}
