"""Write nodes and edges in batches, and count what that changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import islice
from typing import Any

from neo4j import ManagedTransaction

from loaders.neo4j_store import statements
from loaders.neo4j_store.connection import Connection, records, run
from loaders.neo4j_store.parts import Parts
from loaders.neo4j_store.report import Changes, Vectors
from loaders.neo4j_store.rows import Row, edge_batches, node_batches
from schemas.edges import AnyEdge
from schemas.errors import StoreError
from schemas.nodes import AnyNode

Heard = Callable[[int], None]
"""Is told how many were written since the last time."""


class Writer:
    """Write with `UNWIND` batches in managed transactions, or only compare when it is a dry run.

    `batch` is the number of rows in a transaction. It is halved for good when one does not fit into
    the server's memory.
    """

    def __init__(self, connection: Connection, batch: int, *, dry_run: bool = False) -> None:
        self.dry_run = dry_run
        self._parts = Parts(connection, batch, dry_run=dry_run)

    @property
    def batch(self) -> int:
        """Return the number of rows in a transaction."""
        return self._parts.size

    def write_nodes(self, nodes: Iterable[AnyNode], heard: Heard = lambda _: None) -> Changes:
        """Write nodes; raise `StoreError` when somebody else's node has the label and id of one."""
        changes = Changes()
        for label, rows in node_batches(nodes, self.batch):
            for count, made in self._parts.run(rows, partial(self._nodes, label=label)):
                changes += made
                heard(count)
        return changes

    def write_edges(self, edges: Iterable[AnyEdge], heard: Heard = lambda _: None) -> Changes:
        """Write edges; raise `StoreError` when an end of one was not written before."""
        changes = Changes()
        for type, rows in edge_batches(edges, self.batch):
            for count, made in self._parts.run(rows, partial(self._edges, type=type)):
                changes += made
                heard(count)
        return changes

    def write_vectors(self, vectors: Vectors, heard: Heard = lambda _: None) -> Changes:
        """Write the vectors of papers that were written before; a paper that is not there is left out."""
        changes = Changes()
        given = ({"id": id, "vector": list(vector)} for id, vector in vectors)
        while rows := list(islice(given, self.batch)):
            for count, made in self._parts.run(rows, self._vectors):
                changes += made
                heard(count)
        return changes

    def _nodes(self, tx: ManagedTransaction, rows: Sequence[Row], label: str) -> Changes:
        cypher = statements.compare_nodes(label) if self.dry_run else statements.write_nodes(label)
        made, counted = self._run(tx, cypher, rows)
        if counted["foreign"]:
            shown = ", ".join(repr(id) for id in counted["foreign"][:5])
            raise StoreError(
                f"{len(counted['foreign'])} {label} nodes in the database carry ids of this graph but were not written "
                f"by kg load: {shown}; they are not touched: rename or remove them, or use another database"
            )
        return made

    def _edges(self, tx: ManagedTransaction, rows: Sequence[Row], type: str) -> Changes:
        cypher = statements.compare_edges(type) if self.dry_run else statements.write_edges(type)
        made, counted = self._run(tx, cypher, rows)
        if counted["found"] < len(rows):
            lost = records(tx, statements.missing_ends(type), {"rows": list(rows)})[0]
            end = "source" if lost["no_source"] else "target"
            raise StoreError(
                f"{type} from {lost['source']!r} to {lost['target']!r}: its {end} is not in the database; write nodes first"
            )
        return made

    def _vectors(self, tx: ManagedTransaction, rows: Sequence[Row]) -> Changes:
        cypher = statements.COMPARE_VECTORS if self.dry_run else statements.WRITE_VECTORS
        (made,) = records(tx, cypher, {"rows": list(rows)})
        return Changes(
            created=made["created"], changed=made["written"] - made["created"], unchanged=len(rows) - made["written"]
        )

    def _run(self, tx: ManagedTransaction, cypher: str, rows: Sequence[Row]) -> tuple[Changes, dict[str, Any]]:
        (counted,), counters = run(tx, cypher, {"rows": list(rows)})
        created = counted.get("created", counters.nodes_created + counters.relationships_created)
        written = max(created, counted["written"])  # an edge without properties differs from nothing
        return Changes(created=created, changed=written - created, unchanged=len(rows) - written), counted
