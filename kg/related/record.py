"""What related work is asked with, and what it answers."""

from __future__ import annotations

from pydantic import Field

from schemas.mention import Mention
from schemas.record import Record


class Draft(Record):
    """Hold a text that related work is sought for: a paper that is not in the graph, or a few words."""

    title: str = ""
    abstract: str = Field("", description="The text itself; words alone may stand here without a title")
    mentions: tuple[Mention, ...] = Field((), description="The entities that it names, where they were read")
    year: int | None = Field(None, description="Year of the text; None is as new as the newest paper")


class Parts(Record):
    """Say what each kind of evidence adds to a score."""

    text: float
    entities: float
    citations: float


class Related(Record):
    """Rank one paper: `score` is the sum of `parts`, `reasons` say why, the most telling first."""

    id: str
    title: str
    score: float
    parts: Parts
    reasons: tuple[str, ...]
