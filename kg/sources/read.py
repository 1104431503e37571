"""Read papers from files, whatever their format."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.sources import s2ag
from kg.sources.archive import is_archive, members
from kg.sources.columns import check_columns
from kg.sources.entry import aside
from kg.sources.file import BREAKS, File, opened
from kg.sources.formats import FORMATS, MAPPED
from kg.sources.inputs import inputs
from kg.sources.item import Broken, FileEnd, Item, Source
from kg.sources.refusal import unknown, why
from kg.sources.remembered import Cites, Remembered
from schemas.errors import UsageError

_NESTED = 3
"""Archives that may lie in one another; an archive can hold itself."""


def read(
    paths: Sequence[str | Path],
    *,
    format: str = "auto",
    columns: Mapping[str, str] | None = None,
    cites: Cites | None = None,
) -> Iterator[Item | FileEnd]:
    """Yield every entry of files, folders and globs as a paper or set aside, and a mark after each file.

    `format` is a name in `FORMATS`, or `auto`: each file's content decides. `columns` names the
    columns of tables: `{"title": "Titel"}`. Nothing that a file holds is fatal: a file that is no
    source, or breaks off, is one entry set aside, and its `FileEnd` is not whole. `cites` is told
    the citations of files that hold nothing else: their papers may be of another run. Raises
    `SourceError` for a path that names nothing, `UsageError` for an unknown format or field.
    """
    if format != "auto" and format not in FORMATS:
        raise UsageError(f"no format {format!r}; known are auto, {', '.join(FORMATS)}")
    check_columns(columns or {})
    return _files(inputs(paths), format, columns or {}, cites)


def recognised(file: File) -> Source | None:
    """Return the format that a file's beginning shows, or None."""
    order = list(FORMATS.values())
    if file.columns:
        order.sort(key=lambda one: one.NAME not in MAPPED)
    return next((one for one in order if one.recognise(file.head)), None)


def _files(paths: list[Path], format: str, columns: Mapping[str, str], cites: Cites | None) -> Iterator[Item | FileEnd]:
    """Read all files, those first that complete papers of the others."""
    with Remembered(cites) as remembered:
        completing = [path for path in paths if format in ("auto", s2ag.NAME) and _completes(path)]
        for path in (*completing, *(path for path in paths if path not in completing)):
            yield from _file(path, format, columns, remembered)


def _completes(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with opened(path, str(path)) as file:
            return s2ag.is_companion(file.head)
    except BREAKS:
        return False


def _file(path: Path, format: str, columns: Mapping[str, str], remembered: Remembered) -> Iterator[Item | FileEnd]:
    source = os.fsencode(path).decode("utf-8", "backslashreplace")
    entries, whole = 0, True
    remembered.source = source
    try:
        with opened(path, source, columns, remembered) as file:
            for item in _entries(file, format):
                entries += 1
                whole = whole and not isinstance(item, _Unread)
                yield item.item if isinstance(item, _Unread) else item
    except (Broken, *BREAKS) as error:
        yield _break(source, entries, error)
        entries, whole = entries + 1, False
    yield FileEnd(source, whole, entries)


@dataclass(frozen=True)
class _Unread:
    """Mark the item of an archive's member that was not read whole."""

    item: Item


def _entries(file: File, format: str) -> Iterator[Item | _Unread]:
    if is_archive(file):
        if file.source.count("!") >= _NESTED:
            raise Broken("archives lie in archives too deeply: unpack it first")
        for member in members(file):
            yield from _member(file.source, member, format)
        return
    if not file.head.data:
        file.stream.read(1)
        raise Broken("the file is empty")
    source = recognised(file) if format == "auto" else FORMATS[format]
    if source is None:
        raise Broken(unknown(file.head))
    yield from source.read(file)


def _member(archive: str, member: File, format: str) -> Iterator[Item | _Unread]:
    """Read a member; its papers come from the archive, and what it breaks off with does not end the archive."""
    entries = 0
    try:
        for item in _entries(member, format):
            entries += 1
            yield replace(item, source=archive) if isinstance(item, Item) else item
    except Broken as error:
        yield _Unread(replace(_break(member.source, entries, error), source=archive))


def _break(source: str, entries: int, error: Exception) -> Item:
    line = error.line if isinstance(error, Broken) else None
    reason = why(error)
    if entries:
        reason = f"{reason}; the {entries} entries before it were read, what follows was not"
    return aside(source, line, reason)
