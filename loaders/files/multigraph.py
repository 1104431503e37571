"""Hold a graph as a networkx multigraph: nodes by id, one edge a source, type and target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loaders.snapshot import Snapshot, properties

if TYPE_CHECKING:
    import networkx as nx


def multigraph(snapshot: Snapshot) -> nx.MultiDiGraph[str]:
    """Return the whole graph; nodes carry `label`, edges have their type as key and carry `type`.

    Lists stay lists, absent properties are absent. Memory holds every text.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in snapshot.nodes():
        held = properties(node)
        graph.add_node(str(held.pop("id")), label=node.label, **held)
    for edge in snapshot.edges():
        graph.add_edge(edge.source, edge.target, key=edge.type, type=edge.type, **properties(edge))
    return graph
