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


class Change(Record):
    """An entity whose share of papers changed."""

    entity: str
    name: str
    before: int
    after: int
    share_before: float
    share_after: float
    change: float


class AuthorOfEntity(Record):
    """An author with the papers that name an entity."""

    entity: str
    author: str
    name: str
    papers: int
    introduced: int
    titles: tuple[str, ...]


class WeakEntity(Record):
    """An entity that stands on little."""

    entity: str
    name: str
    papers: int
    best: float
    example: str
    words: tuple[str, ...]


class Likeness(Record):
    """Two entities that share a surface form."""

    first: str
    first_name: str
    second: str
    second_name: str
    papers: int
    common: tuple[str, ...]


class UnusualPair(Record):
    """Two well-known entities that hardly anybody names together."""

    first: str
    first_name: str
    second: str
    second_name: str
    expected: float
    papers: tuple[str, ...]


def introduced_by_and_taken_up(runner: Runner, entity: str) -> list[Uptake]:
    """Return the papers of an entity by role and year: who introduced it, who took it up."""
    return ask(runner, "introduced_by_and_taken_up", Uptake, entity=entity)


def variants(runner: Runner, entity: str) -> list[Relative]:
    """Return the lineage of an entity: ancestors first, then descendants, the nearest first."""
    return ask(runner, "variants", Relative, entity=entity)


def entity_card(runner: Runner, entity: str) -> list[EntityCard]:
    """Return the entities of that name at a glance; there is one for each type that has the name."""
    return ask(runner, "entity_card", EntityCard, entity=entity)


def rising_and_fading(runner: Runner, since: int, label: str = "", minimum: int = 2, limit: int = 50) -> list[Change]:
    """Return the entities whose share of papers changed most from a year on."""
    return ask(runner, "rising_and_fading", Change, since=since, label=label, minimum=minimum, limit=limit)


def authors_of_entity(runner: Runner, entity: str, limit: int = 50) -> list[AuthorOfEntity]:
    """Return the authors of the papers that name an entity, most papers first."""
    return ask(runner, "authors_of_entity", AuthorOfEntity, entity=entity, limit=limit)


def weak_evidence(runner: Runner, confidence: float = 0.6, papers: int = 1, limit: int = 50) -> list[WeakEntity]:
    """Return the entities that few papers name, and none surely; the weakest first."""
    return ask(runner, "weak_evidence", WeakEntity, confidence=confidence, papers=papers, limit=limit)


def may_be_the_same(runner: Runner, minimum: int = 2, limit: int = 50) -> list[Likeness]:
    """Return pairs of entities that share a surface form and are not joined."""
    return ask(runner, "may_be_the_same", Likeness, minimum=minimum, limit=limit)


def unusual_pairs(runner: Runner, minimum: int = 5, together: int = 1, limit: int = 50) -> list[UnusualPair]:
    """Return pairs of well-known entities that hardly any paper names together."""
    return ask(runner, "unusual_pairs", UnusualPair, minimum=minimum, together=together, limit=limit)
