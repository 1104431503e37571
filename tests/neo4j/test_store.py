"""The store on a real server: writing is idempotent and exact, touches only its own, and reading cannot write."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.neo4j_store import Neo4jStore
from loaders.neo4j_store.statements import schema_statements
from schemas.definitions import FULL_TEXT_INDEXES, NODES, RANGE_INDEXES
from schemas.edges import Cites
from schemas.errors import QueryError, StoreError
from schemas.nodes import AuthorNode, ModelNode, PaperNode
from tests.neo4j import graphs
from tests.neo4j.fixtures import drop_schema

pytestmark = pytest.mark.neo4j


@pytest.fixture
def filled(neo4j_store: Neo4jStore) -> Neo4jStore:
    neo4j_store.apply_schema()
    neo4j_store.write_nodes(graphs.nodes())
    neo4j_store.write_edges(graphs.edges())
    return neo4j_store


def test_the_schema_has_every_constraint_and_index_that_is_declared(neo4j_store: Neo4jStore) -> None:
    drop_schema(neo4j_store)
    neo4j_store.apply_schema()
    neo4j_store.apply_schema()
    unique = neo4j_store.query(
        "SHOW CONSTRAINTS YIELD labelsOrTypes, properties, type RETURN labelsOrTypes, properties, type"
    )
    assert sorted(unique.rows) == sorted(([label], ["id"], "UNIQUENESS") for label in NODES)
    shown = "SHOW INDEXES YIELD name, type, state, labelsOrTypes, properties WHERE type = $type RETURN labelsOrTypes, properties, state"
    ranges = neo4j_store.query(shown, {"type": "RANGE"}).rows
    assert {(label[0], keys[0]) for label, keys, _ in ranges} == {(label, "id") for label in NODES} | set(RANGE_INDEXES)
    words = neo4j_store.query(shown, {"type": "FULLTEXT"}).rows
    assert sorted(words) == sorted(([i.label], list(i.properties), "ONLINE") for i in FULL_TEXT_INDEXES)
    assert neo4j_store.query("SHOW INDEXES YIELD type WHERE type = 'VECTOR' RETURN type").rows == ()


def test_what_was_written_is_read_back_with_every_value(filled: Neo4jStore, tmp_path: Path) -> None:
    with graphs.snapshot(tmp_path / "g", graphs.nodes(), graphs.edges()) as graph:
        assert graphs.contents(filled) == graphs.expected(graph)


def test_writing_twice_gives_the_same_graph(filled: Neo4jStore) -> None:
    before = graphs.contents(filled)
    assert filled.write_nodes(graphs.nodes()) == len(graphs.nodes())
    assert filled.write_edges(graphs.edges()) == len(graphs.edges())
    assert graphs.contents(filled) == before


def test_the_later_of_two_writings_in_one_call_stays(neo4j_store: Neo4jStore) -> None:
    neo4j_store.apply_schema()
    assert neo4j_store.write_nodes([PaperNode(id="p", title="old", year=2001), PaperNode(id="p", title="new")]) == 1
    assert neo4j_store.query("MATCH (p:Paper) RETURN p.title, p.year").rows == (("new", None),)


def test_an_edge_without_its_end_is_refused_by_name(filled: Neo4jStore) -> None:
    with pytest.raises(StoreError, match=r"CITES from 'arxiv:1' to 'nowhere': its target is not in the database"):
        filled.write_edges([Cites(source="arxiv:1", target="nowhere", reference="x")])
    with pytest.raises(StoreError, match=r"CITES from 'nowhere' to 'arxiv:1': its source is not in the database"):
        filled.write_edges([Cites(source="nowhere", target="arxiv:1", reference="x")])


def test_a_node_that_somebody_else_wrote_is_never_overwritten(neo4j_store: Neo4jStore) -> None:
    neo4j_store.apply_schema()
    neo4j_store.query("CREATE (:Paper {id: 'arxiv:1', title: 'mine'})", write=True)
    with pytest.raises(StoreError, match=r"1 Paper nodes .* not written by kg load: 'arxiv:1'; they are not touched"):
        neo4j_store.write_nodes(graphs.nodes())
    assert neo4j_store.query("MATCH (p:Paper) RETURN p").rows == (
        ({"label": "Paper", "id": "arxiv:1", "title": "mine"},),
    )


def test_edges_and_properties_that_somebody_else_added_stay(filled: Neo4jStore) -> None:
    filled.query(
        "MATCH (a:Paper {id: 'arxiv:2'}), (b:Paper {id: 'arxiv:1'}) CREATE (a)-[:CITES {by: 'me'}]->(b) SET a.note = 'read'",
        write=True,
    )
    filled.write_nodes(graphs.nodes())
    filled.write_edges(graphs.edges())
    assert filled.query(
        "MATCH (a:Paper {id: 'arxiv:2'})-[r:CITES]->() RETURN a.note, r.by, r.reference ORDER BY r.by"
    ).rows == (
        ("read", "me", None),
        ("read", None, "arXiv:1"),
    )


def test_a_database_whose_data_break_the_schema_is_refused_by_name(neo4j_store: Neo4jStore) -> None:
    drop_schema(neo4j_store)
    neo4j_store.query("CREATE (:Paper {id: 'x'}), (:Paper {id: 'x'})", write=True)
    with pytest.raises(
        StoreError,
        match=r"(?s)cannot make paper_id: .*have the label `Paper` and property `id` = 'x'.*remove what is in its way",
    ):
        neo4j_store.apply_schema()


def test_removing_papers_takes_their_claims_and_edges_and_leaves_entities(filled: Neo4jStore) -> None:
    assert filled.remove_papers(["arxiv:1", "never there"]) == 1
    of_nodes, of_edges = graphs.contents(filled)
    assert {"arxiv:1", "claim:1"} & set(of_nodes) == set()
    assert {"arxiv:2", "title:3", "model:bert", "author:a", "venue:v", "benchmark:glue"} <= set(of_nodes)
    assert set(of_edges) == {
        ("arxiv:2", "USES", "method:m"),
        ("title:3", "MENTIONS", "model:bert"),
        ("model:bert-large", "VARIANT_OF", "model:bert"),
    }


def test_removing_a_paper_that_somebody_else_points_at_keeps_it_and_says_so(filled: Neo4jStore) -> None:
    filled.query("MATCH (p:Paper {id: 'arxiv:2'}) CREATE (:Note {text: 'good'})-[:ON]->(p)", write=True)
    with pytest.raises(StoreError, match="1 nodes of these papers stay"):
        filled.remove_papers(["arxiv:1", "arxiv:2"])
    assert filled.query("MATCH (n:Note)-[:ON]->(p:Paper) RETURN p.id, COUNT { (p)--() }").rows == (("arxiv:2", 1),)
    assert filled.query("MATCH (p:Paper {id: 'arxiv:1'}) RETURN p").rows == ()


@pytest.mark.parametrize(
    "cypher",
    [
        "CREATE (:Paper {id: 'x'})",
        "MATCH (p:Paper) SET p.title = 'x'",
        "MATCH (p) DETACH DELETE p",
        "CREATE INDEX extra FOR (p:Paper) ON (p.title)",
        "DROP CONSTRAINT paper_id",
        "UNWIND [1] AS x CALL (x) { CREATE (:A) } RETURN x",
        "CALL db.createLabel('A')",
        "RETURN 1 AS n UNION ALL MERGE (a:A) RETURN 2 AS n",
    ],
)
def test_the_server_refuses_writing_in_a_query_that_only_reads(filled: Neo4jStore, cypher: str) -> None:
    before = graphs.contents(filled)
    with pytest.raises(QueryError, match="Writing in read access mode not allowed"):
        filled.query(cypher)
    assert graphs.contents(filled) == before


def test_a_query_writes_when_it_is_asked_to(filled: Neo4jStore) -> None:
    assert filled.query("CREATE (n:Note {id: $id}) RETURN n", {"id": 7}, write=True).rows == (
        ({"label": "Note", "id": 7},),
    )


def test_values_come_as_the_result_documents_them(filled: Neo4jStore) -> None:
    result = filled.query(
        "MATCH path = (p:Paper {id: 'title:3'})-[r:MENTIONS]->(m:Model) "
        "RETURN r, path, {m: m, n: [r]} AS made, properties(m) AS kept, date('2026-01-02') AS day, $given AS given",
        {"given": [1, 2.5, None, {"a": "b"}]},
    )
    paper = {"label": "Paper", "id": "title:3", "title": "A third", "abstract": "Uses BERT.", "aliases": []}
    kept = {"id": "model:bert", "name": "BERT", "aliases": ["BERT", graphs.HARD, "bert; base"], "papers": 3}
    edge = {
        "type": "MENTIONS", "source": "title:3", "target": "model:bert", "fields": ["abstract"], "starts": [5], "ends": [9],
        "texts": ["BERT"], "confidences": [1 / 6], "extractor": "test-1",
    }  # fmt: skip
    model = {"label": "Model", **kept}
    assert result.columns == ("r", "path", "made", "kept", "day", "given")
    assert result.rows == (
        (edge, [paper, edge, model], {"m": model, "n": [edge]}, kept, "2026-01-02", [1, 2.5, None, {"a": "b"}]),
    )


def test_the_row_limit_cuts_and_says_so(filled: Neo4jStore) -> None:
    cut = filled.query("UNWIND range(1, 100000) AS x RETURN x", limit=3)
    assert (cut.rows, cut.truncated) == (((1,), (2,), (3,)), True)
    whole = filled.query("UNWIND range(1, 3) AS x RETURN x", limit=3)
    assert (len(whole.rows), whole.truncated) == (3, False)


def test_a_query_is_stopped_at_its_time_limit(filled: Neo4jStore) -> None:
    with pytest.raises(QueryError, match="time limit"):
        filled.query("UNWIND range(1, 1000000000) AS x WITH x WHERE x % 7 = 8 RETURN count(x)", timeout=0.5)


@pytest.mark.parametrize("cypher", ["MATCH (p:Paper RETURN p", "RETURN $unknown", "RETURN 1/0", "CALL no.such()"])
def test_a_wrong_query_is_refused_with_the_servers_reason(filled: Neo4jStore, cypher: str) -> None:
    with pytest.raises(QueryError, match=r"."):
        filled.query(cypher)


def test_batches_of_any_size_give_the_same_graph(neo4j_store: Neo4jStore) -> None:
    neo4j_store.apply_schema()
    neo4j_store.batch = 1
    neo4j_store.write_nodes(graphs.nodes())
    neo4j_store.write_edges(graphs.edges())
    small = graphs.contents(neo4j_store)
    neo4j_store.query("MATCH (n) DETACH DELETE n", write=True)
    neo4j_store.batch = 5000
    neo4j_store.write_nodes([*graphs.nodes(), AuthorNode(id="author:b", name="B")])
    neo4j_store.write_edges(graphs.edges())
    neo4j_store.query("MATCH (n:Author {id: 'author:b'}) DELETE n", write=True)
    assert graphs.contents(neo4j_store) == small


def test_words_find_papers_after_a_refresh(filled: Neo4jStore) -> None:
    filled.write_nodes([ModelNode(id="model:x", name="Zyzzyva")])
    filled.refresh()
    found = filled.query("CALL db.index.fulltext.queryNodes('model_names', 'zyzzyva') YIELD node RETURN node.id")
    assert found.rows == (("model:x",),)


def test_every_statement_of_the_schema_has_a_name_of_its_own() -> None:
    assert len(set(schema_statements().values())) == len(NODES) + len(RANGE_INDEXES) + len(FULL_TEXT_INDEXES)
