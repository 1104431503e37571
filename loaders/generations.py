"""The graph directory: one folder a generation, and a file that names the current one.

::

    kg.graph/
    ├── CURRENT          name of the current generation, replaced atomically
    ├── WRITING          locked while a build runs; holds its process id
    └── g-000002/        graph.sqlite, arcade/, related/, meta.json
        └── IN-USE       locked, shared, while somebody reads

A build writes a new generation beside the current one and publishes it whole. Killed at any
moment it leaves the former one current; what it left behind goes with the next build. A
generation that is no longer current is removed when nobody reads it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loaders.filelock import lock, unlock
from loaders.snapshot import Snapshot
from schemas.errors import StoreError, StoreUnavailable

_NAME = re.compile(r"g-\d{6,}")
_writing_here: set[Path] = set()


@dataclass(frozen=True)
class Generation:
    """Name the files of one generation."""

    folder: Path

    @property
    def name(self) -> str:
        """Return its name, by which a reader notices that another one became current."""
        return self.folder.name

    @property
    def snapshot(self) -> Path:
        """Return the graph in one SQLite file."""
        return self.folder / "graph.sqlite"

    @property
    def arcade(self) -> Path:
        """Return the folder of the embedded store."""
        return self.folder / "arcade"

    @property
    def related(self) -> Path:
        """Return the folder of the index of texts."""
        return self.folder / "related"

    @property
    def meta(self) -> dict[str, Any]:
        """Return what the build noted down; empty while it has not."""
        try:
            noted: dict[str, Any] = json.loads((self.folder / "meta.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except ValueError as error:
            raise StoreError(f"{self.folder / 'meta.json'}: damaged ({error}); build it again: kg build") from None
        return noted

    def write_meta(self, values: Mapping[str, Any]) -> None:
        """Note down what readers need to know about the build."""
        text = json.dumps(dict(values), ensure_ascii=False, indent=1)
        (self.folder / "meta.json").write_text(text, encoding="utf-8")


class Generations:
    """Keep the generations of one graph directory."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def current(self) -> Generation | None:
        """Return the current generation, or None before the first build.

        It may be removed once another one is current: hold it with `reading` while you use it.
        """
        name = self._named()
        while name is not None:
            if (self.path / name).is_dir():
                return Generation(self.path / name)
            # Gone since its name was read, when another one is named now; else somebody removed it.
            before, name = name, self._named()
            if name == before:
                return None
        return None

    @contextmanager
    def reading(self) -> Iterator[Generation]:
        """Hold the current generation: it is not removed meanwhile. Raises `StoreUnavailable` when there is none."""
        while (generation := self.current()) is not None:
            held = lock(generation.folder / "IN-USE", shared=True)
            if held is None:
                # It is being removed, unless it is still the current one: then its lock file is missing.
                if self.current() == generation:
                    break
                continue
            try:
                # It may have been removed between reading its name and locking it.
                if _is_at(held, generation.folder / "IN-USE"):
                    yield generation
                    return
            finally:
                unlock(held)
        raise StoreUnavailable(f"{self.path}: no graph there; build one with: kg build SOURCE")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Shut out other builds. Raises `StoreUnavailable`, naming the process, while one runs."""
        self.path.mkdir(parents=True, exist_ok=True)
        file = self.path / "WRITING"
        held = lock(file, shared=False)
        if held is None:
            raise StoreUnavailable(f"{self.path}: another build is running ({_holder(file)}); wait until it ends")
        try:
            os.ftruncate(held, 0)
            os.write(held, f"process {os.getpid()}".encode())
            _writing_here.add(self.path.resolve())
            yield
        finally:
            _writing_here.discard(self.path.resolve())
            unlock(held)

    def begin(self) -> Generation:
        """Make the folder of a new generation, and clear what killed builds left behind.

        Raises `StoreError` outside `writing`.
        """
        self._check_writing()
        self._retire()
        numbers = [int(folder.name[2:]) for folder in self._folders()]
        generation = Generation(self.path / f"g-{max(numbers, default=0) + 1:06d}")
        generation.folder.mkdir()
        (generation.folder / "IN-USE").touch()
        return generation

    def publish(self, generation: Generation) -> None:
        """Make a generation the current one, once all of it is on the disk; then remove others not in use.

        Raises `StoreError` outside `writing`.
        """
        self._check_writing()
        for file in sorted(generation.folder.rglob("*")):
            _sync(file)
        _sync(generation.folder)
        coming = self.path / "CURRENT.new"
        coming.write_text(f"{generation.name}\n", encoding="utf-8")
        _sync(coming)
        coming.replace(self.path / "CURRENT")
        _sync(self.path)
        self._retire()

    def _named(self) -> str | None:
        try:
            name = (self.path / "CURRENT").read_text(encoding="utf-8").strip()
        except (FileNotFoundError, NotADirectoryError):
            return None
        return name if _NAME.fullmatch(name) else None

    def _check_writing(self) -> None:
        if self.path.resolve() not in _writing_here:
            raise StoreError(f"{self.path}: begin and publish a generation inside Generations.writing")

    def _folders(self) -> list[Path]:
        return sorted(folder for folder in self.path.iterdir() if _NAME.fullmatch(folder.name))

    def _retire(self) -> None:
        current = self.current()
        for folder in self._folders():
            if current is not None and folder == current.folder:
                continue
            held = lock(folder / "IN-USE", shared=False)
            if held is None:
                continue
            try:
                _remove(folder)
            finally:
                unlock(held)
        for folder in self.path.glob("retired-*"):
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def open_current(path: Path) -> Iterator[tuple[Generation, Snapshot]]:
    """Hold the current generation of a graph directory, with its snapshot.

    Raises `StoreUnavailable` when there is none.
    """
    with Generations(path).reading() as generation, Snapshot(generation.snapshot) as snapshot:
        yield generation, snapshot


@contextmanager
def open_snapshot(path: Path) -> Iterator[Snapshot]:
    """Open the snapshot of the current generation. Raises `StoreUnavailable` when there is none."""
    with open_current(path) as (_, snapshot):
        yield snapshot


def _remove(folder: Path) -> None:
    retired = folder.with_name(f"retired-{folder.name}")
    try:
        # First out of sight in one step: a removal that is cut short leaves no half generation.
        folder.rename(retired)
    except OSError:
        return  # Windows keeps folders with open files: the next build removes it.
    shutil.rmtree(retired, ignore_errors=True)


def _holder(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8") or "process unknown"
    except OSError:
        return "process unknown"


def _is_at(held: int, file: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(held), file.stat())
    except FileNotFoundError:
        return False


def _sync(path: Path) -> None:
    """Force a file or a folder to the disk; Windows cannot sync folders and needs no syncing of them."""
    if os.name == "nt" and path.is_dir():
        return
    held = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
