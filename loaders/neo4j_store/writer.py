"""Write nodes and edges in batches, and count what that changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from neo4j import ManagedTransaction

from loaders.neo4j_store import statements
from loaders.neo4j_store.connection import Connection, records, run
from loaders.neo4j_store.failures import TooLarge
from loaders.neo4j_store.report import Changes
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
        self.connection, self.batch, self.dry_run = connection, batch, dry_run

    def write_nodes(self, nodes: Iterable[AnyNode], heard: Heard = lambda _: None) -> Changes:
        """Write nodes; raise `StoreError` when somebody else's node has the label and id of one."""
        changes = Changes()
        for label, rows in node_batches(nodes, self.batch):
            changes += self._all(rows, partial(self._nodes, label=label), heard)
        return changes

    def write_edges(self, edges: Iterable[AnyEdge], heard: Heard = lambda _: None) -> Changes:
        """Write edges; raise `StoreError` when an end of one was not written before."""
        changes = Changes()
        for type, rows in edge_batches(edges, self.batch):
            changes += self._all(rows, partial(self._edges, type=type), heard)
        return changes

    def _all(self, rows: list[Row], work: Callable[..., Changes], heard: Heard) -> Changes:
        transact = self.connection.read if self.dry_run else self.connection.write
        changes, start = Changes(), 0
        while start < len(rows):
            part = rows[start : start + self.batch]
            try:
                changes += transact(partial(work, rows=part))
            except TooLarge as error:
                self._halve(len(part), error)
                continue
            start += len(part)
            heard(len(part))
        return changes

    def _halve(self, size: int, error: TooLarge) -> None:
        if size == 1:
            raise StoreError(
                f"one row alone does not fit into the server's memory; raise dbms.memory.transaction.total.max or "
                f"server.memory.heap.max_size: {error}"
            ) from error
        self.batch = max(1, size // 2)
        self.connection.say(f"{size} rows do not fit into the server's memory; going on with {self.batch} at a time")

    def _nodes(self, tx: ManagedTransaction, rows: list[Row], label: str) -> Changes:
        cypher = statements.compare_nodes(label) if self.dry_run else statements.write_nodes(label)
        made, counted = self._run(tx, cypher, rows)
        if counted["foreign"]:
            shown = ", ".join(repr(id) for id in counted["foreign"][:5])
            raise StoreError(
                f"{len(counted['foreign'])} {label} nodes in the database carry ids of this graph but were not written "
                f"by kg load: {shown}; they are not touched: rename or remove them, or use another database"
            )
        return made

    def _edges(self, tx: ManagedTransaction, rows: list[Row], type: str) -> Changes:
        cypher = statements.compare_edges(type) if self.dry_run else statements.write_edges(type)
        made, counted = self._run(tx, cypher, rows)
        if counted["found"] < len(rows):
            lost = records(tx, statements.missing_ends(type), {"rows": rows})[0]
            end = "source" if lost["no_source"] else "target"
            raise StoreError(
                f"{type} from {lost['source']!r} to {lost['target']!r}: its {end} is not in the database; write nodes first"
            )
        return made

    def _run(self, tx: ManagedTransaction, cypher: str, rows: list[Row]) -> tuple[Changes, dict[str, Any]]:
        (counted,), counters = run(tx, cypher, {"rows": rows})
        created = counted.get("created", counters.nodes_created + counters.relationships_created)
        written = max(created, counted["written"])  # an edge without properties differs from nothing
        return Changes(created=created, changed=written - created, unchanged=len(rows) - written), counted
