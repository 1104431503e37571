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


class PaperCard(Record):
    """A paper at a glance."""

    paper: str
    title: str
    year: int | None
    venue: str | None
    authors: tuple[str, ...]
    introduces: tuple[str, ...]
    uses: tuple[str, ...]
    cites: int
    cited_by: int
    built_on_by: int
    claims: int


class Step(Record):
    """One step from a node to the next."""

    step: int
    node: str
    name: str
    type: str
    forward: bool
    next: str
    next_name: str
    words: tuple[str, ...]


class BridgePaper(Record):
    """A paper that works on two tasks."""

    paper: str
    title: str
    year: int | None
    followers: int
    first_words: tuple[str, ...]
    second_words: tuple[str, ...]


class CoCited(Record):
    """A paper that is cited together with another."""

    paper: str
    other: str
    title: str
    year: int | None
    together: int
    citing: tuple[str, ...]


class Coupled(Record):
    """A paper that cites the same papers as another."""

    paper: str
    other: str
    title: str
    year: int | None
    shared: int
    share: float
    cited: tuple[str, ...]


class SharingPaper(Record):
    """A paper that names the same entities as another."""

    paper: str
    other: str
    title: str
    year: int | None
    weight: float
    shared: tuple[str, ...]


class BarePaper(Record):
    """A paper in which no entity was found."""

    paper: str
    title: str
    year: int | None
    abstract: bool


class VenueOfTask(Record):
    """A venue with the papers of a task that appeared there."""

    task: str
    venue: str
    name: str
    papers: int
    first: int | None
    last: int | None


def builds_on(runner: Runner, paper: str, limit: int = 100) -> list[Foundation]:
    """Return what a paper builds on and what builds on it, joined by most entities first."""
    return ask(runner, "builds_on", Foundation, paper=paper, limit=limit)


def paper_card(runner: Runner, paper: str) -> list[PaperCard]:
    """Return the papers of that id or title at a glance."""
    return ask(runner, "paper_card", PaperCard, paper=paper)


def shortest_path(runner: Runner, source: str, target: str) -> list[Step]:
    """Return the steps of a shortest path between two papers or entities; none when there is no path."""
    return ask(runner, "shortest_path", Step, source=source, target=target)


def bridge_papers(runner: Runner, first: str, second: str, limit: int = 50) -> list[BridgePaper]:
    """Return the papers that work on both tasks, the most followed first."""
    return ask(runner, "bridge_papers", BridgePaper, first=first, second=second, limit=limit)


def co_citation(runner: Runner, paper: str, limit: int = 50) -> list[CoCited]:
    """Return the papers that are cited together with a paper, the most often first."""
    return ask(runner, "co_citation", CoCited, paper=paper, limit=limit)


def bibliographic_coupling(runner: Runner, paper: str, limit: int = 50) -> list[Coupled]:
    """Return the papers that cite the same papers as a paper, the most shared first."""
    return ask(runner, "bibliographic_coupling", Coupled, paper=paper, limit=limit)


def related_by_entities(runner: Runner, paper: str, limit: int = 20) -> list[SharingPaper]:
    """Return the papers that share entities with a paper, rare ones weighing more."""
    return ask(runner, "related_by_entities", SharingPaper, paper=paper, limit=limit)


def papers_without_entities(runner: Runner, limit: int = 100) -> list[BarePaper]:
    """Return the papers in which no entity was found, newest first."""
    return ask(runner, "papers_without_entities", BarePaper, limit=limit)


def venues_of_task(runner: Runner, task: str, limit: int = 50) -> list[VenueOfTask]:
    """Return the venues of the papers of a task, most papers first."""
    return ask(runner, "venues_of_task", VenueOfTask, task=task, limit=limit)
