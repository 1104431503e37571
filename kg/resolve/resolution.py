"""What goes into resolving and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.resolve.form import key_of
from schemas.decision import Decision
from schemas.mention import EntityType


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Say that a paper names something: one for each distinct paper, type and text."""

    paper: str
    type: EntityType
    text: str
    context: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Say that a paper gives a long form its short form: "Low-Rank Adaptation (LoRA)"."""

    paper: str
    long: str
    short: str


@dataclass(frozen=True, slots=True)
class Entity:
    """Hold one thing: its names, most used first, how many papers name it, and what it is a variant of.

    `variant_of` is the id of the parent, `difference` what sets it apart ("7B", "v2", "large").
    `papers` is 0 for a family that only its variants imply.
    """

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...]
    papers: int
    variant_of: str | None = None
    difference: str | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """Answer which entity a name is; hold all entities by id and the program's own decisions."""

    entities: Mapping[str, Entity]
    decisions: tuple[Decision, ...] = ()
    names: Mapping[tuple[EntityType, str], str | None] = field(default_factory=dict, repr=False)
    senses: Mapping[tuple[str, EntityType, str], str] = field(default_factory=dict, repr=False)
    keys: Mapping[tuple[str, str], str] = field(default_factory=dict, repr=False)

    def entity(self, type: EntityType, text: str, paper: str | None = None) -> str | None:
        """Return the id of the entity that a name is, in this paper where its meanings differ.

        None when a decision rejects the name, or nothing of its normal form was resolved.
        """
        if paper is not None:
            sense = self.senses.get((paper, type, text))
            if sense is not None:
                return sense
        if (type, text) in self.names:
            return self.names[type, text]
        return self.keys.get(key_of(type, text))
