r"""Write a graph as CSV: one file a label and one a type, in a folder or a zip archive.

UTF-8, header first, `\n` between rows; lists are JSON; what is absent is an empty cell. Titles and
names come from anywhere, and a spreadsheet runs a cell that begins with `=`, `+`, `-`, `@`, tab or
carriage return as a formula; such a text gets an apostrophe in front, unless it is a number
("+13.1%"). `restore` takes it off again.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from loaders.files.tables import Table, tables
from loaders.snapshot import Snapshot

_FORMULA = re.compile(r"'*(?:[=@\t\r]|[+-](?![\d.,]+\s*(?:%|\w{0,3})\s*$))")


def write_csv(snapshot: Snapshot, folder: Path) -> None:
    """Write the files into a folder that is there, one row at a time."""
    for table in tables(snapshot):
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
            _write(table, file)


def write_csv_zip(snapshot: Snapshot, path: Path) -> None:
    """Write the same files into one zip archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables(snapshot):
            with (
                archive.open(zipfile.ZipInfo(f"{table.name}.csv"), "w", force_zip64=True) as raw,
                io.TextIOWrapper(raw, encoding="utf-8", newline="") as file,
            ):
                _write(table, file)


def restore(cell: str) -> str:
    """Return a text as the graph has it.

    >>> restore(guarded("=1+1")), restore(guarded("'=quoted")), restore(guarded("+13.1%"))
    ('=1+1', "'=quoted", '+13.1%')
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def _write(table: Table, file: TextIO) -> None:
    writer = csv.writer(file, lineterminator="\n")
    names = [column.name for column in table.columns]
    writer.writerow(names)
    writer.writerows(_cells(names, table))


def _cells(names: list[str], table: Table) -> Iterator[list[str]]:
    for row in table.rows:
        yield [_cell(getattr(row, name)) for name in names]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
