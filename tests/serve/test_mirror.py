"""The graph that lies in Neo4j is shown, its changes are taken, and a server that stops is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kg.serve import ServeOptions
from loaders.neo4j_store import Neo4jStore
from loaders.neo4j_store.read import copy_graph
from loaders.snapshot import Snapshot, SnapshotWriter
from tests.neo4j.server import Server
from tests.serve import graphs
from tests.serve.serving import serve
from tests.serve.test_live import until

pytestmark = pytest.mark.neo4j


@pytest.fixture
def api(neo4j_store: Neo4jStore, neo4j_server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[httpx.Client]:
    """Serve what lies in Neo4j: the graph of three papers."""
    neo4j_store.apply_schema()
    neo4j_store.write_nodes(graphs.nodes())
    neo4j_store.write_edges(graphs.edges())
    monkeypatch.setenv("NEO4J_URI", neo4j_server.uri)
    monkeypatch.setenv("NEO4J_USERNAME", "neo4j")
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_server.password)
    with (
        serve(ServeOptions(store=Path("nothing-here"), corpus=Path("nothing-here.db"), neo4j=True)) as running,
        httpx.Client(base_url=f"{running.url}/api/v1", timeout=30) as client,
    ):
        yield client


def test_a_copy_holds_what_was_written_and_nothing_of_others(neo4j_store: Neo4jStore, tmp_path: Path) -> None:
    written = SnapshotWriter(tmp_path / "written.sqlite")
    written.write_nodes(graphs.nodes())
    written.write_edges(graphs.edges())
    written.finish()
    neo4j_store.write_nodes(graphs.nodes())
    neo4j_store.write_edges(graphs.edges())
    neo4j_store.query("CREATE (:Paper {id: 'somebody:else'})-[:CITES]->(:Diary {id: 'private'})", write=True)
    copy_graph(neo4j_store.connection, tmp_path / "copied.sqlite")
    with Snapshot(tmp_path / "written.sqlite") as one, Snapshot(tmp_path / "copied.sqlite") as other:
        assert list(one.nodes()) == list(other.nodes())
        assert list(one.edges()) == list(other.edges())


def test_the_page_shows_the_graph_in_neo4j_and_takes_its_changes(api: httpx.Client, neo4j_store: Neo4jStore) -> None:
    status = api.get("/status").json()
    assert (status["state"], status["papers"], status["read_only"], status["cypher"]) == ("ready", 3, True, "Neo4j")
    assert api.get("/search", params={"q": "bert"}).json()["total"] > 0
    added = graphs.nodes()[0].model_copy(update={"id": "arxiv:2611.00001", "title": "A paper that came later"})
    neo4j_store.write_nodes([added])
    until(lambda: api.get("/status").json()["papers"] == 4)
    assert api.get("/search", params={"q": "came later"}).json()["items"][0]["id"] == "arxiv:2611.00001"


def test_a_server_that_stops_is_said_and_the_page_comes_back_by_itself(api: httpx.Client, neo4j_server: Server) -> None:
    neo4j_server.stop()
    try:
        until(lambda: api.get("/status").json()["state"] == "stale")
        assert neo4j_server.uri in api.get("/status").json()["message"]
        assert api.get("/search", params={"q": "bert"}).json()["total"] > 0
        assert api.post("/query", json={"cypher": "RETURN 1"}).status_code in (403, 503)
    finally:
        neo4j_server.start()
    until(lambda: api.get("/status").json()["state"] == "ready")
