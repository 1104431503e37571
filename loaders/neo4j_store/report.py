"""What a load did, and how it tells while it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from schemas.record import Record

Progress = Callable[[str, int, int | None], None]
"""Is told the stage, how many of it are done, and how many there are."""
Say = Callable[[str], None]
"""Is told what people should know while it runs: a wait, a smaller batch, a removal to come."""


class Changes(Record):
    """Count what writing did to the store; the three add up to what was given."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: Changes) -> Changes:
        return Changes(
            created=self.created + other.created,
            changed=self.changed + other.changed,
            unchanged=self.unchanged + other.unchanged,
        )

    @property
    def total(self) -> int:
        """Return how many were given."""
        return self.created + self.changed + self.unchanged


class Removals(Record):
    """Count what the graph no longer has."""

    nodes: int = 0
    edges: int = 0
    kept: int = 0
    """Nodes that stay because edges that somebody else made end at them."""


class Vectors(Protocol):
    """Give the vectors of papers, as `load` wants them."""

    size: int
    """Numbers in a vector."""

    def __iter__(self) -> Iterator[tuple[str, Sequence[float]]]:
        """Yield the ids of papers with their vectors; papers without one are left out."""
        ...


class LoadReport(Record):
    """Say what a load did, or would do when it was a dry run."""

    dry_run: bool
    nodes: Changes
    edges: Changes
    vectors: Changes | None = None
    """None when the graph comes without vectors."""
    removed: Removals | None = None
    """None when nothing was to be removed (no `prune`)."""
    batch: int
    """Rows in a batch at the end: smaller than asked for when the server's memory was too small."""
