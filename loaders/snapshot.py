"""A graph in one SQLite file: what every other store and file is written from.

It needs no server and no Java, opens in milliseconds, and finds a node with its edges by id or
name. It answers no Cypher; the embedded store and Neo4j do.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from schemas.definitions import EDGE_ADAPTER, NODE_ADAPTER
from schemas.edges import AnyEdge, EvidenceEdge
from schemas.errors import StoreError, StoreUnavailable
from schemas.identifiers import PaperIds
from schemas.nodes import AnyNode, EntityNode, PaperNode
from schemas.paper import title_key
from schemas.record import Record

_TABLES = """
CREATE TABLE node (id TEXT PRIMARY KEY, label TEXT NOT NULL, data TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE edge (source TEXT NOT NULL, target TEXT NOT NULL, type TEXT NOT NULL, data TEXT NOT NULL,
                   PRIMARY KEY (source, type, target)) WITHOUT ROWID;
CREATE TABLE name (key TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (key, id)) WITHOUT ROWID;
CREATE TABLE alias (key TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (key, id)) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX IF NOT EXISTS node_label ON node (label);
CREATE INDEX IF NOT EXISTS edge_target ON edge (target, type);
CREATE INDEX IF NOT EXISTS edge_type ON edge (type);
"""


class Counts(Record):
    """Count the nodes of a graph by label and its edges by type."""

    nodes: dict[str, int]
    edges: dict[str, int]


class SnapshotWriter:
    """Write a graph into a new SQLite file; `finish` makes it whole."""

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self._begin(path, _TABLES)

    @classmethod
    def reopen(cls, path: Path) -> Self:
        """Go on writing into a file that was finished and is not yet published."""
        writer = cls.__new__(cls)
        writer._begin(path, "")
        return writer

    def _begin(self, path: Path, tables: str) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + tables + "BEGIN;")

    def write_nodes(self, nodes: Iterable[AnyNode]) -> None:
        """Add nodes; raise `StoreError` when two have one id."""
        for node in nodes:
            row = (node.id, node.label, node.model_dump_json(exclude_defaults=False))
            try:
                self._db.execute("INSERT INTO node VALUES (?, ?, ?)", row)
            except sqlite3.IntegrityError as error:
                raise StoreError(f"two nodes have the id {node.id!r}: rename one of them in its source") from error
            self._db.executemany(
                "INSERT OR IGNORE INTO name VALUES (?, ?)", ((title_key(name), node.id) for name in _names(node))
            )
            self._db.executemany(
                "INSERT OR IGNORE INTO alias VALUES (?, ?)", ((title_key(id), node.id) for id in _other_ids(node))
            )

    def write_edges(self, edges: Iterable[AnyEdge]) -> None:
        """Add edges; an edge of the same type between the same nodes is replaced."""
        self._db.executemany(
            "INSERT OR REPLACE INTO edge VALUES (?, ?, ?, ?)",
            ((e.source, e.target, e.type, e.model_dump_json()) for e in edges),
        )

    def finish(self) -> None:
        """Index, sync to the disk and close the file."""
        self._db.execute("COMMIT")
        self._db.executescript("PRAGMA synchronous = FULL;" + _INDEXES + "ANALYZE;")
        self._db.close()


class Snapshot:
    """Read a graph from its SQLite file; safe for any number of readers at once."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise StoreUnavailable(f"{path}: no graph there; build one with: kg build SOURCE")
        self._db = sqlite3.connect(f"file:{_uri(path)}?mode=ro&immutable=1", uri=True, check_same_thread=False)

    def counts(self) -> Counts:
        """Count nodes by label and edges by type."""
        nodes = dict(self._db.execute("SELECT label, count(*) FROM node GROUP BY label ORDER BY label"))
        edges = dict(self._db.execute("SELECT type, count(*) FROM edge GROUP BY type ORDER BY type"))
        return Counts(nodes=nodes, edges=edges)

    def node(self, id: str) -> AnyNode | None:
        """Return the node of that id, or None."""
        row = self._db.execute("SELECT data FROM node WHERE id = ?", (id,)).fetchone()
        return NODE_ADAPTER.validate_json(row[0]) if row else None

    def label(self, id: str) -> str | None:
        """Return the label of the node of that id, or None."""
        row = self._db.execute("SELECT label FROM node WHERE id = ?", (id,)).fetchone()
        return row[0] if row else None

    def edge_keys(self, source: str) -> set[tuple[str, str]]:
        """Return the types and targets of the edges that start at a node."""
        return set(self._db.execute("SELECT type, target FROM edge WHERE source = ?", (source,)))

    def nodes(self, *labels: str) -> Iterator[AnyNode]:
        """Yield the nodes of these labels (of all, when none is given), by id."""
        sql = "SELECT data FROM node WHERE ?1 = '[]' OR label IN (SELECT value FROM json_each(?1)) ORDER BY id"
        for (data,) in self._db.execute(sql, (json.dumps(labels),)):
            yield NODE_ADAPTER.validate_json(data)

    def edges(self, *types: str) -> Iterator[AnyEdge]:
        """Yield the edges of these types (of all, when none is given), by source, type and target."""
        sql = (
            "SELECT data FROM edge WHERE ?1 = '[]' OR type IN (SELECT value FROM json_each(?1)) "
            "ORDER BY source, type, target"
        )
        for (data,) in self._db.execute(sql, (json.dumps(types),)):
            yield EDGE_ADAPTER.validate_json(data)

    def edge(self, source: str, type: str, target: str) -> AnyEdge | None:
        """Return the edge of that type between two nodes, or None."""
        sql = "SELECT data FROM edge WHERE source = ? AND target = ? AND type = ?"
        row = self._db.execute(sql, (source, target, type)).fetchone()
        return EDGE_ADAPTER.validate_json(row[0]) if row else None

    def links(self, *types: str) -> Iterator[tuple[str, str, str]]:
        """Yield (source, type, target) of the edges of these types, by source, type and target; quicker than `edges`."""
        sql = (
            "SELECT source, type, target FROM edge WHERE type IN (SELECT value FROM json_each(?)) "
            "ORDER BY source, type, target"
        )
        yield from self._db.execute(sql, (json.dumps(types),))

    def edges_from(self, id: str, *types: str) -> list[AnyEdge]:
        """Return the edges of these types (of all, when none is given) that start at a node."""
        return self._edges_at("source = ?1", "type, target", id, types)

    def edges_to(self, id: str, *types: str) -> list[AnyEdge]:
        """Return the edges of these types (of all, when none is given) that end at a node."""
        return self._edges_at("target = ?1", "type, source", id, types)

    def named(self, name: str) -> list[AnyNode]:
        """Return the nodes with this id, or else the paper with this other id, or else all with this name, alias or title.

        Case is ignored but in ids; another id that two papers have names neither.
        """
        exact = self.node(name)
        if exact is not None:
            return [exact]
        aliased = self._keyed("alias", name)
        return aliased if len(aliased) == 1 else self._keyed("name", name)

    def names(self) -> Iterator[tuple[str, str]]:
        """Yield every searchable name in its folded form with the id of its node."""
        yield from self._db.execute("SELECT key, id FROM name ORDER BY key, id")

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _keyed(self, table: str, name: str) -> list[AnyNode]:
        sql = f"SELECT node.data FROM {table} JOIN node USING (id) WHERE key = ? ORDER BY id"  # noqa: S608
        return [NODE_ADAPTER.validate_json(data) for (data,) in self._db.execute(sql, (title_key(name),))]

    def _edges_at(self, end: str, order: str, id: str, types: tuple[str, ...]) -> list[AnyEdge]:
        of_type = "AND type IN (SELECT value FROM json_each(?2))" if types else ""
        sql = f"SELECT data FROM edge WHERE {end} {of_type} ORDER BY {order}"  # noqa: S608
        given = (id, json.dumps(types)) if types else (id,)
        return [EDGE_ADAPTER.validate_json(data) for (data,) in self._db.execute(sql, given)]


def evidence(edge: EvidenceEdge) -> Iterator[tuple[str, int, int, str, float]]:
    """Yield the mentions of an edge: field, start, end, text, confidence."""
    yield from zip(edge.fields, edge.starts, edge.ends, edge.texts, edge.confidences, strict=True)


def properties(record: AnyNode | AnyEdge) -> dict[str, object]:
    """Return a node's or an edge's properties as a store keeps them: lists for tuples, no None."""
    leave = {"label"} if hasattr(record, "label") else {"type", "source", "target"}
    loaded: dict[str, object] = json.loads(record.model_dump_json(exclude=leave, exclude_none=True))
    return loaded


def _names(node: AnyNode) -> Iterator[str]:
    if node.label == "Paper":
        yield node.title
    elif isinstance(node, EntityNode):
        yield node.name
        yield from node.aliases
    elif node.label != "Claim":
        yield node.name


def _other_ids(node: AnyNode) -> Iterator[str]:
    if isinstance(node, PaperNode):
        yield from node.aliases
        yield from (f"{scheme}:{id}" for scheme in PaperIds.model_fields if (id := getattr(node, scheme)))


def _uri(path: Path) -> str:
    return path.resolve().as_uri().removeprefix("file://")
