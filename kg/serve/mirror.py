"""The graph that lies in Neo4j, copied beside the service so that it answers like one on the disk."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

from kg.related import RelatedIndex
from loaders.generations import Generations
from loaders.neo4j_store import Neo4jStore
from loaders.neo4j_store.read import copy_graph
from loaders.snapshot import Snapshot
from schemas.errors import StoreUnavailable

_log = logging.getLogger(__name__)


class Mirror:
    """Copy the graph into a folder of generations that goes with the service, and again after each change.

    A change is copied when no other follows within a look, so that a load that runs is not copied
    half-way.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="kg-serve-")
        self.path = Path(self._folder.name) / "kg.graph"
        self._store: Neo4jStore | None = None
        self._seen = self._copied = ""

    def bring(self) -> None:
        """Look for a change and copy it; raise `StoreUnavailable` when Neo4j does not answer."""
        try:
            self._store = self._store or Neo4jStore(wait=0)
            before, self._seen = self._seen, self._store.connection.bookmark()
            if self._seen != self._copied and (not self._copied or self._seen == before):
                self._copy(self._store)
                self._copied = self._seen
        except StoreUnavailable:
            self.close()
            raise

    def close(self) -> None:
        """Close the connection; the next look opens it again."""
        store, self._store = self._store, None
        if store is not None:
            store.close()

    def remove(self) -> None:
        """Remove the copies."""
        self.close()
        self._folder.cleanup()

    def _copy(self, store: Neo4jStore) -> None:
        generations = Generations(self.path)
        with generations.writing():
            generation = generations.begin()
            copy_graph(store.connection, generation.snapshot)
            with Snapshot(generation.snapshot) as snapshot:
                counts = snapshot.counts()
                if not counts.nodes.get("Paper"):
                    raise StoreUnavailable(f"{store.connection.settings.uri} holds no papers yet: kg load")
                RelatedIndex.build(snapshot).save(generation.related)
            generation.write_meta({})
            generations.publish(generation)
        _log.info("copied %d papers from %s", counts.nodes["Paper"], store.connection.settings.uri)
