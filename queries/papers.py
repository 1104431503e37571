"""Questions about papers and what joins them."""

from __future__ import annotations

from queries.library import ask
from schemas.record import Record
from schemas.result import Runner


class Foundation(Record):
    """A paper that another builds on, or that builds on it."""

    paper: str
    direction: str
    other: str
    title: str
    year: int | None
    names: tuple[str, ...]
    roles: tuple[str, ...]
    cited: bool


def builds_on(runner: Runner, paper: str, limit: int = 100) -> list[Foundation]:
    """Return what a paper builds on and what builds on it, joined by most entities first."""
    return ask(runner, "builds_on", Foundation, paper=paper, limit=limit)
