"""The journal of decisions: which names are the same thing, and which records are the same paper."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.mention import EntityType
from schemas.record import Record

DecisionKind = Literal["merge", "split", "retype", "reject"]


class Decision(Record):
    """Say what was decided about a name, why, and whether it still stands.

    A name is an entity type and a surface form ("Model", "LLaMA"), never a node id, so that a
    decision means the same after a rebuild.
    """

    seq: int = Field(0, description="Place in the journal; 0 until it is written")
    kind: DecisionKind = Field(
        description="merge: name is target; split: name is not target; retype: name has target's type; reject: name is no entity"
    )
    type: EntityType
    name: str = Field(min_length=1, max_length=1000)
    target_type: EntityType | None = None
    target_name: str | None = None
    reason: str = Field(description="Why, in words")
    score: float | None = Field(None, description="How sure, from 0 to 1, where a measure decided")
    by: Literal["program", "person"] = "person"
    undone: bool = Field(False, description="True once it was taken back")


PaperKind = Literal["merge", "split"]


class PaperDecision(Record):
    """Say that two records are one paper or two, why, and whether it still stands.

    A side is any id of a paper, as a source gives it or as `scheme:id`; with a source it is that
    source's record alone. Neither depends on which papers there are at the moment.
    """

    seq: int = Field(0, description="Place in the journal; 0 until it is written")
    kind: PaperKind = Field(description="merge: both are one paper; split: they are two")
    paper: str = Field(min_length=1, max_length=600)
    source: str | None = Field(None, description="Source of the record; None means every record with that id")
    other: str = Field(min_length=1, max_length=600)
    other_source: str | None = None
    reason: str = Field(description="Why, in words")
    by: Literal["program", "person"] = "person"
    undone: bool = Field(False, description="True once it was taken back")
