"""Write a graph as files for `neo4j-admin database import full`: the fastest way into an empty Neo4j."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any, cast

import pyarrow as pa
from pyarrow import csv

from loaders.neo4j_store.rows import Row, edge_batches, node_batches
from loaders.neo4j_store.statements import MARK, schema_statements
from loaders.snapshot import Snapshot
from schemas.definitions import EDGES, NODES, Property
from schemas.errors import StoreError
from schemas.record import Record

_TYPES = {"string": "string", "integer": "long", "float": "double", "boolean": "boolean"}
_DELIMITERS = "\x1f\x1e\x1d\x1c\ue000\ue001\ue002\ue003"
"""Characters that may stand between the items of a list; the first that no item contains is taken."""
_ROWS = 5000
_QUOTED = csv.WriteOptions(include_header=False, quoting_style="all_valid")
"""Every value in quotes, so that an empty text is not taken for an absent one."""


class BulkFiles(Record):
    """Say what was written, and what to run to import it."""

    nodes: int
    edges: int
    script: Path
    """Runs the import, where the database is stopped."""
    finish: Path
    """Makes constraints, indexes and empty lists, by cypher-shell, once the server is up again."""


class _DelimiterTaken(Exception):
    """Say that an item of a list contains the delimiter."""


def write_bulk(snapshot: Snapshot, folder: Path, *, database: str = "neo4j") -> BulkFiles:
    """Write a gzipped CSV file a label and a type, `import.sh`, which runs the import, and `finish.cypher`.

    Memory does not grow with the graph. Files of the same names are replaced; `import.sh` is
    written last, so that it is there only when all is. Raises `StoreError` when the texts use every
    character that could stand between the items of a list.
    """
    folder.mkdir(parents=True, exist_ok=True)
    script, finish = folder / "import.sh", folder / "finish.cypher"
    script.unlink(missing_ok=True)
    for delimiter in _DELIMITERS:
        nodes, edges = _nodes(folder, delimiter), _edges(folder, delimiter)
        try:
            nodes.write(node_batches(snapshot.nodes(), _ROWS))
            edges.write(_flat(edge_batches(snapshot.edges(), _ROWS)))
        except _DelimiterTaken:
            continue
        break
    else:
        raise StoreError(
            "every character that may stand between the items of a list is in some name or text of the graph; "
            "remove control characters from the sources, or use kg load without --bulk"
        )
    statements = [*schema_statements().values(), *nodes.empty_lists("(x:{})"), *edges.empty_lists("()-[x:{}]->()")]
    finish.write_text("".join(f"{statement};\n" for statement in statements), encoding="utf-8")
    options = [
        f"--array-delimiter=U+{ord(delimiter):04X}", "--multiline-fields=true", "--id-type=string",
        "--overwrite-destination", '--report-file="${TMPDIR:-/tmp}/kg-import.report"',
    ]  # fmt: skip
    options += [f"--nodes={label}={name}" for label, name in nodes.files.items()]
    options += [f"--relationships={type}={name}" for type, name in edges.files.items()]
    script.write_text(_script(database, options), encoding="utf-8")
    script.chmod(0o755)
    return BulkFiles(nodes=nodes.count, edges=edges.count, script=script, finish=finish)


class _Tables:
    """Write the rows of each label, or each type, into its file."""

    def __init__(
        self, folder: Path, properties: dict[str, tuple[Property, ...]], ends: Sequence[str], delimiter: str
    ) -> None:
        self.folder, self.properties, self.ends, self.delimiter = folder, properties, ends, delimiter
        self.count = 0
        self.files: dict[str, str] = {}
        self._empty: set[tuple[str, str]] = set()

    def write(self, batches: Iterable[tuple[str, list[Row]]]) -> None:
        """Write all rows; raise `_DelimiterTaken` when an item of a list contains the delimiter."""
        writers: dict[str, csv.CSVWriter] = {}
        with ExitStack() as open_files:
            for kind, rows in batches:
                if kind not in writers:
                    writers[kind] = self._open(kind, open_files)
                columns = [[self._cell(row[name], kind, name) for row in rows] for name in self._names(kind)]
                columns.append(["true"] * len(rows))
                arrays = [pa.array(column, pa.string()) for column in columns]
                writers[kind].write_batch(pa.record_batch(arrays, schema=self._shape(kind)))
                self.count += len(rows)

    def empty_lists(self, pattern: str) -> list[str]:
        """Return the statements that set the lists that are empty: the import tool leaves them out."""
        return [
            f"MATCH {pattern.format(kind)} WHERE x.{MARK} AND x.{name} IS NULL "
            f"CALL (x) {{ SET x.{name} = [] }} IN TRANSACTIONS OF 10000 ROWS"
            for kind, name in sorted(self._empty)
        ]

    def _open(self, kind: str, open_files: ExitStack) -> csv.CSVWriter:
        self.files[kind] = f"{kind}.csv.gz"
        sink = open_files.enter_context(pa.CompressedOutputStream(str(self.folder / self.files[kind]), "gzip"))
        sink.write((",".join(_header(self.properties[kind], self.ends)) + "\n").encode())
        writer = csv.CSVWriter(cast(IO[bytes], sink), self._shape(kind), write_options=_QUOTED)
        return open_files.enter_context(writer)

    def _names(self, kind: str) -> list[str]:
        return [*self.ends, *(p.name for p in self.properties[kind])]

    def _shape(self, kind: str) -> pa.Schema:
        return pa.schema([(name, pa.string()) for name in [*self._names(kind), MARK]])

    def _cell(self, value: Any, kind: str, name: str) -> str | None:
        if not isinstance(value, list):
            return None if value is None else _text(value)
        if not value:
            self._empty.add((kind, name))
            return None
        items = [_text(item) for item in value]
        if any(self.delimiter in item for item in items):
            raise _DelimiterTaken
        return self.delimiter.join(items)


def _nodes(folder: Path, delimiter: str) -> _Tables:
    return _Tables(folder, {label: made.properties for label, made in NODES.items()}, (), delimiter)


def _edges(folder: Path, delimiter: str) -> _Tables:
    properties = {type: made.properties for type, made in EDGES.items()}
    return _Tables(folder, properties, ("source", "target"), delimiter)


def _flat(batches: Iterable[tuple[str, list[Row]]]) -> Iterator[tuple[str, list[Row]]]:
    for type, rows in batches:
        yield type, [{"source": row["source"], "target": row["target"], **row["set"]} for row in rows]


def _header(properties: Sequence[Property], ends: Sequence[str]) -> Iterator[str]:
    if ends:
        yield from (":START_ID", ":END_ID")
    for p in properties:
        if p.name == "id":
            yield "id:ID"
        else:
            yield f"{p.name}:{_TYPES[p.kind]}{'[]' if p.is_list else ''}"
    yield f"{MARK}:boolean"


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _script(database: str, options: Sequence[str]) -> str:
    return (
        "#!/bin/sh\n"
        "# Imports these files into a stopped database, whose data they replace. Then start the server and run\n"
        "# finish.cypher with cypher-shell: it makes constraints, indexes and empty lists.\n"
        'cd "$(dirname "$0")" || exit 1\n'
        f'exec neo4j-admin database import full "${{1:-{database}}}" \\\n  ' + " \\\n  ".join(options) + "\n"
    )
