"""What a build says of itself, while it runs and at the end."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from schemas.mention import ENTITY_TYPES
from schemas.record import Record


class Progress(Protocol):
    """Hear how far a stage is; `total` is None while it is not known."""

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Hear that `done` of `total` items of the stage are finished."""
        ...


def silent(stage: str, done: int, total: int | None) -> None:
    """Hear, and say nothing."""


class PaperCounts(Record):
    """Account for every entry of the sources: each is a paper, the same paper again, or set aside."""

    read: int
    distinct: int
    new: int
    changed: int
    unchanged: int
    removed: int
    set_aside: int


class Summary(Record):
    """Say what a build read and what is in the graph now."""

    papers: PaperCounts
    mentions: int
    entities: dict[str, int]
    edges: dict[str, int]
    seconds: dict[str, float]
    graph: str
    """`built` when a new graph was written, `unchanged` when the one there is still right."""
    cypher: str | None = None
    """Why Cypher is not at hand; None when it is."""


def entity_counts(nodes: dict[str, int]) -> dict[str, int]:
    """Keep the entity types of a count by label, those without any as 0."""
    return {label: nodes.get(label, 0) for label in ENTITY_TYPES}


class Clock:
    """Add up the seconds that each stage takes."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time the body as part of the stage."""
        begin = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = round(self.seconds.get(name, 0.0) + time.perf_counter() - begin, 3)
