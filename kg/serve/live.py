"""The current generation of the graph, kept open and opened anew when a build replaces it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from kg.serve.shapes import State
from kg.serve.view import View
from loaders.generations import Generations
from schemas.errors import KgError, StoreUnavailable

_log = logging.getLogger(__name__)
_EVERY_SECONDS = 1.0
Mark = tuple[str, int, int]


class Live:
    """Hand out the current view; watch for a new generation, load it aside, then swap.

    A view that is in use stays open until its last reader is done, and its generation stays on the
    disk as long. Where the graph disappears, the view that was loaded goes on answering, and
    `state` says "stale"; where none was ever there, "empty". Both heal by themselves. `bring`, where
    given, is called before each look and puts there what lies elsewhere.
    """

    def __init__(self, store: Path, prepare: Callable[[View], object], bring: Callable[[], None] | None = None) -> None:
        self._generations = Generations(store)
        self._bring = bring
        self._prepare = prepare
        self._lock = threading.Lock()
        self._held: _Held | None = None
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
        """Stop watching and close the view."""
        self._stop.set()
        if self._watcher is not None:
            self._watcher.join()
        self._swap(None)

    @contextmanager
    def reading(self) -> Iterator[View]:
        """Lend the current view; raise `StoreUnavailable` when there is none."""
        with self._lock:
            held = self._held
            if held is None:
                raise StoreUnavailable(self.message or f"{self._generations.path}: no graph there yet")
            held.readers += 1
        try:
            yield held.view
        finally:
            self._give_back(held)

    def look(self) -> None:
        """Compare what lies on the disk with what is loaded; load the new one where they differ."""
        try:
            if self._bring is not None:
                self._bring()
            if self._current() != self._mark:
                self._load()
            self.state, self.message = "ready", ""
        except (KgError, OSError, ValueError) as error:
            self.state = "empty" if self._held is None else "stale"
            if str(error) != self.message:
                _log.warning("graph not readable: %s", error)
            self.message = str(error)

    def _current(self) -> Mark:
        generation = self._generations.current()
        if generation is None:
            raise StoreUnavailable(f"{self._generations.path}: no graph there; build one with: kg build SOURCE")
        stat = generation.snapshot.stat()
        return generation.name, stat.st_ino, stat.st_mtime_ns

    def _load(self) -> None:
        with ExitStack() as stack:
            generation = stack.enter_context(self._generations.reading())
            mark = self._current()
            view = View(generation)
            stack.callback(view.close)
            self._prepare(view)
            self._swap(_Held(view, stack.pop_all()))
            self._mark = mark

    def _swap(self, held: _Held | None) -> None:
        with self._lock:
            before, self._held = self._held, held
            if before is not None:
                before.retired = True
            idle = before is not None and before.readers == 0
        if before is not None and idle:
            before.stack.close()

    def _give_back(self, held: _Held) -> None:
        with self._lock:
            held.readers -= 1
            done = held.retired and held.readers == 0
        if done:
            held.stack.close()

    def _watch(self) -> None:
        while not self._stop.wait(_EVERY_SECONDS):
            self.look()


class _Held:
    """Count the readers of a view, and hold what is closed after the last."""

    def __init__(self, view: View, stack: ExitStack) -> None:
        self.view = view
        self.stack = stack
        self.readers = 0
        self.retired = False
