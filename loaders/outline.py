"""A snapshot in outline: enough of each node and edge to draw and search, without reading whole records."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_NODES = (
    "SELECT id, label, coalesce(json_extract(data, '$.name'), json_extract(data, '$.title'), json_extract(data, '$.text')),"
    " json_extract(data, '$.year'), coalesce(json_extract(data, '$.papers'), 0) FROM node ORDER BY id"
)
_EDGES = (
    "SELECT source, target, type, CASE"
    " WHEN type = 'RELATED_TO' THEN json_extract(data, '$.score')"
    " WHEN json_type(data, '$.confidences') IS NOT NULL THEN (SELECT max(value) FROM json_each(data, '$.confidences'))"
    " END FROM edge ORDER BY source, type, target"
)


class NodeOutline(NamedTuple):
    """Name a node: `papers` counts the papers that name it, where it is an entity."""

    id: str
    label: str
    name: str
    year: int | None
    papers: int


class EdgeOutline(NamedTuple):
    """Join two nodes: `weight` is the best confidence of its evidence, or the score of related work."""

    source: str
    target: str
    type: str
    weight: float | None


def node_outlines(path: Path) -> Iterator[NodeOutline]:
    """Yield every node of a snapshot file, by id."""
    for row in _connect(path).execute(_NODES):
        yield NodeOutline(*row)


def edge_outlines(path: Path) -> Iterator[EdgeOutline]:
    """Yield every edge of a snapshot file, by source, type and target."""
    for row in _connect(path).execute(_EDGES):
        yield EdgeOutline(*row)


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
