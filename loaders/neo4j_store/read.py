"""Read the graph back out of Neo4j."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from neo4j import ManagedTransaction

from loaders.neo4j_store.connection import Connection
from loaders.neo4j_store.statements import MARK
from loaders.snapshot import SnapshotWriter
from schemas.definitions import EDGE_ADAPTER, EDGES, NODE_ADAPTER, NODES
from schemas.edges import AnyEdge
from schemas.nodes import AnyNode


def copy_graph(connection: Connection, path: Path) -> None:
    """Write what `kg load` put into the database as a snapshot; nodes and edges of others are left out."""
    connection.once(lambda tx: _copy(tx, path), write=False)


def _copy(tx: ManagedTransaction, path: Path) -> None:
    known: set[str] = set()
    writer = SnapshotWriter(path)
    writer.write_nodes(_nodes(tx, known))
    # Somebody may write meanwhile: an edge to a node that came later is left for the next copy.
    writer.write_edges(edge for edge in _edges(tx) if {edge.source, edge.target} <= known)
    writer.finish()


def _nodes(tx: ManagedTransaction, known: set[str]) -> Iterator[AnyNode]:
    for label, node in NODES.items():
        names = [p.name for p in node.properties]
        wanted = ", ".join(f".{name}" for name in names)
        for (found,) in tx.run(f"MATCH (n:{label}) WHERE n.{MARK} IS NOT NULL RETURN n {{{wanted}}}"):
            known.add(found["id"])
            yield NODE_ADAPTER.validate_python({"label": label, **_there(found)})


def _edges(tx: ManagedTransaction) -> Iterator[AnyEdge]:
    for type, edge in EDGES.items():
        wanted = ", ".join(f".{p.name}" for p in edge.properties)
        statement = f"MATCH (a)-[r:{type}]->(b) WHERE r.{MARK} IS NOT NULL RETURN a.id, b.id, r {{{wanted}}}"
        for source, target, found in tx.run(statement):
            yield EDGE_ADAPTER.validate_python({"type": type, "source": source, "target": target, **_there(found)})


def _there(found: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in found.items() if value is not None}
