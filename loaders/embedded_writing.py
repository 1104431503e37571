"""Write nodes and edges into ArcadeDB: in bulk where they are new, by MERGE where they are there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from loaders.embedded_java import java_class
from loaders.embedded_values import parameters_to_java, plain
from loaders.snapshot import properties
from schemas.definitions import NODES
from schemas.edges import AnyEdge
from schemas.errors import StoreError
from schemas.nodes import AnyNode

_ROWS = 2000
_BUFFER = 20_000


class BulkWriter:
    """Fill a new database, remembering what is in it; what is there already is left to the `Merger`.

    It costs about 200 bytes of memory a node and 100 an edge.
    """

    def __init__(self, database: Any) -> None:
        self._database = database
        self._places: dict[str, str] = {}
        self._joined: dict[str, set[tuple[str, str]]] = defaultdict(set)

    def write_nodes(self, nodes: Iterable[AnyNode]) -> list[AnyNode]:
        """Write the nodes that are new; return the others."""
        create = java_class("com.arcadedb.python.VertexBatcher").createVerticesJson
        known: list[AnyNode] = []
        waiting: dict[str, dict[str, str]] = defaultdict(dict)

        def flush(label: str) -> None:
            rows = waiting.pop(label)
            places = str(create(batch, label, f"[{','.join(rows.values())}]")).split(";")
            self._places.update(zip(rows, places, strict=True))

        with _Batch(self._database) as batch:
            for node in nodes:
                rows = waiting[node.label]
                if node.id in self._places or node.id in rows:
                    known.append(node)
                    continue
                rows[node.id] = node.model_dump_json(exclude={"label"}, exclude_none=True)
                if len(rows) >= _ROWS:
                    flush(node.label)
            for label in list(waiting):
                if waiting[label]:
                    flush(label)
        return known

    def write_edges(self, edges: Iterable[AnyEdge]) -> list[AnyEdge]:
        """Write the edges that are new; return the others. Raises `StoreError` when an end is missing."""
        create = java_class("com.arcadedb.python.EdgeBatcher").newEdgesJson
        known: list[AnyEdge] = []
        waiting: dict[str, list[str]] = defaultdict(list)
        with _Batch(self._database) as batch:
            for edge in edges:
                ends = (self._place(edge, edge.source), self._place(edge, edge.target))
                if ends in self._joined[edge.type]:
                    known.append(edge)
                    continue
                self._joined[edge.type].add(ends)
                rows = waiting[edge.type]
                rows.append(_edge_row(edge, ends))
                if len(rows) >= _ROWS:
                    create(batch, edge.type, f"[{','.join(waiting.pop(edge.type))}]")
            for type, rows in waiting.items():
                create(batch, type, f"[{','.join(rows)}]")
        return known

    def _place(self, edge: AnyEdge, id: str) -> str:
        try:
            return self._places[id]
        except KeyError:
            raise _missing_end(edge, id) from None


class Merger:
    """Write nodes and edges that may be there already: what is given replaces what was there."""

    def __init__(self, database: Any) -> None:
        self._database = database

    def write_nodes(self, nodes: Iterable[AnyNode]) -> None:
        """Write nodes, each known by label and id."""
        by_label: dict[str, list[dict[str, object]]] = defaultdict(list)
        for node in nodes:
            by_label[node.label].append(properties(node))
        for label, rows in by_label.items():
            for part in _parts(rows):
                self._run(f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n = row", {"rows": part})

    def write_edges(self, edges: Sequence[AnyEdge]) -> None:
        """Write edges, each known by type and ends. Raises `StoreError` when an end is missing."""
        labels = self._labels({id for edge in edges for id in (edge.source, edge.target)})
        by_kind: dict[tuple[str, str, str], list[dict[str, object]]] = defaultdict(list)
        for edge in edges:
            for id in (edge.source, edge.target):
                if id not in labels:
                    raise _missing_end(edge, id)
            row: dict[str, object] = {"source": edge.source, "target": edge.target, "properties": properties(edge)}
            by_kind[labels[edge.source], edge.type, labels[edge.target]].append(row)
        for (source, type, target), rows in by_kind.items():
            merge = (
                f"UNWIND $rows AS row MATCH (a:{source} {{id: row.source}}) MATCH (b:{target} {{id: row.target}}) "
                f"MERGE (a)-[r:`{type}`]->(b) SET r = row.properties"
            )
            for part in _parts(rows):
                self._run(merge, {"rows": part})

    def remove_papers(self, ids: Sequence[str]) -> int:
        """Remove papers with their claims and edges; return how many papers were there."""
        found = 0
        for part in _parts(list(ids)):
            parameters = {"ids": part}
            found += self._run("UNWIND $ids AS id MATCH (p:Paper {id: id}) RETURN count(p) AS n", parameters)[0]
            self._run("UNWIND $ids AS id MATCH (:Paper {id: id})-[:CLAIMS]->(c:Claim) DETACH DELETE c", parameters)
            self._run("UNWIND $ids AS id MATCH (p:Paper {id: id}) DETACH DELETE p", parameters)
        return found

    def _labels(self, ids: set[str]) -> dict[str, str]:
        labels = {}
        for label in NODES:
            for part in _parts(sorted(ids)):
                find = f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN n.id AS id"
                labels.update(dict.fromkeys(self._run(find, {"ids": part}), label))
        return labels

    def _run(self, cypher: str, parameters: Mapping[str, object]) -> list[Any]:
        """Run one statement in a transaction of its own; return the first column."""
        given = parameters_to_java(parameters)
        self._database.begin()
        try:
            result = self._database.command("opencypher", cypher, given)
            found = [plain(row.getProperty(next(iter(row.getPropertyNames())))) for row in _rows(result)]
            self._database.commit()
        except BaseException:
            if self._database.isTransactionActive():
                self._database.rollback()
            raise
        return found


class _Batch:
    """Open ArcadeDB's bulk importer; what was given is written when it closes."""

    def __init__(self, database: Any) -> None:
        # Nothing reads a new database before it is closed, so it needs no write-ahead log.
        self._batch = database.batch().withWAL(False).withBatchSize(_BUFFER).build()

    def __enter__(self) -> Any:
        return self._batch

    def __exit__(self, *_: object) -> None:
        self._batch.close()


def _rows(result: Any) -> Iterator[Any]:
    while result.hasNext():
        yield result.next()


def _edge_row(edge: AnyEdge, ends: tuple[str, str]) -> str:
    body = edge.model_dump_json(exclude={"type", "source", "target"}, exclude_none=True)[1:]
    return f'{{"_src":"{ends[0]}","_dst":"{ends[1]}"{"" if body == "}" else ","}{body}'


def _missing_end(edge: AnyEdge, id: str) -> StoreError:
    return StoreError(
        f"{edge.type} from {edge.source!r} to {edge.target!r}: no node has the id {id!r}; write the nodes first"
    )


def _parts(rows: Sequence[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(rows), _ROWS):
        yield list(rows[start : start + _ROWS])
