"""Edges from papers to entities, with the mentions that they stand on, and what papers build on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.resolve import Resolution
from schemas.edges import AnyEdge, BuildsOn, evidence_class
from schemas.mention import ROLES, Mention, Role
from schemas.paper import Paper

_STRENGTH: dict[Role, int] = {role: -rank for rank, role in enumerate(ROLES)}


class Link(NamedTuple):
    """Join one paper to one entity: the strongest role and all mentions, title before abstract."""

    entity: str
    role: Role
    mentions: list[Mention]


class Introducer(NamedTuple):
    """Rank a paper that introduces an entity: smaller is the likelier origin."""

    not_in_title: bool
    year: int
    doubt: float
    paper: str


def links(paper: str, mentions: Iterable[Mention], resolution: Resolution) -> list[Link]:
    """Group a paper's mentions by the entity that they name; mentions of rejected names are left out.

    A paper that introduces an entity under one name and uses it under another introduces it.
    """
    grouped: dict[str, list[Mention]] = {}
    for mention in mentions:
        entity = resolution.entity(mention.type, mention.text, paper)
        if entity is not None:
            grouped.setdefault(entity, []).append(mention)
    return [
        Link(entity, max((m.role for m in found), key=_STRENGTH.__getitem__), found)
        for entity, found in sorted(grouped.items())
    ]


def evidence_edges(paper: str, version: str, found: Iterable[Link], resolution: Resolution) -> Iterator[AnyEdge]:
    """Yield one edge for each entity that the paper names."""
    for link in found:
        # Two types may stand on one span; the entity's evidence then holds the span once.
        spans = {(m.field, m.start, m.end): m for m in sorted(link.mentions, key=lambda m: m.confidence)}
        mentions = sorted(spans.values(), key=lambda m: (m.field != "title", m.start, m.end))
        edge = evidence_class(link.role, resolution.entities[link.entity].type)(
            source=paper,
            target=link.entity,
            fields=tuple(m.field for m in mentions),
            starts=tuple(m.start for m in mentions),
            ends=tuple(m.end for m in mentions),
            texts=tuple(m.text for m in mentions),
            confidences=tuple(m.confidence for m in mentions),
            extractor=version,
        )
        yield edge  # type: ignore[misc]  # evidence_class returns a member of AnyEdge


def introducer(paper: Paper, link: Link) -> Introducer:
    """Rank the paper as the origin of an entity: named in the title, then early, then sure."""
    return Introducer(
        not_in_title=all(m.field != "title" for m in link.mentions),
        year=paper.year or 9999,
        doubt=-max(m.confidence for m in link.mentions),
        paper=paper.id,
    )


def builds_on(
    paper: Paper, found: Iterable[Link], origins: dict[str, Introducer], resolution: Resolution
) -> Iterator[AnyEdge]:
    """Yield an edge to each paper that introduced what this one uses or mentions.

    No edge goes to a paper of a later year, nor for what the paper introduces itself.
    """
    carried: dict[str, list[Link]] = {}
    for link in found:
        origin = origins.get(link.entity)
        if link.role == "introduced" or origin is None or origin.paper == paper.id:
            continue
        if paper.year is None or origin.year == 9999 or origin.year <= paper.year:
            carried.setdefault(origin.paper, []).append(link)
    for target, built in sorted(carried.items()):
        yield BuildsOn(
            source=paper.id,
            target=target,
            entities=tuple(link.entity for link in built),
            names=tuple(resolution.entities[link.entity].name for link in built),
            roles=tuple(link.role for link in built),
        )
