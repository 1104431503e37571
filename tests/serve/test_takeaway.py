"""The graph as one page: whole, or the most telling part of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kg.serve import takeaway
from loaders.generations import Generations


def held(page: Path) -> dict[str, list[dict[str, str]]]:
    found = re.search(r'id="kg-data">(.*?)</script>', page.read_text("utf-8"), re.DOTALL)
    assert found
    return json.loads(found[1])  # type: ignore[no-any-return]


def test_a_small_graph_is_written_whole(example: Path, tmp_path: Path) -> None:
    with Generations(example / "kg.graph").reading() as generation:
        told = takeaway.write_page(generation, tmp_path / "graph.html")
    assert told == f"all {len(held(tmp_path / 'graph.html')['nodes']):,} nodes"


def test_of_a_large_graph_the_most_linked_nodes_are_written(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(takeaway, "MOST_NODES", 100)
    with Generations(example / "kg.graph").reading() as generation:
        told = takeaway.write_page(generation, tmp_path / "graph.html")
    data = held(tmp_path / "graph.html")
    ids = {node["id"] for node in data["nodes"]}
    assert told.startswith("the 100 nodes with the most links, of ")
    assert "model:bert" in ids
    assert len(ids) == 100
    assert all({edge["source"], edge["target"]} <= ids for edge in data["edges"])
