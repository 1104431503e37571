"""Questions about entities: who brought them up, what became of them, what family they are of."""

from __future__ import annotations

from queries.library import ask
from schemas.record import Record
from schemas.result import Runner


class Uptake(Record):
    """The papers of one year that introduce, use or mention an entity."""

    entity: str
    name: str
    role: str
    year: int | None
    papers: int
    ids: tuple[str, ...]
    titles: tuple[str, ...]


class Relative(Record):
    """An entity's ancestor or descendant."""

    entity: str
    name: str
    relation: str
    distance: int
    other: str
    other_name: str
    differences: tuple[str, ...]
    papers: int


class EntityCard(Record):
    """An entity at a glance."""

    entity: str
    label: str
    name: str
    aliases: tuple[str, ...]
    papers: int
    introduced_by: tuple[str, ...]
    used: int
    mentioned: int
    first: int | None
    last: int | None
    variant_of: tuple[str, ...]
    variants: tuple[str, ...]
    claims: int


def introduced_by_and_taken_up(runner: Runner, entity: str) -> list[Uptake]:
    """Return the papers of an entity by role and year: who introduced it, who took it up."""
    return ask(runner, "introduced_by_and_taken_up", Uptake, entity=entity)


def variants(runner: Runner, entity: str) -> list[Relative]:
    """Return the lineage of an entity: ancestors first, then descendants, the nearest first."""
    return ask(runner, "variants", Relative, entity=entity)


def entity_card(runner: Runner, entity: str) -> list[EntityCard]:
    """Return the entities of that name at a glance; there is one for each type that has the name."""
    return ask(runner, "entity_card", EntityCard, entity=entity)
