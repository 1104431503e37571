"""The current generation of the graph, kept open and opened anew when a build replaces it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.serve.shapes import State
from kg.serve.view import View
from schemas.errors import KgError, StoreUnavailable

_log = logging.getLogger(__name__)
_EVERY_SECONDS = 1.0
Mark = tuple[str, int, int]


class Live:
    """Hand out the current view; watch for a new generation, load it aside, then swap.

    A view that is in use stays open until its last reader is done. Where the graph disappears, the
    view that was loaded goes on answering, and `state` says "stale"; where none was ever there,
    "empty". Both heal by themselves.
    """

    def __init__(self, store: Path, prepare: Callable[[View], object]) -> None:
        self._store = store
        self._prepare = prepare
        self._lock = threading.Lock()
        self._view: View | None = None
        self._users: dict[int, int] = {}
        self._retired: dict[int, View] = {}
        self._mark: Mark | None = None
        self._stop = threading.Event()
        self._watcher: threading.Thread | None = None
        self.state: State = "empty"
        self.message = ""

    def start(self) -> None:
        """Load the graph that is there, and begin to watch."""
        self.look()
        self._watcher = threading.Thread(target=self._watch, name="graph-watcher", daemon=True)
        self._watcher.start()

    def stop(self) -> None:
        """Stop watching and close all views."""
        self._stop.set()
        if self._watcher is not None:
            self._watcher.join()
        with self._lock:
            views = [*self._retired.values(), *([self._view] if self._view else [])]
            self._retired, self._view = {}, None
        for view in views:
            view.close()

    @contextmanager
    def reading(self) -> Iterator[View]:
        """Lend the current view; raise `StoreUnavailable` when there is none."""
        with self._lock:
            view = self._view
            if view is None:
                raise StoreUnavailable(self.message or f"{self._store}: no graph there yet")
            self._users[id(view)] = self._users.get(id(view), 0) + 1
        try:
            yield view
        finally:
            self._give_back(view)

    def look(self) -> None:
        """Compare what lies on the disk with what is loaded; load the new one where they differ."""
        try:
            folder = _current(self._store)
            mark = _mark(folder)
            if mark != self._mark:
                view = View(folder)
                self._prepare(view)
                self._swap(view, mark)
            self.state, self.message = "ready", ""
        except (KgError, OSError, ValueError) as error:
            loaded = self._view is not None
            self.state = "stale" if loaded else "empty"
            if str(error) != self.message:
                _log.warning("graph not readable: %s", error)
            self.message = str(error)

    def _swap(self, view: View, mark: Mark) -> None:
        with self._lock:
            before, self._view, self._mark = self._view, view, mark
            idle = before is not None and not self._users.get(id(before))
            if before is not None and not idle:
                self._retired[id(before)] = before
        if before is not None and idle:
            before.close()

    def _give_back(self, view: View) -> None:
        with self._lock:
            self._users[id(view)] -= 1
            done = not self._users[id(view)]
            if done:
                del self._users[id(view)]
            retired = self._retired.pop(id(view), None) if done else None
        if retired is not None:
            retired.close()

    def _watch(self) -> None:
        while not self._stop.wait(_EVERY_SECONDS):
            self.look()


def _current(store: Path) -> Path:
    try:
        name = (store / "CURRENT").read_text("utf-8").strip()
    except FileNotFoundError:
        raise StoreUnavailable(f"{store}: no graph there; build one with: kg build SOURCE") from None
    return store / name


def _mark(folder: Path) -> Mark:
    stat = (folder / "graph.sqlite").stat()
    return folder.name, stat.st_ino, stat.st_mtime_ns
