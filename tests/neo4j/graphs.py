"""Small graphs that have everything a store must keep: every label, every type, texts that are hard to quote."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from loaders.neo4j_store import Neo4jStore
from loaders.snapshot import Snapshot, SnapshotWriter, properties
from schemas.edges import (
    About,
    Addresses,
    AnyEdge,
    Authored,
    BuildsOn,
    Cites,
    Claims,
    EvaluatesOn,
    In,
    Introduces,
    Measures,
    Mentions,
    On,
    PublishedIn,
    RelatedTo,
    Uses,
    VariantOf,
)  # fmt: skip
from schemas.nodes import (
    AnyNode,
    AuthorNode,
    BenchmarkNode,
    ClaimNode,
    DatasetNode,
    MethodNode,
    MetricNode,
    ModelNode,
    PaperNode,
    TaskNode,
    VenueNode,
)  # fmt: skip

HARD = 'He said "it\'s; a, b|c"\\ \\"x\\"\n\nA second\tparagraph\r\n\x1f\u2028 – ﬁne, 模型 🤖 ${x} `q` {"a": 1}'


def _seen(word: str, *starts: int) -> dict[str, object]:
    return {
        "fields": ("abstract",) * len(starts), "starts": starts, "ends": tuple(s + len(word) for s in starts),
        "texts": (word,) * len(starts), "confidences": tuple(1 / (s + 1) for s in starts), "extractor": "test-1",
    }  # fmt: skip


def nodes() -> list[AnyNode]:
    """Return one or more nodes of every label."""
    return [
        PaperNode(id="arxiv:1", title="BERT", abstract=HARD, year=2018, arxiv="1"),
        PaperNode(id="arxiv:2", title=HARD, abstract="", doi="10.1/x"),
        PaperNode(id="title:3", title="A third", abstract="Uses BERT."),
        AuthorNode(id="author:a", name='Ana "A;" D\'Ü'),
        VenueNode(id="venue:v", name="NAACL"),
        ModelNode(id="model:bert", name="BERT", aliases=("BERT", HARD, "bert; base"), papers=3),
        ModelNode(id="model:bert-large", name="BERT-large"),
        DatasetNode(id="dataset:d", name="BooksCorpus", aliases=("Books",), papers=1),
        BenchmarkNode(id="benchmark:glue", name="GLUE", papers=1),
        MethodNode(id="method:m", name="masking", papers=1),
        TaskNode(id="task:t", name="entailment", papers=1),
        MetricNode(id="metric:f1", name="F1", papers=1),
        ClaimNode(
            id="claim:1", paper="arxiv:1", field="abstract", start=0, end=7, text="He said", subject="BERT", on="GLUE",
            metric=None, value="80.5%", kind="absolute", confidence=0.25, extractor="test-1",
        ),
    ]  # fmt: skip


def edges() -> list[AnyEdge]:
    """Return one or more edges of every type."""
    return [
        Authored(source="author:a", target="arxiv:1", position=1),
        PublishedIn(source="arxiv:1", target="venue:v"),
        Cites(source="arxiv:2", target="arxiv:1", reference="arXiv:1"),
        Introduces(source="arxiv:1", target="model:bert", **_seen("BERT", 0, 40)),
        Uses(source="arxiv:1", target="dataset:d", **_seen("Books", 3)),
        Uses(source="arxiv:2", target="method:m", **_seen(HARD, 0)),
        EvaluatesOn(source="arxiv:1", target="benchmark:glue", **_seen("GLUE", 9)),
        Addresses(source="arxiv:1", target="task:t", **_seen("entailment", 2)),
        Measures(source="arxiv:1", target="metric:f1", **_seen("F1", 1)),
        Mentions(source="title:3", target="model:bert", **_seen("BERT", 5)),
        BuildsOn(source="title:3", target="arxiv:1", entities=("model:bert",), names=("BERT",), roles=("mentioned",)),
        VariantOf(source="model:bert-large", target="model:bert", difference="large"),
        Claims(source="arxiv:1", target="claim:1"),
        About(source="claim:1", target="model:bert"),
        On(source="claim:1", target="benchmark:glue"),
        In(source="claim:1", target="metric:f1"),
        RelatedTo(
            source="arxiv:1", target="title:3", rank=1, score=0.75, text=0.5, entities=0.25, citations=0.0, reasons=()
        ),
    ]


def snapshot(path: Path, of_nodes: Sequence[AnyNode], of_edges: Sequence[AnyEdge]) -> Snapshot:
    """Write a snapshot and open it."""
    writer = SnapshotWriter(path)
    writer.write_nodes(of_nodes)
    writer.write_edges(of_edges)
    writer.finish()
    return Snapshot(path)


def contents(store: Neo4jStore) -> tuple[dict[str, object], dict[tuple[str, str, str], object]]:
    """Return all own nodes and edges of a database with all their properties."""
    found = store.query("MATCH (n) WHERE n._kg RETURN n").rows
    of_nodes = {node["id"]: node for (node,) in found}
    assert len(of_nodes) == len(found)
    joined = store.query("MATCH (a)-[r]->(b) WHERE r._kg RETURN a.id, type(r), b.id, properties(r)").rows
    of_edges = {(source, type, target): kept for source, type, target, kept in joined}
    assert len(of_edges) == len(joined)
    return of_nodes, of_edges


def expected(graph: Snapshot) -> tuple[dict[str, object], dict[tuple[str, str, str], object]]:
    """Return what `contents` must be after this graph was loaded."""
    of_nodes = {node.id: {"label": node.label, **properties(node)} for node in graph.nodes()}
    return of_nodes, {(edge.source, edge.type, edge.target): properties(edge) for edge in graph.edges()}
