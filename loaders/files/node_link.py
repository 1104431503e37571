"""Write a graph as node-link JSON: `{"nodes": [...], "edges": [...]}`, one node or edge a line.

The JSON Schema is `schemas.definitions.graph_json_schema`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from loaders.snapshot import Snapshot
from schemas.edges import AnyEdge
from schemas.nodes import AnyNode


def write_node_link(snapshot: Snapshot, path: Path) -> None:
    """Write nodes, then edges, one at a time: memory does not grow with the graph."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"nodes": [')
        _write_list(file, snapshot.nodes())
        file.write('], "edges": [')
        _write_list(file, snapshot.edges())
        file.write("]}\n")


def _write_list(file: TextIO, items: Iterable[AnyNode | AnyEdge]) -> None:
    for number, item in enumerate(items):
        file.write(",\n" if number else "\n")
        file.write(item.model_dump_json())
