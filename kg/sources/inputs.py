"""Which files are meant: files as named, folders with all below them, globs."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from schemas.errors import SourceError


def inputs(paths: Sequence[str | Path]) -> list[Path]:
    """Return the files that are meant, absolute, each once, in the order given; hidden ones in folders are skipped.

    Raises `SourceError` for a path or a glob that names nothing.
    """
    if not paths:
        raise SourceError("no source was given: name files, folders or globs")
    files: dict[Path, None] = {}
    for path in paths:
        for file in _meant(str(path)):
            files[Path(os.path.abspath(file))] = None  # noqa: PTH100 - resolve() would rename what a link is called
    return list(files)


def _meant(text: str) -> list[Path]:
    path = Path(text).expanduser()
    if path.is_dir():
        found = list(_below(path))
        if not found:
            raise SourceError(f"{text}: the folder holds no files; name one that does")
        return found
    if path.exists():
        return [path]
    if text.startswith(("http://", "https://")):
        raise SourceError(f"{text}: addresses are not read; save it to a file first")
    if glob.has_magic(text):
        matches = [Path(one) for one in sorted(glob.glob(str(path), recursive=True))]  # noqa: PTH207 - absolute patterns
        found = [file for one in matches for file in (_below(one) if one.is_dir() else (one,))]
        if not found:
            raise SourceError(f"{text}: no file matches; check the pattern, and quote it for the shell")
        return found
    raise SourceError(f"{text}: no such file or folder; check the path (from {Path.cwd()})")


def _below(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(place, name)
