"""Questions about the graph as a whole."""

from __future__ import annotations

from queries.library import ask
from schemas.record import Record
from schemas.result import Runner


class TypeCount(Record):
    """How many nodes have a label, or edges a type."""

    kind: str
    type: str
    count: int


def counts_by_type(runner: Runner) -> list[TypeCount]:
    """Return nodes by label and edges by type, most first."""
    return ask(runner, "counts_by_type", TypeCount)
