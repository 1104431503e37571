"""Read papers from files, whatever their format."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kg.sources.columns import check_columns
from kg.sources.entry import aside
from kg.sources.file import BREAKS, File, opened
from kg.sources.formats import FORMATS, MAPPED
from kg.sources.inputs import inputs
from kg.sources.item import Broken, FileEnd, Item, Source
from kg.sources.lines import decoding
from schemas.errors import UsageError


def read(
    paths: Sequence[str | Path],
    *,
    format: str = "auto",
    columns: Mapping[str, str] | None = None,
) -> Iterator[Item | FileEnd]:
    """Yield every entry of files, folders and globs as a paper or set aside, and a mark after each file.

    `format` is a name in `FORMATS`, or `auto`: each file's content decides. `columns` names the
    columns of tables: `{"title": "Titel"}`. Nothing that a file holds is fatal: a file that is no
    source, or breaks off, is one entry set aside, and its `FileEnd` is not whole. Raises
    `SourceError` for a path that names nothing, `UsageError` for an unknown format or field.
    """
    if format != "auto" and format not in FORMATS:
        raise UsageError(f"no format {format!r}; known are auto, {', '.join(FORMATS)}")
    check_columns(columns or {})
    files = inputs(paths)
    return (item for path in files for item in _file(path, format, columns or {}))


def recognised(file: File) -> Source | None:
    """Return the format that a file's beginning shows, or None."""
    order = list(FORMATS.values())
    if file.columns:
        order.sort(key=lambda one: one.NAME not in MAPPED)
    return next((one for one in order if one.recognise(file.head)), None)


def _file(path: Path, format: str, columns: Mapping[str, str]) -> Iterator[Item | FileEnd]:
    source = os.fsencode(path).decode("utf-8", "backslashreplace")
    entries, whole = 0, True
    try:
        with opened(path, source, columns) as file:
            for item in _entries(file, format):
                entries += 1
                yield item
    except Broken as broken:
        yield _break(source, entries, broken.reason, broken.line)
        entries, whole = entries + 1, False
    except BREAKS as error:
        yield _break(source, entries, _why(error))
        entries, whole = entries + 1, False
    yield FileEnd(source, whole, entries)


def _entries(file: File, format: str) -> Iterator[Item]:
    if not file.head.data:
        file.stream.read(1)
        raise Broken("the file is empty")
    source = recognised(file) if format == "auto" else FORMATS[format]
    if source is None:
        raise Broken(_unknown(file))
    yield from source.read(file)


def _break(source: str, entries: int, reason: str, line: int | None = None) -> Item:
    if entries:
        reason = f"{reason}; the {entries} entries before it were read, what follows was not"
    return aside(source, line, reason)


def _unknown(file: File) -> str:
    if b"\x00" in file.head.data[:4096] and not file.head.is_json:
        return "this is no file of a known format: it is binary"
    return (
        "this is no file of a known format: it has no papers, or name its format with --format, "
        "or the columns of a table with --map title=COLUMN"
    )


def _why(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return (
            decoding(error) if error.encoding == "utf-8" else f"not {error.encoding}, as its mark says: {error.reason}"
        )
    if isinstance(error, EOFError):
        return "the compressed file is cut off: fetch it again"
    if isinstance(error, OSError) and error.errno is not None:
        return f"cannot be read: {error.strerror or error}"
    return f"the compressed file is damaged ({error}): fetch it again"
