"""Small literal graphs to measure, written as real snapshots."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from loaders.snapshot import Snapshot, SnapshotWriter
from schemas.edges import BuildsOn, Cites, RelatedTo, Uses
from schemas.nodes import NODE_CLASSES, PaperNode


def entity(id: str):
    """Make an entity of an id as "task:qa"."""
    label, name = id.split(":")
    return NODE_CLASSES[label.title()](id=id, name=name.upper())


@pytest.fixture
def graph(tmp_path: Path):
    """Return what writes a graph: years of papers, citations, building on, related work, entities of papers."""
    opened: list[Snapshot] = []

    def write(
        papers: Mapping[str, int | None] = {},
        cites: str = "",
        builds: str = "",
        related: str = "",
        named: Mapping[str, str] = {},
    ) -> Snapshot:
        path = tmp_path / f"{len(opened)}.sqlite"
        writer = SnapshotWriter(path)
        writer.write_nodes(PaperNode(id=id, title=f"Paper {id}", year=year) for id, year in papers.items())
        writer.write_nodes(entity(id) for id in sorted({e for row in named.values() for e in row.split()}))
        writer.write_edges(Cites(source=p[0], target=p[1], reference=p[1]) for p in cites.split())
        writer.write_edges(
            BuildsOn(source=p[0], target=p[1], entities=("model:x",), names=("X",), roles=("used",))
            for p in builds.split()
        )
        writer.write_edges(
            RelatedTo(source=p[0], target=p[1], rank=1, score=1, text=1, entities=0, citations=0)
            for p in related.split()
        )
        writer.write_edges(
            Uses(source=paper, target=e, fields=("title",), starts=(0,), ends=(1,), texts=("P",), confidences=(1.0,), extractor="t")
            for paper, row in named.items()
            for e in row.split()
        )  # fmt: skip
        writer.finish()
        opened.append(Snapshot(path))
        return opened[-1]

    yield write
    for snapshot in opened:
        snapshot.close()
