"""Score how the letters of a short form stand for the words of a long form, for all stretches of words at once."""

from __future__ import annotations

import re
from typing import NamedTuple

SMALL_WORDS = frozenset(
    ("a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "via", "with")
)
_WORD = re.compile(r"[^\s()\[\],;:]+")
_PART = re.compile(r"[^\W_]+")
_FILLING = re.compile(r"\\(?:text\w*|math\w*|emph)|[\W_]+")
_SPOKEN = {"2": ("to", "two"), "4": ("for", "four"), "x": ("cross", "ex", "trans"), "n": ("and",), "u": ("you",)}
_NEVER = float("-inf")
_MARKED = re.compile(r"[*{}$\\]")
_MARKUP = re.compile(r"\*\*|\\(?:text\w*|underline|emph|mathbf|mathrm)\{|[{}$]")

_INITIAL = 2.6
"""Evidence of a letter that begins a word, in nats: about one word in fifteen begins with a given letter."""
_LATER_PART = 2.0
_NEXT = 1.2
_INSIDE = -0.8
_SKIPPED = -2.2
_SKIPPED_PART = -0.7
_SKIPPED_SMALL = -0.1


class Word(NamedTuple):
    """Hold a word of a text: its place and the parts between its hyphens."""

    start: int
    end: int
    parts: tuple[str, ...]


def words_of(text: str, start: int, end: int) -> list[Word]:
    """Return the words between two characters; what has neither letter nor digit is none."""
    found = ((match, tuple(_PART.findall(_plain(match[0])))) for match in _WORD.finditer(text, start, end))
    return [Word(match.start(), match.end(), parts) for match, parts in found if parts]


def spellings(short: str) -> list[str]:
    """Return what the letters of a short form may be: as written, without a plural s, digits as repetition."""
    plain = _FILLING.sub("", short)
    low = plain.lower()
    found = [low]
    if plain.endswith("s") and len(low) > 2:
        found.append(low[:-1])
    repeated = re.sub(r"([a-z])([2-4])", lambda m: m[1] * int(m[2]), low)
    before = re.sub(r"([2-4])([a-z])", lambda m: m[2] * int(m[1]), low)
    bare = re.sub(r"v?\d+$", "", low)
    found += [one for one in (repeated, before, bare) if one not in found and len(one) > 1]
    return found


def from_right(words: list[Word], letters: str) -> list[float]:
    """Return per word the score of the stretch from it to the end: every letter spelled, the word's first one used."""
    size = len(letters)
    where: dict[str, list[int]] = {}
    for at, letter in enumerate(letters):
        where.setdefault(letter, []).append(at)
    spoken = [(at, _SPOKEN[letter]) for at, letter in enumerate(letters) if letter in _SPOKEN]
    best = [_NEVER] * size + [0.0]
    scores = [_NEVER] * len(words)
    for index in range(len(words) - 1, -1, -1):
        parts = words[index].parts
        for place in range(len(parts) - 1, -1, -1):
            part, initial = parts[place], _LATER_PART if place else _INITIAL
            small = part in SMALL_WORDS
            lost = _SKIPPED_SMALL if small else _SKIPPED_PART if place else _SKIPPED
            after = [score + lost for score in best]
            for at in where.get(part[0], ()):
                after[at] = max(after[at], _used(part, letters, at, best, initial))
            for at, sounds in spoken:
                if part.startswith(sounds):
                    after[at] = max(after[at], initial + best[at + 1])
            if place == 0 and size and (part[0] == letters[0] or (spoken and spoken[0][0] == 0)):
                first = _used(part, letters, 0, best, initial) if part[0] == letters[0] else _NEVER
                if spoken and spoken[0][0] == 0 and part.startswith(spoken[0][1]):
                    first = max(first, initial + best[1])
                scores[index] = first
            best = after
    return scores


def from_left(words: list[Word], letters: str) -> list[float]:
    """Return per word the score of the stretch from the first word up to it; the first word begins the short form."""
    if not words or words[0].parts[0][0] != letters[0]:
        return [_NEVER] * len(words)
    return [from_right(words[:stop], letters)[0] for stop in range(1, len(words) + 1)]


def _plain(word: str) -> str:
    r"""Return a word without markup, so that "**C**ross" and "\textbf{C}ross" are "cross"."""
    return (_MARKUP.sub("", word) if _MARKED.search(word) else word).lower()


def _used(part: str, letters: str, at: int, after: list[float], score: float) -> float:
    """Return the best score when `part` gives the letter at `at` by its first one, and maybe more that follow."""
    top, here, end = score + after[at + 1], 0, at + 1
    while end < len(letters):
        found = part.find(letters[end], here + 1)
        if found < 0:
            break
        score += _NEXT if found == here + 1 else _INSIDE
        here, end = found, end + 1
        top = max(top, score + after[end])
    return top
