"""What measuring a graph costs: `python -m benchmarks.analytics [--papers N] [--edges N]`.

The graph is made by chance with the shape of a real one: each paper cites earlier ones, the more so
those that are cited already, and names entities, the more so those that are named already.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from kg.analytics import analyze
from loaders.snapshot import Snapshot, SnapshotWriter
from schemas.edges import AnyEdge, Cites, EvaluatesOn, Mentions, Uses
from schemas.nodes import AnyNode, BenchmarkNode, DatasetNode, MethodNode, ModelNode, PaperNode, TaskNode

KINDS = (ModelNode, DatasetNode, BenchmarkNode, MethodNode, TaskNode)
NAMED = 5
"""Entities that a paper names."""


def nodes(papers: int, entities: int) -> Iterator[AnyNode]:
    for n in range(entities):
        yield KINDS[n % len(KINDS)](id=f"e{n}", name=f"Entity {n}", aliases=(f"Entity {n}",), papers=1)
    for n in range(papers):
        yield PaperNode(id=f"p{n:06d}", title=f"Paper {n}", year=2010 + 15 * n // papers)


def edges(papers: int, entities: int, count: int) -> Iterator[AnyEdge]:
    chance = np.random.default_rng(0)
    cites = max(1, count // papers - NAMED)
    for n in range(1, papers):
        for cited in set((n * chance.random(cites) ** 2).astype(int).tolist()):
            yield Cites(source=f"p{n:06d}", target=f"p{cited:06d}", reference=f"p{cited:06d}")
        for entity in set((entities * chance.random(NAMED) ** 3).astype(int).tolist()):
            kind = {BenchmarkNode: EvaluatesOn, TaskNode: Mentions}.get(KINDS[entity % len(KINDS)], Uses)
            yield kind(
                source=f"p{n:06d}", target=f"e{entity}", fields=("title",), starts=(0,), ends=(5,),
                texts=("Paper",), confidences=(0.9,), extractor="made",
            )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=int, default=50_000)
    parser.add_argument("--edges", type=int, default=500_000)
    given = parser.parse_args()
    entities = given.papers // 5
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.sqlite"
        writer = SnapshotWriter(path)
        writer.write_nodes(nodes(given.papers, entities))
        writer.write_edges(edges(given.papers, entities, given.edges))
        writer.finish()
        with Snapshot(path) as snapshot:
            counts = snapshot.counts()
            begin = time.perf_counter()
            found = analyze(snapshot)
            seconds = time.perf_counter() - begin
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"{counts.nodes['Paper']} papers, {sum(counts.edges.values())} edges: {seconds:.1f} s, {memory:.2f} GB at most"
    )
    print(f"betweenness: {found.between.note}; gaps backtested: {found.gaps.backtest}")


if __name__ == "__main__":
    main()
