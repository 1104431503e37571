"""A small graph to find related work in, written as a real snapshot."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from kg.related import RelatedIndex
from loaders.snapshot import Snapshot, SnapshotWriter
from schemas.edges import AnyEdge, Cites, EvaluatesOn, Introduces, Mentions, Uses
from schemas.nodes import AnyNode, BenchmarkNode, MethodNode, ModelNode, PaperNode


def evidence(cls: type, paper: str, entity: str, text: str) -> AnyEdge:
    """Make an edge to an entity that stands on the first characters of the abstract."""
    return cls(
        source=paper,
        target=entity,
        fields=("abstract",),
        starts=(0,),
        ends=(len(text),),
        texts=(text,),
        confidences=(0.9,),
        extractor="test",
    )


PAPERS: tuple[PaperNode, ...] = (
    PaperNode(id="a", title="Self-Instruct", abstract="Self-Instruct aligns language models with instructions they generate.", year=2022),
    PaperNode(id="b", title="Alpaca tuning", abstract="HumanEval and MBPP measure instructions for language models.", year=2023),
    PaperNode(id="c", title="Code models", abstract="HumanEval and MBPP measure code generation of neural programs.", year=2023),
    PaperNode(id="d", title="Protein folding", abstract="Folding of proteins in three dimensions.", year=2021),
    PaperNode(id="e", title="Data contamination in benchmarks", abstract="Data contamination spoils benchmark scores.", year=2024),
    PaperNode(id="f", title="Detecting data contamination", abstract="A detector of data contamination for benchmark texts.", year=2024),
    PaperNode(id="g", title="Empty", abstract="", year=None),
)  # fmt: skip
ENTITIES: tuple[AnyNode, ...] = (
    MethodNode(id="method:self-instruct", name="Self-Instruct", aliases=("Self-Instruct", "SelfInstruct"), papers=2),
    BenchmarkNode(id="benchmark:humaneval", name="HumanEval", aliases=("HumanEval",), papers=2),
    BenchmarkNode(id="benchmark:mbpp", name="MBPP", aliases=("MBPP",), papers=2),
    ModelNode(id="model:gpt-4", name="GPT-4", aliases=("GPT-4",), papers=2),
)
EDGES: tuple[AnyEdge, ...] = (
    evidence(Introduces, "a", "method:self-instruct", "Self-Instruct"),
    evidence(Uses, "b", "method:self-instruct", "HumanEval"),
    evidence(EvaluatesOn, "b", "benchmark:humaneval", "HumanEval"),
    evidence(EvaluatesOn, "c", "benchmark:humaneval", "HumanEval"),
    evidence(EvaluatesOn, "b", "benchmark:mbpp", "HumanEval"),
    evidence(EvaluatesOn, "c", "benchmark:mbpp", "HumanEval"),
    evidence(Mentions, "c", "model:gpt-4", "HumanEval"),
    evidence(Mentions, "d", "model:gpt-4", "Folding"),
)
CITATIONS: tuple[AnyEdge, ...] = (
    Cites(source="b", target="a", reference="a"),
    Cites(source="e", target="a", reference="a"),
    Cites(source="e", target="d", reference="d"),
    Cites(source="f", target="a", reference="a"),
    Cites(source="f", target="d", reference="d"),
)


def write(path: Path, nodes: Iterable[AnyNode], edges: Iterable[AnyEdge] = ()) -> Snapshot:
    """Write a graph and open it."""
    writer = SnapshotWriter(path)
    writer.write_nodes(nodes)
    writer.write_edges(edges)
    writer.finish()
    return Snapshot(path)


@pytest.fixture
def build(tmp_path: Path):
    """Return what builds an index of nodes and edges."""

    def index(nodes: Iterable[AnyNode], edges: Iterable[AnyEdge] = ()) -> RelatedIndex:
        with write(tmp_path / "graph.sqlite", nodes, edges) as snapshot:
            return RelatedIndex.build(snapshot)

    return index


@pytest.fixture
def texts_and_entities(build) -> RelatedIndex:
    """Return an index of the small graph without citations."""
    return build((*PAPERS, *ENTITIES), EDGES)


@pytest.fixture
def with_citations(build) -> RelatedIndex:
    """Return an index of the whole small graph."""
    return build((*PAPERS, *ENTITIES), (*EDGES, *CITATIONS))
