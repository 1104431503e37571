"""The files for the import tool: the real tool reads them, and the graph is the one that the driver writes."""

from __future__ import annotations

import gzip
import os
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.synthetic import SyntheticGraph
from loaders.bulk import write_bulk
from loaders.neo4j_store import Neo4jStore, load
from loaders.snapshot import Snapshot, SnapshotWriter
from schemas.edges import Cites
from schemas.errors import StoreError
from schemas.nodes import ModelNode, PaperNode
from tests.neo4j import graphs
from tests.neo4j.fixtures import make, settings
from tests.neo4j.server import LTS, Server


@pytest.fixture
def graph(tmp_path: Path) -> Iterator[Snapshot]:
    """Return a graph of every type with texts that are hard to quote among many that are not."""
    made = SyntheticGraph(400)
    writer = SnapshotWriter(tmp_path / "graph.sqlite")
    writer.write_nodes(made.nodes())
    writer.write_nodes(node.model_copy(update={"id": f"{node.id}x"}) for node in graphs.nodes())
    writer.write_edges(made.edges())
    writer.write_edges(
        e.model_copy(update={"source": f"{e.source}x", "target": f"{e.target}x"}) for e in graphs.edges()
    )
    writer.finish()
    with Snapshot(tmp_path / "graph.sqlite") as snapshot:
        yield snapshot


def run_script(server: Server, script: Path, folder: Path) -> None:
    """Run a script that calls neo4j-admin, which the jars of the server stand for."""
    folder.mkdir()
    tool = folder / "neo4j-admin"
    tool.write_text("#!/bin/sh\n" + " ".join(f"'{word}'" for word in server.admin_command()) + ' "$@"\n')
    tool.chmod(0o755)
    environment = server.environment() | {"PATH": f"{folder}:{os.environ['PATH']}"}
    done = subprocess.run(["sh", str(script)], env=environment, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


@pytest.mark.neo4j
def test_the_import_tool_makes_the_graph_that_the_driver_writes(
    graph: Snapshot, neo4j_store: Neo4jStore, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    files = write_bulk(graph, tmp_path / "bulk files")
    counts = graph.counts()
    assert (files.nodes, files.edges) == (sum(counts.nodes.values()), sum(counts.edges.values()))
    load(neo4j_store, graph)
    server = make(LTS, tmp_path_factory)
    run_script(server, files.script, tmp_path / "bin")
    server.start()
    try:
        server.shell(files.finish.read_text())
        with Neo4jStore(settings(server)) as imported:
            asked = (
                "MATCH (n) UNWIND labels(n) AS kind RETURN kind, count(*) AS n ORDER BY kind",
                "MATCH ()-[r]->() RETURN type(r) AS kind, count(*) AS n ORDER BY kind",
                "SHOW CONSTRAINTS YIELD name RETURN name ORDER BY name",
                "SHOW INDEXES YIELD name, type, state WHERE NOT type IN ['LOOKUP', 'VECTOR'] RETURN name, type, state ORDER BY name",
            )
            for cypher in asked:
                assert imported.query(cypher).rows == neo4j_store.query(cypher).rows != ()
            ids = [node.id for node in graph.nodes()]
            drawn = {"ids": random.Random(5).sample(ids, min(1000, len(ids)))}
            node = "MATCH (n) WHERE n.id IN $ids RETURN n, n._kg ORDER BY n.id"
            edges = "MATCH (n)-[r]->(m) WHERE n.id IN $ids RETURN r, r._kg ORDER BY n.id, type(r), m.id"
            for cypher in (node, edges):
                assert imported.query(cypher, drawn).rows == neo4j_store.query(cypher, drawn).rows != ()
            assert graphs.contents(imported) == graphs.expected(graph)
    finally:
        server.kill()


def test_headers_are_typed_and_empty_is_not_absent(tmp_path: Path) -> None:
    nodes = [PaperNode(id="p", title='"T", 1', abstract=""), ModelNode(id="m", name="M", aliases=("a;b", "c"))]
    with graphs.snapshot(tmp_path / "g", nodes, [Cites(source="p", target="p", reference="r")]) as graph:
        write_bulk(graph, tmp_path / "out")
    papers = gzip.decompress((tmp_path / "out" / "Paper.csv.gz").read_bytes()).decode()
    header, row = papers.splitlines()
    assert header.startswith("id:ID,title:string,abstract:string,year:long,")
    assert header.endswith(",_kg:boolean")
    assert row.startswith('"p","""T"", 1","",,')
    assert row.endswith(',,"true"')
    assert row.count(",") == header.count(",") + 1  # one is in the title
    models = gzip.decompress((tmp_path / "out" / "Model.csv.gz").read_bytes()).decode()
    assert models == 'id:ID,name:string,aliases:string[],papers:long,_kg:boolean\n"m","M","a;b\x1fc","0","true"\n'
    cites = gzip.decompress((tmp_path / "out" / "CITES.csv.gz").read_bytes()).decode()
    assert cites == (
        ':START_ID,:END_ID,reference:string,matched:string,confidence:double,_kg:boolean\n"p","p","r",,,"true"\n'
    )


def test_the_delimiter_of_lists_is_one_that_no_item_contains(tmp_path: Path) -> None:
    with graphs.snapshot(tmp_path / "g", [ModelNode(id="m", name="M", aliases=("a\x1fb", "c\x1ed"))], []) as graph:
        files = write_bulk(graph, tmp_path / "out")
    assert "--array-delimiter=U+001D" in files.script.read_text()


def test_texts_that_use_every_delimiter_are_refused(tmp_path: Path) -> None:
    every = "\x1f\x1e\x1d\x1c\ue000\ue001\ue002\ue003"
    with (
        graphs.snapshot(tmp_path / "g", [ModelNode(id="m", name="M", aliases=(every,))], []) as graph,
        pytest.raises(StoreError, match="between the items of a list"),
    ):
        write_bulk(graph, tmp_path / "out")
    assert not (tmp_path / "out" / "import.sh").exists()
