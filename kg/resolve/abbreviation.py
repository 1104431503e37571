"""How well a short form fits a long form: the evidence that one abbreviates the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kg.resolve.words import FUNCTION_WORDS, QUALIFIER_WORDS, SMALL_WORDS, TYPE_NOUNS

_WORD = re.compile(r"[^\W_]+")
_SHORT = re.compile(r"[^\s]{2,16}")
_DIGIT = re.compile(r"\d")
_FILLING = re.compile(r"[\W_]+")

_INITIAL = 2.6
"""Evidence of a letter that begins a word, in nats: about one word in fifteen begins with a given letter."""
_NEXT = 1.2
_INSIDE = -1.0
_SKIPPED = -1.6
_SKIPPED_NOUN = -0.4
_SPOKEN = {"2": ("to", "two"), "4": ("for", "four")}


class _Letters(NamedTuple):
    text: str
    word: list[int]
    start: list[bool]
    content: list[float]
    barred: list[int]


def is_short(text: str) -> bool:
    """Return True for a text that can be a short form: one token with a capital or digit in it.

    >>> is_short("LoRA"), is_short("low-rank adaptation")
    (True, False)
    """
    return (
        _SHORT.fullmatch(text) is not None
        and any(c.isupper() for c in text)
        and not text[0].isdigit()
        and sum(c.isalpha() for c in text) >= 2
    )


def words_of(text: str) -> list[str]:
    """Return the words of a text, hyphens parting them."""
    return _WORD.findall(text)


def evidence(short: str, long: str) -> float:
    """Return how much speaks for `short` abbreviating `long`, in nats; minus infinity where it cannot.

    Aligns the letters of the short form with those of the long form from left to right: a letter
    that begins a word (or is a capital in one) is worth most, a letter after a matched one less,
    any other little; every word that is passed over costs, and numbers, sizes and languages may
    not be passed over. Of a name without spaces a short form has the first letter of each part and no
    other. After Schwartz and Hearst 2003, with weights.

    >>> evidence("GEC", "grammatical error correction") > 7
    True
    >>> evidence("GPT", "Generative Pre-trained Transformer 4")
    -inf
    """
    plain = _FILLING.sub("", short).lower()
    said = _FILLING.sub("", long).lower()
    if _ends_with_word(said, plain, long) or (
        sorted(_DIGIT.findall(plain)) != sorted(_DIGIT.findall(said)) and not _spoken(plain, said)
    ):
        return float("-inf")
    if not TYPE_NOUNS.issuperset(_names_in(short) & _names_in(long)):
        return float("-inf")  # "GPT-2" is no short form of "GPT Image 2"
    if " " not in long and long != long.lower():
        return _INITIAL * len(plain) if _initials(long) == plain else float("-inf")
    found = _aligned(short, long)
    if short[-1] == "s" and found == float("-inf"):
        return _aligned(short[:-1], long)
    return found


@lru_cache(maxsize=200_000)
def abbreviates(short: str, long: str) -> bool:
    """Return True for a pair that a paper can mean as a definition: the letters agree, more or less.

    >>> abbreviates("RLVR", "RL with verifiable rewards"), abbreviates("GPT-4o", "GPT-4o-mini")
    (True, False)
    >>> abbreviates("ImageNet-A", "ImageNet-R and")  # a name ends in no such word
    False
    """
    plain, said = _FILLING.sub("", short).lower(), _FILLING.sub("", long).lower()
    words = words_of(long)
    if len(words) < 2 or words[-1] in FUNCTION_WORDS or not plain or _ends_with_word(said, plain, long):
        return False
    needed = 0.9 * len(plain)
    return _aligned(short, long) >= needed or (short[-1] == "s" and _aligned(short.rstrip("s"), long) >= needed)


def _ends_with_word(said: str, plain: str, long: str) -> bool:
    """Return True when the short form is written out in the long one, up to the end of a word: CelebA in CelebAMask."""
    start = said.find(plain)
    if start < 0:
        return False
    end, starts = start + len(plain), _letters(long).start
    return end == len(starts) or (end < len(starts) and starts[end])


def _initials(long: str) -> str:
    """Return the first letters of the parts of a name: "tqa" of "TriviaQA"."""
    letters = _letters(long)
    return "".join(char for char, starts in zip(letters.text, letters.start, strict=True) if starts)


def _names_in(text: str) -> set[str]:
    return {word for word in map(str.lower, words_of(text)) if len(word) > 2}


def _spoken(short: str, long: str) -> bool:
    """Return True when the digits of a short form can stand for words: "M2L", melody-to-lyric."""
    return not _DIGIT.search(long) and set(_DIGIT.findall(short)) <= set(_SPOKEN)


def _aligned(short: str, long: str) -> float:
    letters = _letters(long)
    wanted = _FILLING.sub("", short).lower()
    if len(wanted) >= len(letters.text) or len(letters.word) == 0 or letters.word[-1] == 0:
        return float("-inf")
    best = {-1: 0.0}
    for index, char in enumerate(wanted):
        places: dict[int, float] = {}
        for at, end in _places(letters, char, min(best) + 1):
            if index == 0 and not letters.start[at]:
                continue
            found = _reach(letters, best, at)
            if found is not None:
                places[end] = max(places.get(end, float("-inf")), found)
        if not places:
            return float("-inf")
        best = places
    return max(score + _passed(letters, at, len(letters.text)) for at, score in best.items())


def _places(letters: _Letters, char: str, first: int) -> Iterator[tuple[int, int]]:
    """Yield where a letter of a short form can stand, from a place on: its first and last letter in the long form."""
    at = letters.text.find(char, first)
    while at >= 0:
        yield at, at
        at = letters.text.find(char, at + 1)
    for word in _SPOKEN.get(char, ()):
        at = letters.text.find(word, first)
        while at >= 0:
            if letters.start[at]:
                yield at, at + len(word) - 1
            at = letters.text.find(word, at + 1)


def _reach(letters: _Letters, before: dict[int, float], at: int) -> float | None:
    top: float | None = None
    for last, score in before.items():
        if last >= at:
            continue
        if letters.start[at]:
            gain = _INITIAL
        elif last == at - 1:
            gain = _NEXT
        elif last >= 0 and letters.word[last] == letters.word[at]:
            gain = _INSIDE
        else:
            continue  # a word is entered at its beginning
        total = score + gain + _passed(letters, last, at)
        if top is None or total > top:
            top = total
    return top


def _passed(letters: _Letters, last: int, at: int) -> float:
    """Return the cost of the words between two places that no letter stands for."""
    first = letters.word[last] + 1 if last >= 0 else 0
    until = letters.word[at] if at < len(letters.text) else letters.word[-1] + 1
    if until <= first:
        return 0.0
    if letters.barred[until] - letters.barred[first]:
        return float("-inf")
    return letters.content[until] - letters.content[first]


@lru_cache(maxsize=20_000)
def _letters(long: str) -> _Letters:
    text: list[str] = []
    word: list[int] = []
    start: list[bool] = []
    content: list[float] = [0.0]
    barred = [0]
    for index, token in enumerate(words_of(long)):
        shouted = token.isupper()
        for place, char in enumerate(token):
            text.append(char.lower()[:1])
            word.append(index)
            start.append(place == 0 or (char.isupper() and not shouted))
        low = token.lower()
        cost = 0.0 if low in SMALL_WORDS else _SKIPPED_NOUN if low in TYPE_NOUNS else _SKIPPED
        content.append(content[-1] + cost)
        barred.append(barred[-1] + (low[0].isdigit() or low in QUALIFIER_WORDS))
    return _Letters("".join(text), word, start, content, barred)
