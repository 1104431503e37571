"""Open the store that answers Cypher."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from loaders.store import Store
from schemas.errors import StoreUnavailable


@contextmanager
def open_store(path: Path) -> Iterator[Store]:
    """Open the embedded store of the current graph for reading.

    Raises `StoreUnavailable` when there is no graph, or no embedded store on this machine.
    """
    from loaders import embedded
    from loaders.generations import open_current

    with open_current(path) as (generation, _):
        reason = embedded.unavailable_reason() or generation.meta.get("cypher")
        if reason is not None:
            raise StoreUnavailable(f"{reason}; kg load puts the graph into Neo4j, which answers Cypher too")
        store = embedded.EmbeddedStore.open(generation.arcade)
        try:
            yield store
        finally:
            store.close()
