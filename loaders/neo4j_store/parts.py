"""Run work on many items, so many in a transaction as the server's memory takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from neo4j import ManagedTransaction

from loaders.neo4j_store.connection import Connection
from loaders.neo4j_store.failures import TooLarge
from schemas.errors import StoreError

I = TypeVar("I")  # noqa: E741 - an item
R = TypeVar("R")


def _swapped(work: Callable[[ManagedTransaction, Sequence[I]], R], part: Sequence[I], tx: ManagedTransaction) -> R:
    return work(tx, part)


class Parts:
    """Cut items into parts of `size`, one transaction each, which only reads when it is a dry run.

    `size` is halved for good when a part does not fit into the server's memory.
    """

    def __init__(self, connection: Connection, size: int, *, dry_run: bool = False) -> None:
        self.connection, self.size, self.dry_run = connection, size, dry_run

    def run(self, items: Sequence[I], work: Callable[[ManagedTransaction, Sequence[I]], R]) -> Iterator[tuple[int, R]]:
        """Yield the length of each part with what the work returned for it; raise `StoreError` when one item is too large."""
        start = 0
        while start < len(items):
            part = items[start : start + self.size]
            try:
                result = self.once(partial(_swapped, work, part))
            except TooLarge as error:
                self._halve(len(part), error)
                continue
            start += len(part)
            yield len(part), result

    def once(self, work: Callable[[ManagedTransaction], R]) -> R:
        """Run work in one transaction."""
        return self.connection.read(work) if self.dry_run else self.connection.write(work)

    def _halve(self, size: int, error: TooLarge) -> None:
        if size == 1:
            raise StoreError(
                f"one row alone does not fit into the server's memory; raise dbms.memory.transaction.total.max or "
                f"server.memory.heap.max_size: {error}"
            ) from error
        self.size = max(1, size // 2)
        self.connection.say(f"{size} rows do not fit into the server's memory; going on with {self.size} at a time")
