"""The stores that every test of the contract and of the questions runs on: another store joins here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from loaders.embedded import EmbeddedStore, unavailable_reason
from loaders.store import Store


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Return an empty store with the schema applied, once for each kind of store."""
    if request.param == "neo4j":
        server: Store = request.getfixturevalue("neo4j_store")
        server.apply_schema()
        yield server
        return
    with new_embedded(tmp_path / "embedded") as embedded:
        yield embedded


def new_embedded(path: Path) -> EmbeddedStore:
    """Return a new embedded store with the schema applied; skip, saying why, where it cannot run."""
    reason = unavailable_reason()
    if reason is not None:
        pytest.skip(reason)
    embedded = EmbeddedStore.create(path)
    embedded.apply_schema()
    return embedded
