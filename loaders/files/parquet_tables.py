"""Write a graph as Parquet: one file a label and one a type, lists as lists."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from loaders.files.tables import Table, tables
from loaders.snapshot import Snapshot
from schemas.definitions import Property, ScalarKind

ROWS = 10_000
"""Rows that are held in memory, and make one row group."""
_TYPES: dict[ScalarKind, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "float": pa.float64(),
    "boolean": pa.bool_(),
}


def write_parquet(snapshot: Snapshot, folder: Path) -> None:
    """Write the files into a folder that is there, `ROWS` rows at a time."""
    for table in tables(snapshot):
        _write(table, folder / f"{table.name}.parquet")


def _write(table: Table, path: Path) -> None:
    schema = pa.schema([_column(column) for column in table.columns])
    names = schema.names
    with pq.ParquetWriter(path, schema) as writer:
        while rows := list(islice(table.rows, ROWS)):
            records = [{name: getattr(row, name) for name in names} for row in rows]
            writer.write_table(pa.Table.from_pylist(records, schema=schema))


def _column(column: Property) -> pa.Field[pa.DataType]:
    kind = _TYPES[column.kind]
    return pa.field(column.name, pa.list_(kind) if column.is_list else kind, nullable=not column.required)
