"""The stores that every test of the contract and of the questions runs on: another store joins here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from loaders.embedded import EmbeddedStore, unavailable_reason
from loaders.neo4j_store import Neo4jStore
from loaders.store import Store
from tests.neo4j.fixtures import settings, wipe

EMBEDDED = "embedded"
NEO4J = pytest.param("neo4j_server", marks=pytest.mark.neo4j, id="neo4j")
NEO4J_CURRENT = pytest.param("neo4j_current", marks=pytest.mark.neo4j, id="neo4j-current")


@pytest.fixture(params=[EMBEDDED, NEO4J])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Return an empty store with the schema applied, once for each kind of store."""
    yield from empty_store(request, tmp_path)


def empty_store(request: pytest.FixtureRequest, folder: Path) -> Iterator[Store]:
    """Yield the store that a fixture's parameter names, empty and with the schema applied."""
    if request.param == EMBEDDED:
        with new_embedded(folder / "embedded") as embedded:
            yield embedded
        return
    with Neo4jStore(settings(request.getfixturevalue(request.param))) as server:
        wipe(server)
        server.apply_schema()
        yield server


def new_embedded(path: Path) -> EmbeddedStore:
    """Return a new embedded store with the schema applied; skip, saying why, where it cannot run."""
    reason = unavailable_reason()
    if reason is not None:
        pytest.skip(reason)
    embedded = EmbeddedStore.create(path)
    embedded.apply_schema()
    return embedded
