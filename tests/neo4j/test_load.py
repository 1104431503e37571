"""Loading a snapshot: the report says what changed, twice is once, a dry run only reads, pruning takes only its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.synthetic import SyntheticGraph
from loaders.neo4j_store import Changes, Neo4jStore, Removals, load
from loaders.snapshot import Snapshot
from schemas.edges import Cites
from schemas.errors import StoreError
from schemas.nodes import PaperNode
from tests.neo4j import graphs
from tests.neo4j.fixtures import settings, wipe
from tests.neo4j.server import Server

pytestmark = pytest.mark.neo4j
NODES, EDGES = len(graphs.nodes()), len(graphs.edges())


@pytest.fixture(params=["neo4j_server", "neo4j_current"])
def store(request: pytest.FixtureRequest) -> Iterator[Neo4jStore]:
    server: Server = request.getfixturevalue(request.param)
    with Neo4jStore(settings(server)) as store:
        assert store.version == server.release.version
        wipe(store)
        yield store


@pytest.fixture
def graph(tmp_path: Path) -> Iterator[Snapshot]:
    with graphs.snapshot(tmp_path / "graph.sqlite", graphs.nodes(), graphs.edges()) as snapshot:
        yield snapshot


@pytest.fixture
def smaller(tmp_path: Path) -> Iterator[Snapshot]:
    """Return the graph after paper arxiv:2 went and title:3 was named anew."""
    nodes = [n for n in graphs.nodes() if n.id not in ("arxiv:2", "method:m", "title:3")]
    edges = [e for e in graphs.edges() if "arxiv:2" not in (e.source, e.target)]
    renamed = PaperNode(id="title:3", title="Another title", abstract="Uses BERT.", year=2020)
    with graphs.snapshot(tmp_path / "smaller.sqlite", [*nodes, renamed], edges) as snapshot:
        yield snapshot


def test_a_first_load_creates_all_and_a_second_changes_nothing(store: Neo4jStore, graph: Snapshot) -> None:
    first = load(store, graph)
    assert (first.nodes, first.edges, first.removed) == (Changes(created=NODES), Changes(created=EDGES), None)
    assert graphs.contents(store) == graphs.expected(graph)
    second = load(store, graph, prune=True)
    assert (second.nodes, second.edges) == (Changes(unchanged=NODES), Changes(unchanged=EDGES))
    assert second.removed == Removals()
    assert graphs.contents(store) == graphs.expected(graph)


def test_a_load_after_a_change_reports_it_and_prunes_what_went(
    store: Neo4jStore, graph: Snapshot, smaller: Snapshot
) -> None:
    load(store, graph)
    would = load(store, smaller, prune=True, dry_run=True)
    assert graphs.contents(store) == graphs.expected(graph)
    said: list[str] = []
    store.connection.say = said.append
    did = load(store, smaller, prune=True)
    assert did.nodes == Changes(changed=1, unchanged=NODES - 3)
    assert did.edges == Changes(unchanged=EDGES - 2)
    assert did.removed == Removals(nodes=2, edges=2)
    assert did.model_copy(update={"dry_run": True}) == would
    assert said == ["removing 2 nodes and 2 edges that the graph no longer has"]
    assert graphs.contents(store) == graphs.expected(smaller)


def test_a_dry_run_on_an_empty_database_reports_and_leaves_it_empty(store: Neo4jStore, graph: Snapshot) -> None:
    report = load(store, graph, dry_run=True, prune=True)
    assert (report.nodes, report.edges) == (Changes(created=NODES), Changes(created=EDGES))
    assert store.query("MATCH (n) RETURN count(n)").rows == ((0,),)


def test_without_prune_nothing_is_removed(store: Neo4jStore, graph: Snapshot, smaller: Snapshot) -> None:
    load(store, graph)
    assert load(store, smaller).removed is None
    assert len(graphs.contents(store)[0]) == NODES


def test_pruning_leaves_what_others_wrote_and_what_others_point_at(
    store: Neo4jStore, graph: Snapshot, smaller: Snapshot
) -> None:
    load(store, graph)
    store.query(
        "CREATE (:Paper {id: 'mine', title: 'my own'})-[:CITES]->(:Book {id: 'b'}) "
        "WITH 1 AS x MATCH (a:Paper {id: 'arxiv:1'}), (b:Paper {id: 'arxiv:2'}) CREATE (a)-[:CITES {by: 'me'}]->(b)",
        write=True,
    )
    would = load(store, smaller, prune=True, dry_run=True).removed
    assert load(store, smaller, prune=True).removed == would == Removals(nodes=1, edges=2, kept=1)
    rows = store.query("MATCH (a)-[r:CITES]->(b) RETURN a.id, r.by, b.id ORDER BY a.id").rows
    assert rows == (("arxiv:1", "me", "arxiv:2"), ("mine", None, "b"))
    store.query("MATCH ()-[r:CITES {by: 'me'}]->() DELETE r", write=True)
    assert load(store, smaller, prune=True).removed == Removals(nodes=1)


def test_somebody_elses_node_stops_a_load_and_its_dry_run(store: Neo4jStore, graph: Snapshot) -> None:
    store.query("CREATE (:Model {id: 'model:bert', name: 'mine'})", write=True)
    for dry_run in (True, False):
        with pytest.raises(StoreError, match=r"1 Model nodes .*: 'model:bert'; they are not touched"):
            load(store, graph, dry_run=dry_run)
    assert store.query("MATCH (m:Model {id: 'model:bert'}) RETURN m.name").rows == (("mine",),)


def test_what_somebody_changed_in_an_own_node_is_put_right(store: Neo4jStore, graph: Snapshot) -> None:
    load(store, graph)
    store.query(
        "MATCH (p:Paper {id: 'arxiv:1'}) SET p.title = 'defaced', p.note = 'kept' WITH p "
        "MATCH (p)-[r:USES]->() SET r.texts = ['x']",
        write=True,
    )
    report = load(store, graph)
    assert (report.nodes.changed, report.edges.changed) == (1, 1)
    assert store.query("MATCH (p:Paper {id: 'arxiv:1'}) RETURN p.title, p.note").rows == (("BERT", "kept"),)


def test_an_own_edge_of_a_type_that_no_longer_exists_is_pruned(store: Neo4jStore, graph: Snapshot) -> None:
    load(store, graph)
    store.query("MATCH (a:Paper {id: 'arxiv:1'}), (b:Task) CREATE (a)-[:SOLVES {_kg: true}]->(b)", write=True)
    assert load(store, graph, prune=True).removed == Removals(edges=1)


def test_the_progress_ends_at_the_totals(store: Neo4jStore, graph: Snapshot) -> None:
    heard: dict[str, tuple[int, int | None]] = {}
    store.batch = 4
    load(store, graph, progress=lambda stage, done, total: heard.__setitem__(stage, (done, total)))
    assert heard == {"nodes": (NODES, NODES), "edges": (EDGES, EDGES)}


def test_pages_of_pruning_reach_every_node(store: Neo4jStore, tmp_path: Path) -> None:
    papers = [PaperNode(id=f"p{i}", title=f"Paper {i}") for i in range(2500)]
    cites = [Cites(source=f"p{i}", target="p0", reference="x") for i in range(1, 2500)]
    with (
        graphs.snapshot(tmp_path / "many", papers, cites) as many,
        graphs.snapshot(tmp_path / "few", papers[:3], cites[:2]) as few,
    ):
        load(store, many)
        assert load(store, few, prune=True).removed == Removals(nodes=2497, edges=2497)
        assert graphs.contents(store) == graphs.expected(few)


def test_a_made_graph_of_every_type_is_loaded_whole(store: Neo4jStore, tmp_path: Path) -> None:
    SyntheticGraph(300).write(tmp_path / "made")
    with Snapshot(tmp_path / "made") as made:
        store.batch = 700
        load(store, made)
        assert graphs.contents(store) == graphs.expected(made)
