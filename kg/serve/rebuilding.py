"""Make the graph anew after a correction, in a process of its own so that reading goes on."""

from __future__ import annotations

import multiprocessing
import threading
from multiprocessing.connection import Connection
from pathlib import Path

from kg.serve.shapes import RebuildState
from schemas.errors import KgError

_WORDS = {
    "read": "reading papers", "extract": "finding what they name", "resolve": "joining names", "nodes": "making nodes",
    "edges": "making edges", "related": "relating papers", "store": "filling the store",
}  # fmt: skip


class Rebuilding:
    """Run one rebuild at a time; a correction that comes meanwhile makes another one follow."""

    def __init__(self, corpus: Path, store: Path) -> None:
        self._corpus = corpus
        self._store = store
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._again = False
        self.state = RebuildState(running=False)

    def start(self) -> None:
        """Begin a rebuild, or let one follow the one that runs."""
        with self._lock:
            if self.state.running:
                self._again = True
                return
            self.state = RebuildState(running=True)
            self._thread = threading.Thread(target=self._run, name="rebuild", daemon=True)
            self._thread.start()

    def wait(self, seconds: float) -> None:
        """Wait until no rebuild runs, at most so long."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)

    def _run(self) -> None:
        while True:
            error = self._once()
            with self._lock:
                if not self._again:
                    self.state = RebuildState(running=False, error=error)
                    return
                self._again = False

    def _once(self) -> str:
        # Spawned, not forked: this process has threads, and perhaps a Java runtime.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        worker = context.Process(target=_rebuild, args=(self._corpus, self._store, theirs), daemon=True)
        worker.start()
        theirs.close()
        error = "the process that made the graph ended early; the old graph is still there"
        with ours:
            while True:
                try:
                    stage, done, total = ours.recv()
                except EOFError:
                    break
                if stage in ("failed", "finished"):
                    error = str(done) if stage == "failed" else ""
                else:
                    self.state = RebuildState(running=True, stage=_WORDS.get(stage, stage), done=done, total=total)
        worker.join()
        return error


def _rebuild(corpus: Path, store: Path, out: Connection) -> None:
    from kg.build import rebuild

    def progress(stage: str, done: int, total: int | None) -> None:
        out.send((stage, done, total))

    try:
        rebuild(corpus=corpus, store=store, jobs=1, progress=progress)
        out.send(("finished", 0, None))
    except KgError as error:
        out.send(("failed", str(error), None))
