"""The titles of a corpus, found by their rare words."""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kg.identity import candidates, identifiers
from kg.identity.person import Person, first
from kg.identity.title import words
from schemas.paper import Paper

_ASKED = 10
"""Rarest words of a reference that are looked up."""
_COMMONEST = 3_000
"""Titles that a word may be in before it is asked only where no rarer one is there."""
_CANDIDATES = 15
_COVERED = 0.3


class Titled(NamedTuple):
    """Hold what a reference is compared with."""

    id: str
    title: str
    words: tuple[str, ...]
    main: tuple[str, ...]
    """The words before a colon; none where there is no colon."""
    year: int | None
    author: Person | None


class TitleIndex:
    """Find papers whose titles may stand in a text; memory holds titles, not abstracts."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._papers: list[Titled] = []
        self._postings: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        self._named: dict[str, int] = {}
        for number, paper in enumerate(papers):
            of = words(paper.title)
            main, colon, _ = paper.title.partition(":")
            main_words = words(main) if colon else ()
            self._papers.append(Titled(paper.id, paper.title, of, main_words, paper.year, first(paper.authors)))
            for word in set(of):
                self._postings[word].append(number)
            for scheme, value in identifiers(paper.ids.model_dump()):
                self._named.setdefault(f"{scheme}:{value}", number)
            self._named[paper.id] = number
        self._weights = [self._weight(titled.words) for titled in self._papers]

    def named(self, name: str) -> Titled | None:
        """Return the paper with this identifier, or None."""
        number = next((self._named[one] for one in candidates(name) if one in self._named), None)
        return None if number is None else self._papers[number]

    def near(self, text: Sequence[str]) -> list[Titled]:
        """Return the papers whose title's words are most in the text, those covered best first.

        Cost: the titles that have one of the text's rarest words.
        """
        known = sorted(
            (word for word in set(text) if word in self._postings), key=lambda w: (len(self._postings[w]), w)
        )
        rare = [word for word in known if len(self._postings[word]) <= _COMMONEST][:_ASKED] or known[:1]
        hit = {number for word in rare for number in self._postings[word]}
        there = frozenset(text)
        scored = []
        for number in hit:
            titled = self._papers[number]
            covered = self._weight([word for word in titled.words if word in there]) / self._weights[number]
            if covered >= _COVERED:
                scored.append((-covered * math.log2(1 + len(titled.words)), titled.id, number))
        return [self._papers[number] for _, _, number in sorted(scored)[:_CANDIDATES]]

    def _weight(self, of: Sequence[str]) -> float:
        return sum(1 + math.log((1 + len(self._papers)) / len(self._postings[word])) for word in of) or 1.0
