"""What the measures answer: frozen records that are tables to people and JSON to programs."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel

from schemas.record import Record


class Finding(Record):
    """Share what every measure answers: rows, and a note where there is something to know about them."""

    title: ClassVar[str] = ""
    """What the table is called."""
    explains: ClassVar[str] = ""
    """One sentence: what the measure says."""

    note: str | None = None
    """Why there are no rows, or what they leave out."""

    def table(self) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
        """Return the columns and the rows as they are shown."""
        kind = type(self).model_fields["rows"].annotation
        row = kind.__args__[0] if kind is not None and hasattr(kind, "__args__") else None
        columns = tuple(row.model_fields) if isinstance(row, type) and issubclass(row, BaseModel) else ()
        rows: tuple[BaseModel, ...] = getattr(self, "rows", ())
        return columns, [tuple(getattr(item, name) for name in columns) for item in rows]


class RankedPaper(Record):
    """Rank one paper by one number."""

    id: str
    title: str
    year: int | None
    value: float


class RankedPapers(Finding):
    """List papers by a measure, the highest first."""

    measure: str
    rows: tuple[RankedPaper, ...]


class Core(Finding):
    """List the papers of the innermost core, the best joined first."""

    title: ClassVar[str] = "Innermost core"
    explains: ClassVar[str] = "papers that hold together: each is joined to at least `k` others of them"

    k: int
    papers: int
    """How many papers the core has; `rows` may hold fewer."""
    rows: tuple[RankedPaper, ...]


class Community(Record):
    """Describe a group of papers that are joined among themselves more than to others."""

    number: int
    papers: int
    label: tuple[str, ...]
    """Names of the entities that set it apart, the most telling first."""
    central: tuple[str, ...]
    """Titles of its best joined papers."""
    members: tuple[str, ...]
    """Ids of its papers, the best joined first."""


class Communities(Finding):
    """List the communities, the largest first."""

    title: ClassVar[str] = "Communities"
    explains: ClassVar[str] = "groups of papers joined among themselves by citations, building on and related work"

    modularity: float
    alone: int
    """Papers that are joined to none; they are in no community."""
    rows: tuple[Community, ...]


class Bridge(Record):
    """Describe a paper that joins communities."""

    id: str
    title: str
    community: int
    joins: tuple[int, ...]
    """Numbers of the other communities that it is joined to, the most joined first."""
    outside: int
    """How many of its neighbours are in other communities."""
    participation: float
    """0: all neighbours are in one community; towards 1: spread evenly over many."""


class Bridges(Finding):
    """List the papers that join communities."""

    title: ClassVar[str] = "Bridges between communities"
    explains: ClassVar[str] = "papers whose neighbours are spread over several communities"

    rows: tuple[Bridge, ...]


class Pair(Record):
    """Describe two entities that the same papers name."""

    first: str
    first_type: str
    second: str
    second_type: str
    together: int
    """How many papers name both."""
    lift: float
    """How many times more often than if they were independent."""
    low: float
    high: float
    """Confidence interval of the lift at 95%."""


class CoUse(Finding):
    """List pairs of entities that papers name together more often than chance."""

    title: ClassVar[str] = "Entities used together"
    explains: ClassVar[str] = "pairs that papers name together more often than independent ones, surest first"

    rows: tuple[Pair, ...]


class Step(Record):
    """Describe one citation on the main path."""

    id: str
    title: str
    year: int | None
    cites: str
    """Id of the paper on the path that it cites; empty for the first."""
    paths: float
    """Of all paths from a newest to an oldest paper, the part that takes this citation; 0 for the first."""


class MainPath(Finding):
    """List the papers of the main path, the oldest first."""

    title: ClassVar[str] = "Main path"
    explains: ClassVar[str] = "the chain of citations that most ways through the literature take"

    rows: tuple[Step, ...]


class Trend(Record):
    """Describe how the part of papers that name an entity changed."""

    id: str
    name: str
    type: str
    before: int
    """Papers that named it in the earlier years."""
    after: int
    """Papers that named it in the later years."""
    ratio: float
    """Rate in the later years over rate in the earlier ones."""
    low: float
    high: float
    """Confidence interval of the ratio at 95%."""


class Trends(Finding):
    """List entities whose rate rose, or fell, for sure."""

    measure: str
    since: int | None
    """First of the later years."""
    rows: tuple[Trend, ...]


class Combination(Record):
    """Describe a paper that first names two entities together, both known before."""

    id: str
    title: str
    year: int
    first: str
    second: str
    expected: float
    """How many earlier papers would name both if they were independent; none did."""


class Combinations(Finding):
    """List new combinations, the most surprising first."""

    title: ClassVar[str] = "New combinations"
    explains: ClassVar[str] = "papers that first name two known entities together; many chances were passed over before"

    rows: tuple[Combination, ...]


class Gap(Record):
    """Describe a task and a dataset or benchmark that no paper names together, though others suggest it."""

    task: str
    data: str
    data_type: str
    score: float
    through: tuple[str, ...]
    """Entities that papers name with either, the most telling first."""


class Gaps(Finding):
    """List gaps, the likeliest first, with how well such a list did in the past."""

    title: ClassVar[str] = "Gaps between tasks and data"
    explains: ClassVar[str] = "pairs that no paper names together, joined through what both are named with"

    backtest: Backtest | None = None
    rows: tuple[Gap, ...]


class Backtest(Record):
    """Say how many pairs that came new in later years were among the first ones listed by what was known before."""

    since: int
    listed: int
    came: int
    """Of those listed, how many came."""
    by_chance: float
    """How many of a random list of the same length would have come."""
    by_popularity: int
    """How many of those listed by the product of the numbers of papers came."""


Gaps.model_rebuild()
