"""What a query gives back, the same from every store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from schemas.record import Record

Value = Any
"""None, bool, int, float, str, or a list or dict of these.

A node comes as `{"label": ..., "id": ..., **properties}`, an edge as
`{"type": ..., "source": ..., "target": ..., **properties}`, a path as a list of both in turn.
"""


class QueryResult(Record):
    """Hold the rows of a query: each row has one value a column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    truncated: bool = False
    """True when the row limit cut the result."""

    def records(self) -> Iterator[dict[str, Value]]:
        """Yield each row as a dict by column."""
        for row in self.rows:
            yield dict(zip(self.columns, row, strict=True))


class Runner(Protocol):
    """Run Cypher that only reads."""

    def query(self, cypher: str, parameters: Mapping[str, Value] | None = None) -> QueryResult:
        """Run a reading query; raise `schemas.errors.QueryError` with the store's reason when it fails."""
        ...
