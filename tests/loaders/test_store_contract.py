"""What every store keeps: writing is idempotent and exact, parameters are only values, reading cannot write."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from loaders.snapshot import properties
from loaders.store import Store
from schemas.edges import Cites, Uses
from schemas.errors import QueryError, StoreError
from schemas.nodes import DatasetNode, PaperNode
from tests.neo4j import graphs
from tests.stores import EMBEDDED, NEO4J, NEO4J_CURRENT, empty_store

HOSTILE = (
    "'}) DETACH DELETE n //",
    '"; MATCH (n) DETACH DELETE n; //',
    "` SET n.title = 'gone' `",
    "back\\slash \\u0027 $title {name}",
    "nul \x00 inside, tab\t, line\nbreak, \u2028",
    "模型 🤖 é ﬁ \u202e",
    "",
)


@pytest.fixture(params=[EMBEDDED, NEO4J, NEO4J_CURRENT])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    yield from empty_store(request, tmp_path)


@pytest.fixture
def filled(store: Store) -> Store:
    store.write_nodes(graphs.nodes())
    store.write_edges(graphs.edges())
    return store


def contents(store: Store) -> tuple[dict[str, Any], dict[tuple[str, str, str], Any]]:
    nodes = [row[0] for row in store.query("MATCH (n) RETURN n").rows]
    edges = [row[0] for row in store.query("MATCH ()-[r]->() RETURN r").rows]
    by_id = {node["id"]: node for node in nodes}
    by_ends = {(edge["type"], edge["source"], edge["target"]): edge for edge in edges}
    assert len(by_id) == len(nodes)
    assert len(by_ends) == len(edges)
    return by_id, by_ends


def test_what_was_written_is_read_back_with_every_value(filled: Store) -> None:
    nodes, edges = contents(filled)
    assert nodes == {node.id: {"label": node.label, **properties(node)} for node in graphs.nodes()}
    assert edges == {
        (edge.type, edge.source, edge.target): {
            "type": edge.type, "source": edge.source, "target": edge.target, **properties(edge),
        }
        for edge in graphs.edges()
    }  # fmt: skip


def test_writing_twice_gives_the_same_graph(filled: Store) -> None:
    before = contents(filled)
    assert filled.write_nodes(graphs.nodes()) == len(graphs.nodes())
    assert filled.write_edges(graphs.edges()) == len(graphs.edges())
    filled.apply_schema()
    assert contents(filled) == before


def test_what_is_written_again_replaces_what_was_there(store: Store) -> None:
    store.write_nodes([PaperNode(id="p", title="old", year=2001), DatasetNode(id="dataset:d", name="D")])
    store.write_edges([_uses("old")])
    store.write_nodes([PaperNode(id="p", title="new")])
    store.write_edges([_uses("new")])
    assert store.query("MATCH (p:Paper)-[r:USES]->() RETURN p.title, p.year, r.texts").rows == (("new", None, ["new"]),)


def test_the_same_edge_twice_in_one_writing_is_one_edge(store: Store) -> None:
    store.write_nodes([PaperNode(id="p", title="P"), DatasetNode(id="dataset:d", name="D")])
    store.write_edges([_uses("first"), _uses("second")])
    assert store.query("MATCH ()-[r]->() RETURN r.texts").rows == ((["second"],),)


@pytest.mark.parametrize("missing", ["source", "target"])
def test_an_edge_without_one_of_its_ends_is_refused_by_name(store: Store, missing: str) -> None:
    store.write_nodes([PaperNode(id="here", title="P")])
    ends = {"source": "here", "target": "here", missing: "not-here"}
    with pytest.raises(StoreError, match="not-here"):
        store.write_edges([Cites(reference="x", **ends)])


def test_removing_a_paper_takes_its_claims_and_edges_along_and_leaves_entities(filled: Store) -> None:
    assert filled.remove_papers(["arxiv:1", "no-such-paper"]) == 1
    nodes, edges = contents(filled)
    assert set(nodes) == {n.id for n in graphs.nodes()} - {"arxiv:1", "claim:1"}
    gone = {"arxiv:1", "claim:1"}
    assert set(edges) == {(e.type, e.source, e.target) for e in graphs.edges() if not {e.source, e.target} & gone}
    assert filled.remove_papers(["arxiv:1"]) == 0


def test_a_removed_paper_can_be_written_again(filled: Store) -> None:
    before = contents(filled)
    filled.remove_papers(["arxiv:1"])
    filled.write_nodes(graphs.nodes())
    filled.write_edges(graphs.edges())
    assert contents(filled) == before


@pytest.mark.parametrize("text", HOSTILE)
def test_a_parameter_is_a_value_whatever_it_says(filled: Store, text: str) -> None:
    assert filled.query("RETURN $text AS text, $list AS list", {"text": text, "list": [text, {text: 1}]}).rows == (
        (text, [text, {text: 1}]),
    )
    assert filled.query("MATCH (n:Paper) WHERE n.title = $text OR n.id = $text RETURN n", {"text": text}).rows == ()
    assert len(contents(filled)[0]) == len(graphs.nodes())


def test_a_text_that_is_hard_to_quote_is_found_by_a_parameter(filled: Store) -> None:
    found = filled.query("MATCH (p:Paper) WHERE p.title = $text RETURN p.id", {"text": graphs.HARD})
    assert found.rows == (("arxiv:2",),)


@pytest.mark.parametrize(
    "cypher",
    [
        "CREATE (n:Paper {id: 'x', title: 'x'})",
        "MATCH (n:Paper) SET n.title = 'gone'",
        "MATCH (n) DETACH DELETE n",
        "MERGE (n:Task {id: 'task:x'}) RETURN n",
        "MATCH (n:Paper) WITH n LIMIT 1 CALL (n) { SET n.year = 1 RETURN n AS m } RETURN m",
        "MATCH (n:Paper) REMOVE n.title RETURN n",
    ],
)
def test_a_query_that_writes_is_refused_unless_writing_was_asked_for(filled: Store, cypher: str) -> None:
    before = contents(filled)
    with pytest.raises(QueryError):
        filled.query(cypher)
    assert contents(filled) == before


def test_a_query_may_write_when_asked(filled: Store) -> None:
    made = filled.query("CREATE (n:Task {id: $id, name: 'new'}) RETURN n", {"id": "task:new"}, write=True)
    assert made.rows == (({"label": "Task", "id": "task:new", "name": "new"},),)
    assert filled.query("MATCH (n:Task {id: 'task:new'}) RETURN n.name").rows == (("new",),)


def test_a_failed_writing_query_leaves_nothing(filled: Store) -> None:
    before = contents(filled)
    with pytest.raises(QueryError):
        filled.query("CREATE (n:Task {id: 'task:new'}) WITH n RETURN 1 / 0", write=True)
    assert contents(filled) == before


def test_values_come_as_plain_python(filled: Store) -> None:
    found = filled.query(
        "MATCH path = (p:Paper {id: 'arxiv:1'})-[r:EVALUATES_ON]->(b) "
        "RETURN p.year AS year, r AS edge, path, {node: b, list: [1, 2.5, null, true]} AS map, nodes(path) AS nodes"
    )
    assert found.columns == ("year", "edge", "path", "map", "nodes")
    (row,) = found.records()
    nodes, edges = contents(filled)
    edge = edges["EVALUATES_ON", "arxiv:1", "benchmark:glue"]
    paper, benchmark = nodes["arxiv:1"], nodes["benchmark:glue"]
    assert row == {
        "year": 2018,
        "edge": edge,
        "path": [paper, edge, benchmark],
        "map": {"node": benchmark, "list": [1, 2.5, None, True]},
        "nodes": [paper, benchmark],
    }
    assert type(row["year"]) is int
    assert type(edge["confidences"][0]) is float


def test_a_query_without_rows_names_its_columns(filled: Store) -> None:
    found = filled.query("MATCH (n:Paper {id: 'no'}) RETURN n.title AS title, count(n.year), n")
    assert (found.columns, found.rows) == (("title", "count(n.year)", "n"), ())


def test_the_row_limit_cuts_and_says_so(filled: Store) -> None:
    cut = filled.query("UNWIND range(1, 10) AS i RETURN i", limit=3)
    assert (cut.rows, cut.truncated) == (((1,), (2,), (3,)), True)
    whole = filled.query("UNWIND range(1, 3) AS i RETURN i", limit=3)
    assert (whole.rows, whole.truncated) == (((1,), (2,), (3,)), False)


def test_a_query_that_takes_too_long_is_ended_in_time(filled: Store) -> None:
    endless = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a + b = 0 RETURN count(*)"
    start = time.monotonic()
    with pytest.raises(QueryError):
        filled.query(endless, timeout=1)
    assert time.monotonic() - start < 10
    assert filled.query("RETURN 1 AS one").rows == ((1,),)


@pytest.mark.parametrize("cypher", ["MATCH (n RETURN n", "RETURN unknown", "RETURN $missing", "", "DROP TABLE paper"])
def test_a_query_that_cannot_run_is_refused_with_the_reason(filled: Store, cypher: str) -> None:
    with pytest.raises(QueryError, match=r"\w+"):
        filled.query(cypher)


def _uses(word: str) -> Uses:
    return Uses(
        source="p", target="dataset:d", fields=("title",), starts=(0,), ends=(len(word),), texts=(word,),
        confidences=(1.0,), extractor="test-1",
    )  # fmt: skip
