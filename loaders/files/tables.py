"""Lay a graph out as tables: one a label and one an edge type, columns as declared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from loaders.snapshot import Snapshot
from schemas.definitions import EDGES, NODES, Property
from schemas.edges import AnyEdge
from schemas.nodes import AnyNode


class Table(NamedTuple):
    """Hold the name, the columns and the rows of one table; rows are read as they are asked for."""

    name: str
    columns: tuple[Property, ...]
    rows: Iterator[AnyNode | AnyEdge]


def tables(snapshot: Snapshot) -> Iterator[Table]:
    """Yield a table for each label and each type that the graph has; edges begin with `source` and `target`."""
    counts = snapshot.counts()
    for label in counts.nodes:
        yield Table(label, NODES[label].properties, snapshot.nodes(label))
    for kind in counts.edges:
        yield Table(kind, (_end("source"), _end("target"), *EDGES[kind].properties), snapshot.edges(kind))


def _end(name: str) -> Property:
    return Property(name=name, kind="string", is_list=False, required=True, description="Id of a node")
