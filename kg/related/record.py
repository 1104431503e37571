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
    cites: tuple[str, ...] = Field((), description="Papers of the graph that it cites already: never an answer")
    itself: tuple[str, ...] = Field((), description="Papers of the graph that are this text: never an answer")


class Wanted(Record):
    """Say which papers may be answers, and what moves them up or down."""

    away: tuple[str, ...] = Field((), description="Ids of papers from which answers should be far")
    since: int | None = Field(None, description="First year; a paper without a year is left out then")
    until: int | None = Field(None, description="Last year")
    only: tuple[str, ...] = Field((), description='What each answer does: "introduces:Dataset", "uses:BERT"')
    diverse: bool = Field(False, description="Whether answers that are like earlier ones come later")
    popularity: bool = Field(True, description="Whether papers of the kind that is cited much come earlier")


class Parts(Record):
    """Say what each kind of evidence adds to a score."""

    text: float
    entities: float
    citations: float


class Ground(Record):
    """Say what one reason stands on: edges of both papers to these entities, or citations of these papers."""

    entities: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()


class Related(Record):
    """Rank one paper: `score` is the sum of `parts`, `reasons` say why, the most telling first."""

    id: str
    title: str
    score: float
    parts: Parts
    reasons: tuple[str, ...]
    grounds: tuple[Ground, ...]
    """What each of the reasons stands on; nothing for one that names words, which both texts hold."""
