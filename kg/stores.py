"""Open the store that answers Cypher."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from loaders.store import Store
from schemas.errors import StoreUnavailable


@contextmanager
def open_store(path: Path, *, neo4j: bool = False, write: bool = False) -> Iterator[Store]:
    """Open the embedded store of the current graph, or Neo4j by its settings; for reading unless `write`.

    What is written into the embedded store is gone with the next build that changes the graph. Raises
    `StoreUnavailable` when there is no graph, or no such store at hand.
    """
    if neo4j:
        from loaders.neo4j_store import Neo4jStore

        with Neo4jStore(wait=0) as server:
            yield server
        return
    from loaders import embedded
    from loaders.generations import open_current

    with open_current(path) as (generation, _):
        reason = embedded.unavailable_reason() or generation.meta.get("cypher")
        if reason is not None:
            raise StoreUnavailable(f"{reason}; kg load puts the graph into Neo4j, which answers Cypher too (--neo4j)")
        with embedded.EmbeddedStore.open(generation.arcade, read_only=not write) as store:
            yield store
