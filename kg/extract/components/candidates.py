"""Gather everything in a document that may be a name, all its occurrences together."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.extract.acronyms import find_pairs
from kg.extract.components.spotter import PROBABILITIES, TYPES, decode
from kg.extract.document import abstract_start_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.extract.components.known import KnownNames
    from kg.extract.components.spotter import Floats

Key = tuple[str, ...]
Place = tuple[int, int]
"""First token, and the token after the last."""

MOST_PLACES = 12
"""Occurrences of one surface that are looked at; a longer text repeats itself."""
_GENEROUS = 2.0
"""Bias against "outside" that finds most names, and as many other spans."""
_SURELY_OUTSIDE = -0.02
"""Log probability above which a token cannot be in a name, whatever else proposes it."""
_NAME_SHAPED = re.compile(r".*[A-Z].*[A-Z0-9].*|.*[0-9].*[A-Z].*")
_EDGE = re.compile(r"[\w)+*#%}\]]")


@dataclass(slots=True)
class Candidate:
    """Hold one surface of a document: where it occurs, and who proposed it."""

    key: Key
    places: list[Place] = field(default_factory=list)
    partners: list[Key] = field(default_factory=list)
    is_short: bool = False
    is_long: bool = False


@dataclass(slots=True)
class Reading:
    """Hold what the namer knows of a document before it decides."""

    text: str
    starts: list[int]
    """The character that each token begins with."""
    words: list[str]
    lower: list[str]
    marks: list[str]
    """What the lexicon says of each token; empty where it says nothing."""
    scores: Floats
    best: list[tuple[int, int, int]]
    """Spans of the spotter: first token, token after the last, index of the type."""
    candidates: dict[Key, Candidate]
    pairs: list[tuple[Place, Place]]
    """Long form and short form of acronyms, in tokens."""
    abstract_start: int
    """The first token of the abstract."""

    def surface(self, start: int, end: int) -> str:
        """Return the text from the first character of a token to the last of the token before `end`."""
        return self.text[self.starts[start] : self.starts[end - 1] + len(self.words[end - 1])]


def key_of(words: list[str]) -> Key:
    """Return what occurrences of one surface share: case is ignored in names of several tokens."""
    return tuple(words) if len(words) == 1 else tuple(word.lower() for word in words)


def read(doc: Doc, known: KnownNames) -> Reading:
    """Return the document's candidates: of the spotter, of known names, of shapes, of acronyms."""
    words = [token.text for token in doc]
    scores = doc.user_data[PROBABILITIES]
    best = [(ent.start, ent.end, TYPES.index(ent.label_)) for ent in doc.ents]
    head = abstract_start_of(doc)
    starts: list[int] = doc.to_array("IDX").tolist()
    abstract_start = bisect_left(starts, head)
    lower = [word.lower() for word in words]
    marks = _marks(doc)
    places = known.places(words, lower) + _marked(marks)
    # only words with a capital have the shape of a name, and few words have one
    places += [(at, at + 1) for at, word in enumerate(words) if word != lower[at] and _NAME_SHAPED.fullmatch(word)]
    doubtful = (scores[:, 0] < _SURELY_OUTSIDE).tolist()
    places = [(start, end) for start, end in places if any(doubtful[start:end])]
    places += [(start, end) for start, end, _ in best]
    places += [(start, end) for start, end, _ in decode(scores, _GENEROUS)]
    pairs = _pairs(doc.text, words, starts, head)
    for long, short in pairs:
        places += [long, short]
    candidates: dict[Key, Candidate] = {}
    for start, end in places:
        if _is_sound(words, start, end, abstract_start):
            key = key_of(words[start:end])
            candidates.setdefault(key, Candidate(key))
    _find_all(candidates, words, lower, abstract_start)
    for long, short in pairs:
        first = candidates.get(key_of(words[long[0] : long[1]]))
        second = candidates.get(key_of(words[short[0] : short[1]]))
        if first and second:
            first.is_long = second.is_short = True
            first.partners.append(second.key)
            second.partners.append(first.key)
    return Reading(doc.text, starts, words, lower, marks, scores, best, candidates, pairs, abstract_start)


def _is_sound(words: list[str], start: int, end: int, abstract_start: int) -> bool:
    return (
        0 < end - start <= 16
        and not start < abstract_start < end
        and len(words[start]) < 80
        and any(character.isalpha() for word in words[start:end] for character in word)
        and not words[start].isspace()
        and _EDGE.search(words[end - 1]) is not None
        and "://" not in words[start]
    )


def _marks(doc: Doc) -> list[str]:
    tags = doc.to_array("TAG")
    marks = [""] * len(tags)
    for at in tags.nonzero()[0].tolist():
        marks[at] = doc.vocab.strings[int(tags[at])]
    return marks


def _marked(marks: list[str]) -> list[Place]:
    """Return the places of unambiguous names of the lexicon."""
    places = []
    start = -1
    for at, mark in enumerate([*marks, ""]):
        if start >= 0 and not mark.startswith("I-"):
            places.append((start, at))
            start = -1
        if mark.startswith("B-"):
            start = -1 if mark.endswith("?") else at
    return places


def _pairs(text: str, words: list[str], starts: list[int], head: int) -> list[tuple[Place, Place]]:
    """Return acronym pairs in tokens; those that begin or end inside a token are left out."""
    pairs = []
    for shift, part in ((0, text[:head]), (head, text[head:])):
        for found in find_pairs(part):
            long = _tokens(words, starts, found.long_start + shift, found.long_end + shift)
            short = _tokens(words, starts, found.short_start + shift, found.short_end + shift)
            if long and short:
                pairs.append((long, short))
    return pairs


def _tokens(words: list[str], starts: list[int], start: int, end: int) -> Place | None:
    first = bisect_left(starts, start)
    last = bisect_right(starts, end - 1) - 1
    if first >= len(starts) or starts[first] != start or last < first:
        return None
    return (first, last + 1) if starts[last] + len(words[last]) == end else None


def _find_all(candidates: dict[Key, Candidate], words: list[str], lower: list[str], abstract_start: int) -> None:
    """Fill in every occurrence of each candidate."""
    by_first: dict[str, list[Candidate]] = {}
    for candidate in candidates.values():
        by_first.setdefault(candidate.key[0], []).append(candidate)
    for at, (word, small) in enumerate(zip(words, lower, strict=True)):
        found = by_first.get(word, [])
        if small != word:
            found = found + by_first.get(small, [])
        for candidate in found:
            length = len(candidate.key)
            if length == 1:
                if candidate.key[0] == word:
                    candidate.places.append((at, at + 1))
            elif tuple(lower[at : at + length]) == candidate.key and not at < abstract_start < at + length:
                candidate.places.append((at, at + length))
