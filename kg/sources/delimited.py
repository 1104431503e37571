"""Tables as text with a row of column names: comma, tab, semicolon or bar between the cells."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator

from kg.sources.columns import are_papers, chosen, from_chosen
from kg.sources.entry import aside
from kg.sources.file import File
from kg.sources.head import Head
from kg.sources.item import Broken, Item
from kg.sources.lines import MAX_LINE, lines, too_long

NAME = "csv"
DESCRIPTION = "CSV, TSV and the like with titles and abstracts in columns"

_DELIMITERS = (",", "\t", ";", "|")


def recognise(head: Head) -> bool:
    """Say whether the first row has several names of columns, one of them that of the titles."""
    if head.is_json or head.data.lstrip().startswith(b"<"):
        return False
    _, names = _shape(head)
    return len(names) > 1 and are_papers(names, head.columns)


def read(file: File) -> Iterator[Item]:
    """Yield one item for each row; a row that does not fit the columns is set aside."""
    csv.field_size_limit(MAX_LINE)
    delimiter, _ = _shape(file.head)
    failed: deque[Item] = deque()
    rows = csv.reader(_texts(file, failed), delimiter=delimiter, strict=True)
    try:
        names = next(rows, [])
    except csv.Error as error:
        raise Broken(f"the row of the columns' names cannot be read: {error}", 1) from None
    where = chosen(names, file.columns)
    yield from _drained(failed)
    while True:
        number = rows.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            yield from _drained(failed)
            return
        except csv.Error as error:
            if "unexpected end" in str(error):
                raise Broken(
                    "a quote that opens here is never closed: the rest of the file is one cell", number
                ) from None
            yield aside(file.source, number, f"not a row of a table: {error}; quotes within quotes are doubled")
            continue
        yield from _drained(failed)
        if not row:
            continue
        if len(row) > len(names):
            reason = (
                f"the row has {len(row)} cells and the table {len(names)} columns: quote cells that hold {delimiter!r}"
            )
            yield aside(file.source, number, reason, record=row[0])
            continue
        yield from_chosen(file.source, number, dict(zip(names, row, strict=False)), where)


def _shape(head: Head) -> tuple[str, list[str]]:
    """Return the delimiter and the names of the columns, as the first row shows them."""
    best: tuple[str, list[str]] = (",", [])
    for delimiter in _DELIMITERS:
        try:
            names = next(csv.reader(head.text.splitlines(keepends=True), delimiter=delimiter), [])
        except csv.Error:
            continue
        if (are_papers(names, head.columns), len(names)) > (are_papers(best[1], head.columns), len(best[1])):
            best = delimiter, names
    return best


def _texts(file: File, failed: deque[Item]) -> Iterator[str]:
    """Yield lines as text; bytes that are no UTF-8 become what a paper's text refuses, so that the row says so."""
    for line in lines(file.stream):
        if line.data is None:
            failed.append(aside(file.source, line.number, too_long(line)))
            yield "\n"
        else:
            yield line.data.decode("utf-8", "surrogateescape")


def _drained(items: deque[Item]) -> Iterator[Item]:
    while items:
        yield items.popleft()
