"""The embedded store: ArcadeDB inside this process, no server to install.

Java starts with the first store that is opened and runs until the process ends. A store that was
created in this process writes in bulk; one that was opened for writing merges. While one process
writes a database no other can open it; several read it at once when all open it for reading.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import Future, wait
from pathlib import Path
from typing import Any, Generic, Self, TypeVar

from loaders import embedded_java, embedded_schema
from loaders.embedded_java import java_class, unavailable_reason
from loaders.embedded_values import parameters_to_java, plain
from loaders.embedded_writing import BulkWriter, Merger
from schemas.edges import AnyEdge
from schemas.errors import QueryError, StoreError, StoreUnavailable
from schemas.nodes import AnyNode
from schemas.result import QueryResult, Value

__all__ = ["EmbeddedStore", "unavailable_reason"]

_LANGUAGE = "opencypher"
_FETCH = 1000
_BYTES_A_ROW = 275
"""Bytes that a node or an edge takes on the disk, on average, in a graph of papers."""
_WRITES = ("QueryNotIdempotentException", "DatabaseIsReadOnlyException")
T = TypeVar("T")


class EmbeddedStore:
    """Keep a graph in a folder and answer Cypher about it; implements `loaders.store.Store`."""

    def __init__(self, database: Any, path: Path, *, new: bool, read_only: bool) -> None:
        self._database = database
        self._path = path
        self._read_only = read_only
        self._bulk = BulkWriter(database) if new else None
        self._timeout = 0
        self._lock = threading.Lock()

    @classmethod
    def create(cls, path: Path, *, size: int = 0) -> Self:
        """Make a new store in a folder that is not there yet, for about `size` nodes and edges.

        Raises `StoreUnavailable` where there is one already or the store cannot run.
        """
        if path.exists():
            raise StoreUnavailable(f"{path}: something is there already; remove it or choose another place")
        embedded_java.start(size)
        return cls(_opened(path, lambda factory: factory.create()), path, new=True, read_only=False)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = True) -> Self:
        """Open a store that is there; any number of readers may, but only one writer alone.

        Raises `StoreUnavailable` when there is none, another process writes it, or it was not closed.
        """
        if not (path / "schema.json").is_file():
            raise StoreUnavailable(f"{path}: no embedded store there; build one with: kg build SOURCE")
        embedded_java.start(sum(file.stat().st_size for file in path.iterdir()) // _BYTES_A_ROW)
        mode = java_class("com.arcadedb.engine.ComponentFile$MODE")
        chosen = mode.READ_ONLY if read_only else mode.READ_WRITE
        return cls(_opened(path, lambda factory: factory.open(chosen)), path, new=False, read_only=read_only)

    def apply_schema(self) -> None:
        """Make the types and indexes that `schemas.definitions` declares, where they are missing."""
        self._written(lambda: embedded_schema.apply(self._database))

    def write_nodes(self, nodes: Iterable[AnyNode]) -> int:
        """Write nodes; return how many were given."""
        given = _Counted(nodes)

        def work() -> None:
            known = self._bulk.write_nodes(given) if self._bulk else given
            Merger(self._database).write_nodes(known)

        self._written(work)
        return given.count

    def write_edges(self, edges: Iterable[AnyEdge]) -> int:
        """Write edges whose ends were written before; return how many were given.

        Raises `StoreError` when an end is missing.
        """
        given = _Counted(edges)

        def work() -> None:
            known = self._bulk.write_edges(given) if self._bulk else list(given)
            Merger(self._database).write_edges(known)

        self._written(work)
        return given.count

    def remove_papers(self, ids: Collection[str]) -> int:
        """Remove papers with their claims and edges; return how many papers were there."""
        self._bulk = None
        return self._written(lambda: Merger(self._database).remove_papers(sorted(set(ids))))

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, Value] | None = None,
        *,
        write: bool = False,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> QueryResult:
        """Run Cypher with parameters; the database refuses writing unless `write`, and always when open for reading.

        `timeout` is in seconds and kept by the database: queries of several threads at once share
        the one given last. `limit` is the most rows to return. Ctrl-C ends the wait at once.
        """
        given = parameters_to_java(parameters or {})
        with self._lock:
            self._limit_time(timeout)
        try:
            return _interruptible(lambda: self._answer(cypher, given, write, limit))
        except embedded_java.java_errors() as error:
            raise self._refused(error, timeout) from error

    def close(self) -> None:
        """Write what is in memory to the disk and close the folder."""
        if self._database.isOpen():
            self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _limit_time(self, timeout: float | None) -> None:
        milliseconds = max(1, int(timeout * 1000)) if timeout else 0
        if milliseconds != self._timeout:
            setting = java_class("com.arcadedb.GlobalConfiguration").COMMAND_TIMEOUT
            self._database.getConfiguration().setValue(setting, java_class("java.lang.Long")(milliseconds))
            self._timeout = milliseconds

    def _answer(self, cypher: str, given: Any, write: bool, limit: int | None) -> QueryResult:
        if not write:
            return self._fetched(self._database.query(_LANGUAGE, cypher, given), cypher, limit)
        self._database.begin()
        try:
            result = self._fetched(self._database.command(_LANGUAGE, cypher, given), cypher, limit)
            self._database.commit()
        except BaseException:
            if self._database.isTransactionActive():
                self._database.rollback()
            raise
        return result

    def _fetched(self, found: Any, cypher: str, limit: int | None) -> QueryResult:
        take = java_class("com.arcadedb.python.RowAccess").nextRows
        columns: tuple[str, ...] = ()
        rows: list[tuple[Value, ...]] = []
        most = None if limit is None else limit + 1
        while most is None or len(rows) < most:
            wanted = _FETCH if most is None else min(_FETCH, most - len(rows))
            batch = take(found, wanted)
            for names, values in batch:
                columns = columns or tuple(str(name) for name in names)
                rows.append(tuple(plain(value) for value in values))
            if len(batch) < wanted:
                break
        found.close()
        truncated = limit is not None and len(rows) > limit
        return QueryResult(columns=columns or self._columns(cypher), rows=tuple(rows[:limit]), truncated=truncated)

    def _columns(self, cypher: str) -> tuple[str, ...]:
        """Return the columns that a query without rows would have had."""
        parser = java_class("com.arcadedb.query.opencypher.parser.Cypher25AntlrParser")(self._database)
        returned = parser.parse(cypher).getReturnClause()
        return tuple(str(item.getOutputName()) for item in returned.getReturnItems()) if returned is not None else ()

    def _written(self, work: Callable[[], T]) -> T:
        if self._read_only:
            raise StoreError(f"{self._path}: this store is open for reading; a build writes a new one")
        try:
            return work()
        except embedded_java.java_errors() as error:
            raise StoreError(f"{self._path}: {embedded_java.reason(error)}") from error

    def _refused(self, error: BaseException, timeout: float | None) -> StoreError:
        kind, words = type(error).__name__.rpartition(".")[2], embedded_java.reason(error)
        if kind in _WRITES:
            if self._read_only:
                return QueryError("this store is open for reading; the query writes: ask for what is there instead")
            return QueryError("the query writes, which was not allowed")
        if kind == "TimeoutException":
            return QueryError(f"the query took longer than {timeout or 0:g} s: narrow it, or allow it more time")
        if kind == "OutOfMemoryError":
            return QueryError(f"the query needs more memory: narrow it, or set {embedded_java.HEAP_VARIABLE} higher")
        if kind == "DatabaseIsClosedException":
            return StoreUnavailable(f"{self._path}: the store was closed")
        return QueryError(words)


class _Counted(Generic[T]):
    """Count what passes through."""

    def __init__(self, items: Iterable[T]) -> None:
        self._items = items
        self.count = 0

    def __iter__(self) -> Iterator[T]:
        for item in self._items:
            self.count += 1
            yield item


def _opened(path: Path, way: Callable[[Any], Any]) -> Any:
    factory = java_class("com.arcadedb.database.DatabaseFactory")(str(path.resolve()))
    try:
        return way(factory)
    except embedded_java.java_errors() as error:
        words = embedded_java.reason(error)
        if "active instance" in words:
            raise StoreUnavailable(f"{path}: this process has it open already; use that store, or close it") from error
        if "LockException" in type(error).__name__ or "locked" in words:
            raise StoreUnavailable(f"{path}: another process has it open; wait until that one ends") from error
        if "needs recovery" in words:
            raise StoreUnavailable(
                f"{path}: it is being written, or was not closed; wait, or build it again: kg build"
            ) from error
        raise StoreUnavailable(f"{path}: {words}; build it again: kg build") from error


def _interruptible(work: Callable[[], T]) -> T:
    """Run something in Java such that Ctrl-C is answered at once; Java itself goes on until it is done.

    A signal reaches only the main thread, and only while that does not wait in Java.
    """
    if threading.current_thread() is not threading.main_thread():
        return work()
    outcome: Future[T] = Future()

    def run() -> None:
        try:
            outcome.set_result(work())
        except BaseException as error:
            outcome.set_exception(error)
        finally:
            java_class("java.lang.Thread").detach()

    threading.Thread(target=run, name="cypher", daemon=True).start()
    while not wait([outcome], timeout=0.5).done:
        continue
    return outcome.result()
