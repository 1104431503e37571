"""Parquet tables with titles and abstracts in columns."""

from __future__ import annotations

from collections.abc import Iterator

from kg.sources.columns import are_papers, chosen, from_chosen
from kg.sources.file import File
from kg.sources.head import Head
from kg.sources.item import Broken, Item

NAME = "parquet"
DESCRIPTION = "Parquet with titles and abstracts in columns"

_ROWS = 512


def recognise(head: Head) -> bool:
    """Say whether it begins with Parquet's magic bytes."""
    return head.data.startswith(b"PAR1")


def read(file: File) -> Iterator[Item]:
    """Yield one item for each row, reading only the columns that a paper has."""
    import pyarrow as pa  # takes a third of a second, and only this format needs it
    import pyarrow.parquet as pq

    with file.seekable() as table:
        try:
            parquet = pq.ParquetFile(table)
            names = parquet.schema_arrow.names
            if not are_papers(names, file.columns):
                raise Broken(f"no column of titles among {', '.join(names)[:200]}: say which with --map title=COLUMN")
            where = chosen(names, file.columns)
            wanted = [name for name in dict.fromkeys([*where.values(), "ids"]) if name in names]
            for batch in parquet.iter_batches(batch_size=_ROWS, columns=wanted):
                for record in batch.to_pylist():
                    yield from_chosen(file.source, None, record, where)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise Broken(f"not Parquet that can be read: {str(error).splitlines()[0][:200]}") from None
