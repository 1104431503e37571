"""`kg load`, `kg query` and their failures as people meet them, on both releases of the server."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from loaders.generations import Generations, open_snapshot
from loaders.neo4j_store import Neo4jStore
from tests.conftest import Kg
from tests.neo4j import graphs
from tests.neo4j.fixtures import settings, wipe
from tests.neo4j.server import Server

pytestmark = pytest.mark.neo4j
RELEASES = pytest.mark.parametrize("store", ["neo4j_server", "neo4j_current"], indirect=True)


@pytest.fixture
def store(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Neo4jStore]:
    """Return a store on an empty database to which the environment leads."""
    server: Server = request.getfixturevalue(getattr(request, "param", "neo4j_server"))
    monkeypatch.setenv("NEO4J_URI", server.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", server.password)
    with Neo4jStore(settings(server)) as store:
        wipe(store)
        yield store


@pytest.fixture
def in_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder with a small graph, which has no vectors."""
    generations = Generations(tmp_path / "kg.graph")
    with generations.writing():
        generation = generations.begin()
        graphs.snapshot(generation.snapshot, graphs.nodes(), graphs.edges()).close()
        generation.write_meta({})
        generations.publish(generation)
    monkeypatch.chdir(tmp_path)


@RELEASES
def test_the_example_graph_is_loaded_with_its_vectors_and_asked(store: Neo4jStore, in_example: Path, kg: Kg) -> None:
    would, first = kg("load --dry-run"), kg("load")
    assert would.out.splitlines() == first.out.replace(": ", ": would be ").splitlines()
    with open_snapshot(Path("kg.graph")) as graph:
        assert graphs.contents(store) == graphs.expected(graph)
        papers, nodes = graph.counts().nodes["Paper"], sum(graph.counts().nodes.values())
    assert f"nodes: {nodes} created, 0 changed, 0 unchanged" in first.out
    assert f"vectors: {papers} created, 0 changed, 0 unchanged" in first.out

    store.query("MATCH (p:Paper) WITH p ORDER BY p.id LIMIT 2 SET p.meaning = [1.0, 0.0]", write=True)
    again = json.loads(kg("load --json").out)
    assert again["nodes"] == {"created": 0, "changed": 0, "unchanged": nodes}
    assert again["vectors"] == {"created": 0, "changed": 2, "unchanged": papers - 2}

    store.query("CALL db.awaitIndexes(60)", write=True)
    found = store.query(
        "MATCH (p:Paper {id: 'arxiv:1810.04805'}) "
        "CALL db.index.vector.queryNodes('paper_meaning', 6, p.meaning) YIELD node, score "
        "WHERE node <> p RETURN node.title, size(node.meaning) ORDER BY score DESC"
    )
    assert any("BERT" in str(title) for title, _ in found.rows)
    assert {size for _, size in found.rows} == {128}

    asked = kg("query --neo4j most_evaluated_benchmarks --json")
    assert json.loads(asked.out) == json.loads(kg("query most_evaluated_benchmarks --json").out) != []
    assert "no label Papers; did you mean Paper?" in kg("query --neo4j --cypher", "MATCH (p:Papers) RETURN p").err


def test_pruning_says_how_much_before_it_removes(store: Neo4jStore, in_small: None, kg: Kg) -> None:
    loaded = kg("load")
    assert "vectors" not in loaded.out
    store.query(
        "CREATE (:Task {id: 'task:gone', name: 'gone', aliases: [], papers: 1, _kg: true}), (:Note)", write=True
    )
    assert "would be removed: 1 nodes and 0 edges" in kg("load --prune --dry-run").out
    ran = kg("load --prune")
    assert "removing 1 nodes and 0 edges that the graph no longer has" in ran.err
    assert "removed: 1 nodes and 0 edges" in ran.out
    assert store.query("MATCH (n:Note) RETURN count(n)").rows == ((1,),)


def test_the_options_win_over_the_environment(
    store: Neo4jStore, in_small: None, kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(store.connection.settings.password.get_secret_value() + "\n")
    for name in ("URI", "PASSWORD", "USERNAME", "DATABASE"):
        monkeypatch.setenv(f"NEO4J_{name}", "wrong")
    uri = store.connection.settings.uri
    ran = kg(f"load --uri {uri} --user neo4j --database neo4j --password-file '{secret}' --batch 100 --json")
    assert (ran.code, json.loads(ran.out)["batch"]) == (0, 100)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"NEO4J_PASSWORD": "wrong"}, "the password of 'neo4j' is wrong"),
        ({"NEO4J_DATABASE": "papers"}, "no database 'papers'"),
        ({"NEO4J_URI": "bolt://127.0.0.1:1"}, "was not ready within 0 s: is the server running there?"),
        ({"NEO4J_URI": "http://x"}, "is no address of a Neo4j server"),
    ],
)
def test_what_stands_in_the_way_is_told_on_one_line(
    store: Neo4jStore, in_small: None, kg: Kg, monkeypatch: pytest.MonkeyPatch, wrong: dict[str, str], told: str
) -> None:
    for name, value in wrong.items():
        monkeypatch.setenv(name, value)
    ran = kg("load --wait 0")
    assert ran.code in (1, 2)
    assert re.fullmatch(r"kg: .+\n", ran.err)
    assert told in ran.err


@RELEASES
def test_a_mistake_in_cypher_is_told_on_one_readable_line(store: Neo4jStore, in_small: None, kg: Kg) -> None:
    for cypher in ("MATCH (p:Paper RETURN p", "RETURN $x", "MATCH (p:Paper)\nWHERE p.yaer >\nRETURN p", "RETURN 1 / 0"):
        ran = kg("query --neo4j --cypher", cypher)
        (line,) = [line for line in ran.err.splitlines() if not line.startswith("no ")]
        assert (ran.code, ran.out) == (1, "")
        assert line.startswith("kg: ")
        assert len(line) < 300
        assert not re.search(r"Neo\.|gql_status|Traceback|org\.neo4j", line)


@RELEASES
def test_the_server_refuses_writing_unless_it_is_asked_for(store: Neo4jStore, in_small: None, kg: Kg) -> None:
    refused = kg("query --neo4j --cypher", "CREATE (n:Note) RETURN count(n)")
    assert (refused.code, refused.out) == (1, "")
    assert "Writing in read access mode not allowed" in refused.err
    assert store.query("MATCH (n) RETURN count(n)").rows == ((0,),)
    assert kg("query --neo4j --write --cypher", "CREATE (n:Note) RETURN count(n)").code == 0
    assert store.query("MATCH (n) RETURN count(n)").rows == ((1,),)


def test_time_and_rows_are_limited_by_default_and_by_option(store: Neo4jStore, in_small: None, kg: Kg) -> None:
    many = kg("query --neo4j --json --cypher", "UNWIND range(1, 5000) AS x RETURN x")
    assert len(json.loads(many.out)) == 1000
    assert "only the first 1000 rows are shown" in many.err
    endless = kg(
        "query --neo4j --timeout 0.3 --cypher", "UNWIND range(1, 1000000000) AS x WITH x WHERE x % 7 = 8 RETURN x"
    )
    assert endless.code == 1
    assert "stopped at the time limit" in endless.err
