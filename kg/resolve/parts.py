"""Names of which one shortens what the other writes out, the rest alike: "LS-LLaMA", "Label Supervised LLaMA"."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from kg.resolve.abbreviation import evidence, words_of
from kg.resolve.alignment import best_fits, may_stand_for
from kg.resolve.merge import Key, Merges
from kg.resolve.names import Names
from kg.resolve.spelling import singular

_A_LETTER = 2.0
"""Nats that each letter must give: nearly all begin words."""
_SPARE = 1.0
"""Nats beyond what chance gives among as many names with the same rest."""
_REASON = "the same with a part shortened"

_PLACES = (("end", -1), ("beginning", 0))
_Rest = tuple[str, str, tuple[str, ...]]
"""Group of types, "end" or "beginning", and the words that names share."""


def join_shortened(names: Names, merges: Merges, *, in_papers: bool) -> None:
    """Join names that share their end or beginning where the remaining letters of one are initials of the other.

    With `in_papers` only names that some paper uses both.
    """
    shorts: defaultdict[_Rest, list[tuple[str, Key]]] = defaultdict(list)
    longs: defaultdict[_Rest, list[tuple[str, Key]]] = defaultdict(list)
    for key, words in _in_words(names):
        if _is_short(words[0]) or _is_short(words[-1]):
            for rest, part in _cuts(key[0], words):
                if _is_short(part):
                    shorts[rest].append((part, key))
    ends, beginnings = ({rest[2][at] for rest in shorts if rest[1] == where} for where, at in _PLACES)
    for key, words in _in_words(names):
        if singular(words[-1]) in ends or singular(words[0]) in beginnings:
            for rest, part in _cuts(key[0], words):
                if rest in shorts and part != part.upper():
                    longs[rest].append((part, key))
    fits: dict[tuple[Key, Key], float] = {}
    for rest in sorted(longs):
        needed = math.log(len(longs[rest])) + _SPARE
        for short, short_key in shorts[rest]:
            for long, long_key in longs[rest]:
                if (
                    short[0].lower() != long[0].lower()
                    or short_key == long_key
                    or not may_stand_for(short_key, long_key)
                ):
                    continue
                score = evidence(short, long)
                if score >= max(needed, _A_LETTER * len(short)) and (
                    not in_papers or names.papers_of(short_key) & names.papers_of(long_key)
                ):
                    fits[short_key, long_key] = max(score, fits.get((short_key, long_key), 0.0))
    for short_key, long_key, _ in best_fits(fits, merges):
        merges.join(short_key, long_key, _REASON, 0.85)


def _in_words(names: Names) -> Iterator[tuple[Key, list[str]]]:
    """Yield the words of the usual texts of each key that have several."""
    for key, texts in names.texts.items():
        for text in texts[:2]:
            words = words_of(text)
            if len(words) > 1:
                yield key, words


def _is_short(part: str) -> bool:
    return " " not in part and len(part) > 1 and part.isupper()


def _cuts(group: str, words: list[str]) -> Iterator[tuple[_Rest, str]]:
    """Yield each end and beginning of a name with what remains of it."""
    plain = [singular(word) for word in words]
    for at in range(1, len(words)):
        if sum(map(len, plain[at:])) > 2:
            yield (group, "end", tuple(plain[at:])), " ".join(words[:at])
        if sum(map(len, plain[:at])) > 2:
            yield (group, "beginning", tuple(plain[:at])), " ".join(words[at:])
