"""Put files in their place whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import UsageError


@contextmanager
def placing_file(path: Path) -> Iterator[Path]:
    """Give a draft beside `path` that takes its place when the body succeeds, and goes when it fails.

    Raises `UsageError` where `path` is a folder.
    """
    if path.is_dir():
        raise UsageError(f"{path}: is a folder; name a file for this format")
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.", suffix=".part")
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        _settle(draft)
        draft.chmod(0o666 & ~_umask())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def placing_folder(path: Path, ours: Collection[str]) -> Iterator[Path]:
    """Give a draft folder whose files move into `path` when the body succeeds.

    Files of the names `ours` that an earlier run left and this one did not write are removed; other
    files in the folder stay. Raises `UsageError` where `path` is a file.
    """
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path}: is a file; name a folder for this format")
    path.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=path, prefix=".", suffix=".part"))
    try:
        yield draft
        written = sorted(draft.iterdir())
        for file in written:
            _settle(file)
            file.replace(path / file.name)
        for name in set(ours) - {file.name for file in written}:
            (path / name).unlink(missing_ok=True)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _settle(file: Path) -> None:
    with file.open("rb") as stream:
        os.fsync(stream.fileno())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
