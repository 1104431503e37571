"""Questions in Cypher, answered by a store that only reads."""

from __future__ import annotations

import sys
import threading
from typing import Any

from kg.serve.options import ServeOptions
from kg.serve.view import View
from loaders.store import Store
from schemas.errors import StoreUnavailable
from schemas.result import QueryResult


class Cypher:
    """Open the store when the first question comes; a new generation gets a store of its own.

    Each store refuses writing by itself: the embedded one is open for reading only, Neo4j is asked
    in read transactions.
    """

    def __init__(self, options: ServeOptions) -> None:
        self._options = options
        self._lock = threading.Lock()
        self._store: Store | None = None
        self._of = ""

    def name(self) -> str:
        """Return what the store is called."""
        return "Neo4j" if self._options.neo4j else "the embedded store"

    def unavailable(self, view: View) -> str:
        """Say why there is no store for this generation, or return nothing; opens none."""
        if self._options.neo4j:
            return ""
        from loaders import embedded

        return embedded.unavailable_reason() or view.generation.meta.get("cypher") or ""

    def query(self, view: View, cypher: str, parameters: dict[str, Any], limit: int) -> QueryResult:
        """Ask; raise `StoreUnavailable` when no store answers, `QueryError` when it refuses or takes too long."""
        rows = min(limit, self._options.query_rows)
        try:
            store = self._open(view)
            return store.query(cypher, parameters, timeout=self._options.query_seconds, limit=rows)
        except StoreUnavailable:
            self.close()
            raise
        finally:
            _leave_java()

    def close(self) -> None:
        """Close the store, if one is open; the next question opens it again."""
        with self._lock:
            store, self._store, self._of = self._store, None, ""
        if store is not None:
            store.close()

    def _open(self, view: View) -> Store:
        with self._lock:
            wanted = "neo4j" if self._options.neo4j else view.identity
            if self._store is not None and self._of == wanted:
                return self._store
            before, self._store = self._store, None
            if before is not None:
                before.close()
            self._store, self._of = self._opened(view), wanted
            return self._store

    def _opened(self, view: View) -> Store:
        if self._options.neo4j:
            from loaders.neo4j_store import Neo4jStore

            return Neo4jStore(wait=0)
        reason = self.unavailable(view)
        if reason:
            raise StoreUnavailable(f"{reason}; kg load puts the graph into Neo4j: kg serve --neo4j asks it there")
        from loaders.embedded import EmbeddedStore

        return EmbeddedStore.open(view.generation.arcade)


def _leave_java() -> None:
    """Detach this thread from Java: one that stays attached keeps the process from ending."""
    jpype = sys.modules.get("jpype")
    if jpype is not None and jpype.isJVMStarted():
        jpype.JClass("java.lang.Thread").detach()
