"""The store that keeps the graph in Neo4j."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Self

from neo4j import ManagedTransaction, unit_of_work

from loaders.neo4j_store import statements
from loaders.neo4j_store.connection import Connection, records
from loaders.neo4j_store.parts import Parts
from loaders.neo4j_store.removal import remove_nodes
from loaders.neo4j_store.report import Say
from loaders.neo4j_store.settings import Neo4jSettings
from loaders.neo4j_store.values import nodes_to_name, plain
from loaders.neo4j_store.writer import Writer
from schemas.definitions import VECTOR_INDEX
from schemas.edges import AnyEdge
from schemas.errors import QueryError, StoreError
from schemas.nodes import AnyNode
from schemas.result import QueryResult, Value

_INDEX_SECONDS = 600


class Neo4jStore:
    """Keep the graph in one database of a Neo4j server; see `loaders.store.Store` for the contract.

    It touches only what it wrote: each of its nodes and edges carries the property `_kg`. Its nodes
    may carry further properties of other writers, which stay. `wait` is how many seconds an absent
    server is waited for (queries do not wait), `batch` the rows in a transaction.
    """

    def __init__(
        self,
        settings: Neo4jSettings | None = None,
        *,
        batch: int = 5000,
        wait: float = 60.0,
        say: Say = lambda _: None,
    ) -> None:
        self.connection = Connection(settings or Neo4jSettings(), wait=wait, say=say)
        self.batch = batch

    @property
    def version(self) -> str:
        """Return the release of the server."""
        return self.connection.version

    def apply_schema(self, vector_size: int | None = None) -> None:
        """Make the constraints and indexes that are missing, and wait until they are filled.

        The index of vectors is made where they have `vector_size` numbers. Raises `StoreError` when data or indexes of somebody else stand in the way.
        """
        wanted = statements.schema_statements()
        if vector_size is not None:
            wanted[VECTOR_INDEX.name] = statements.vector_statement(vector_size)
        for name, statement in wanted.items():
            try:
                self.connection.write(partial(records, cypher=statement, parameters={}))
            except QueryError as error:
                raise StoreError(
                    f"cannot make {name}: {error}; remove what is in its way, or use another database"
                ) from error
        self.connection.write(lambda tx: records(tx, "CALL db.awaitIndexes($seconds)", {"seconds": _INDEX_SECONDS}))

    def refresh(self) -> None:
        """Wait until full-text search sees all that was written."""
        self.connection.write(partial(records, cypher=statements.REFRESH, parameters={}))

    def write_nodes(self, nodes: Iterable[AnyNode]) -> int:
        """Write nodes in batches; return how many were given."""
        return Writer(self.connection, self.batch).write_nodes(nodes).total

    def write_edges(self, edges: Iterable[AnyEdge]) -> int:
        """Write edges whose ends were written before; return how many were given."""
        return Writer(self.connection, self.batch).write_edges(edges).total

    def remove_papers(self, ids: Collection[str]) -> int:
        """Remove papers with their claims and edges; return how many papers were there.

        Raises `StoreError` when edges that somebody else made end at one: it stays with those alone.
        """
        removed = kept = 0
        for _, (gone, left) in Parts(self.connection, self.batch).run(sorted(set(ids)), _remove_papers):
            removed, kept = removed + gone, kept + left
        if kept:
            raise StoreError(
                f"{kept} nodes of these papers stay, without their edges: edges that kg load did not write end there; "
                "remove those edges, then these nodes go too"
            )
        return removed

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, Value] | None = None,
        *,
        write: bool = False,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> QueryResult:
        """Run Cypher with parameters; refuse writing unless `write`: the server refuses, by the access mode.

        `timeout` is in seconds, `limit` the most rows to return. Raises `QueryError` with the
        server's reason, `StoreUnavailable` when it does not answer.
        """
        work: Callable[[ManagedTransaction], QueryResult] = unit_of_work(timeout=timeout)(
            lambda tx: _answer(tx, cypher, parameters or {}, limit)
        )
        return self.connection.once(work, write=write)

    def close(self) -> None:
        """Close the connections."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _remove_papers(tx: ManagedTransaction, ids: Sequence[str]) -> tuple[int, int]:
    claims = [row["id"] for row in records(tx, statements.OWN_CLAIMS, {"ids": list(ids)})]
    _, held = remove_nodes(tx, claims, "Claim")
    gone, left = remove_nodes(tx, ids, "Paper")
    return gone, left + held


def _answer(tx: ManagedTransaction, cypher: str, parameters: Mapping[str, Value], limit: int | None) -> QueryResult:
    result = tx.run(cypher, dict(parameters))
    columns = tuple(result.keys())
    taken = [list(record.values()) for record in (result if limit is None else result.fetch(limit + 1))]
    result.consume()
    truncated = limit is not None and len(taken) > limit
    rows = taken[:limit]
    ids = _ids(tx, rows)
    return QueryResult(
        columns=columns, rows=tuple(tuple(plain(value, ids) for value in row) for row in rows), truncated=truncated
    )


def _ids(tx: ManagedTransaction, rows: list[list[Any]]) -> dict[str, Value]:
    """Return the ids of the nodes at the ends of edges: the server sends an edge without them."""
    keys = sorted({node.element_id for row in rows for node in nodes_to_name(row)})
    return {row["key"]: row["id"] for row in records(tx, statements.IDS, {"keys": keys})} if keys else {}
