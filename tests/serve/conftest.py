"""A running service on a small graph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kg.serve import ServeOptions
from tests.serve import graphs
from tests.serve.serving import Served, serve, write_graph


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the graph of three papers."""
    folder = tmp_path_factory.mktemp("small")
    write_graph(folder / "kg.graph", graphs.nodes(), graphs.edges())
    return folder


@pytest.fixture(scope="session")
def served(small: Path) -> Iterator[Served]:
    """Run the service on the graph of three papers."""
    with serve(ServeOptions(store=small / "kg.graph", corpus=small / "kg.db")) as running:
        yield running


@pytest.fixture(scope="session")
def api(served: Served) -> Iterator[httpx.Client]:
    """Talk to it."""
    with httpx.Client(base_url=f"{served.url}/api/v1", timeout=30) as client:
        yield client
