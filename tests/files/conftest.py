"""A small graph with hostile names, written as a real snapshot."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.snapshot import Snapshot, SnapshotWriter
from schemas.edges import AnyEdge, Authored, BuildsOn, Cites, Claims, Introduces, PublishedIn, RelatedTo, Uses
from schemas.nodes import AnyNode, AuthorNode, ClaimNode, DatasetNode, ModelNode, PaperNode, VenueNode

HOSTILE = "=cmd|'/c calc'!A1 <b>&amp;</b> \u0001\u000b {brace \\ \"quoted\"\r\nsecond, line\t#1_$x^2$~%; Ωß漢🙂 \ufffe"
NODES: tuple[AnyNode, ...] = (
    PaperNode(id="p1", title=HOSTILE, abstract="We propose LoRA.", year=2021, arxiv="2106.09685", doi="10.1000/a_b"),
    PaperNode(id="P1", title="A second paper, with {braces", abstract=""),
    PaperNode(id="p 3/ö", title="+1.5% better"),
    AuthorNode(id="author:ann", name="Ann {von} Lee"),
    AuthorNode(id="author:barnes", name="Barnes and Noble, Inc., Ltd., Corp."),
    VenueNode(id="venue:icml", name="ICML & friends"),
    ModelNode(id="model:x", name=HOSTILE, aliases=(HOSTILE, "'=x"), papers=2),
    DatasetNode(id="dataset:y", name="@SUM(A1)", aliases=(), papers=1),
    ClaimNode(
        id="claim:1", paper="p1", field="abstract", start=0, end=2, text="We", subject="LoRA", on="GLUE",
        value="+13.1%", kind="delta", confidence=0.5, extractor="test",
    ),
)  # fmt: skip
EDGES: tuple[AnyEdge, ...] = (
    Introduces(source="p1", target="model:x", fields=("abstract",), starts=(11,), ends=(15,), texts=("LoRA",), confidences=(0.5,), extractor="test"),
    Uses(source="P1", target="model:x", fields=("title", "title"), starts=(0, 2), ends=(1, 8), texts=("A", "second"), confidences=(0.1, 1.0), extractor="test"),
    Authored(source="author:ann", target="p1", position=2),
    Authored(source="author:barnes", target="p1", position=1),
    PublishedIn(source="p1", target="venue:icml"),
    Cites(source="P1", target="p1", reference="arxiv:2106.09685"),
    BuildsOn(source="P1", target="p1", entities=("model:x",), names=(HOSTILE,), roles=("used",)),
    RelatedTo(source="P1", target="p1", rank=1, score=1.5, text=0.5, entities=0.75, citations=0.25, reasons=("cites it", "a \"b\"")),
    Claims(source="p1", target="claim:1"),
)  # fmt: skip


def write(path: Path, nodes=NODES, edges=EDGES) -> Snapshot:
    """Write a graph and open it."""
    writer = SnapshotWriter(path)
    writer.write_nodes(nodes)
    writer.write_edges(edges)
    writer.finish()
    return Snapshot(path)


@pytest.fixture
def snapshot(tmp_path: Path):
    """Return the small graph."""
    with write(tmp_path / "graph.sqlite") as snapshot:
        yield snapshot


@pytest.fixture
def empty(tmp_path: Path):
    """Return a graph without anything."""
    with write(tmp_path / "empty.sqlite", (), ()) as snapshot:
        yield snapshot
