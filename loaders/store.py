"""The contract that every store keeps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from schemas.edges import AnyEdge
from schemas.nodes import AnyNode
from schemas.result import QueryResult, Value


class Store(Protocol):
    """Keep a graph and answer Cypher about it.

    Writing is idempotent: the same nodes and edges written twice give the same graph. Nodes are
    known by label and `id`, edges by type, source and target. Errors are
    `schemas.errors.StoreUnavailable` and `schemas.errors.QueryError`.
    """

    def apply_schema(self) -> None:
        """Make the constraints and indexes that `schemas.definitions` declares, where they are missing."""
        ...

    def write_nodes(self, nodes: Iterable[AnyNode]) -> int:
        """Write nodes in batches; return how many were given."""
        ...

    def write_edges(self, edges: Iterable[AnyEdge]) -> int:
        """Write edges whose ends were written before; return how many were given."""
        ...

    def remove_papers(self, ids: Collection[str]) -> int:
        """Remove papers with their claims and edges; return how many papers were there.

        Entities, authors and venues that no other paper names stay: they are removed by the next build.
        """
        ...

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, Value] | None = None,
        *,
        write: bool = False,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> QueryResult:
        """Run Cypher with parameters; refuse writing unless `write`, by the database itself.

        `timeout` is in seconds, `limit` the most rows to return (`QueryResult.truncated` says when it cut).
        """
        ...

    def close(self) -> None:
        """Give back what the store holds."""
        ...
