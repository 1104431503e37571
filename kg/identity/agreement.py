"""Say of two records whether they can be one paper, and what speaks for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from kg.identity.facts import Facts
from kg.identity.names import preprint_doi
from kg.identity.person import Person, agree

Ids = Mapping[str, Set[str]]
YEARS_APART = 1
"""Years by which a preprint and its publication may differ."""
_CATALOGUES = ("s2", "openalex")
"""Catalogues that may hold a preprint and its publication as two works."""


class Side:
    """Hold what is known of a paper from one or several of its records."""

    __slots__ = ("abstracts", "authors", "ids", "preprint", "published", "sources", "years")

    def __init__(self, fact: Facts) -> None:
        self.authors: set[Person] = {fact.author} if fact.author else set()
        self.years: set[int] = {fact.year} if fact.year is not None else set()
        self.abstracts: set[int] = {fact.abstract} if fact.abstract is not None else set()
        self.ids: dict[str, set[str]] = {}
        for scheme, value in fact.ids:
            self.ids.setdefault(scheme, set()).add(value)
        self.preprint, self.published = fact.preprint, fact.published
        self.sources: set[str] = {fact.key.source} if fact.named else set()
        """Sources that gave it an id of its own, and so tell it apart from their other records."""

    def take(self, other: Side) -> None:
        """Know what the other one knows, too."""
        self.authors |= other.authors
        self.years |= other.years
        self.abstracts |= other.abstracts
        self.sources |= other.sources
        self.preprint, self.published = self.preprint or other.preprint, self.published or other.published
        for scheme, values in other.ids.items():
            self.ids.setdefault(scheme, set()).update(values)


def conflict(one: Ids, other: Ids, *, editions: bool = False) -> str | None:
    """Return the scheme in which two papers have different identifiers, or None.

    A preprint's DOI differs from the publication's, and so it does in a catalogue where `editions`
    says that one side is a preprint and the other one published.
    """
    for scheme, values in one.items():
        theirs = other.get(scheme)
        if not theirs or not values.isdisjoint(theirs):
            continue
        if scheme == "doi" and (all(map(preprint_doi, values)) or all(map(preprint_doi, theirs))):
            continue
        if scheme == "s2" and not _comparable(values, theirs):
            continue
        if scheme in _CATALOGUES and editions:
            continue
        return scheme
    return None


def same_person(ones: Iterable[Person], others: Iterable[Person]) -> bool | None:
    """Say whether first authors agree; None where one side knows none."""
    ones, others = tuple(ones), tuple(others)
    if not ones or not others:
        return None
    return any(agree(one, other) for one in ones for other in others)


def support(one: Side, other: Side) -> tuple[int, str] | None:
    """Weigh two sides of one title: how much speaks for one paper, and in which words; None where something speaks against it."""
    authors = same_person(one.authors, other.authors)
    gap = min((abs(a - b) for a in one.years for b in other.years), default=None)
    if authors is False or (gap is not None and gap > YEARS_APART):
        return None
    editions = (one.preprint and other.published) or (one.published and other.preprint)
    if conflict(one.ids, other.ids, editions=editions and authors is True):
        return None
    weight, words = 0, ["same title"]
    if authors:
        weight += 4
        words.append("same first author")
    if not one.abstracts.isdisjoint(other.abstracts):
        weight += 3
        words.append("same abstract")
    if gap is not None:
        weight += 1 if gap else 2
        words.append("a year apart" if gap else "same year")
    if not weight:
        if not one.sources.isdisjoint(other.sources):
            return None
        words.append("nothing speaks against it")
    return weight, ", ".join(words)


def _comparable(ones: Set[str], others: Set[str]) -> bool:
    """Say whether both sides have a paper hash, or both a corpus id: one paper has one of each."""
    return {len(v) == 40 for v in ones} == {len(v) == 40 for v in others}
