"""Find long forms with the short forms that a text gives them: "Low-Rank Adaptation (LoRA)".

After Schwartz and Hearst 2003, "A simple algorithm for identifying abbreviation definitions in
biomedical text", read in both directions, with digits standing for words ("S2IDM",
sememe-to-interest) and a plural s on the short form.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_BRACKETS = re.compile(r"\(([^()]{2,120})\)")
_SHORT = re.compile(r"[^\W_][\w.+*/&'@ -]{0,18}[\w+*]")
_FIRST_CUT = re.compile(r"[;,]| or | a\.k\.a| i\.e| for short")
_WORD = re.compile(r"\w+(?:[-–+&'./]\w+)*")
_SPOKEN = {"2": "to", "4": "for", "x": "cross"}
_LONGEST = 12
# "SHORT: Long Form", "SHORT, a Long Form"
_AFTER = re.compile(r"(?P<short>[^\W_][\w+-]*[\w+])(?:\}?:|\}?,(?: or)?(?: an?| the)?| [-–—]) (?=[\w\\*])")
# "Long Form, dubbed SHORT"
_DUBBED = re.compile(
    r"(?:,|\bmodel,?|\bmethod,?|\bframework,?)? ?\b(?:dubbed|namely|called|named|termed|i\.e\.,|abbreviated as|denoted as)"
    r"(?: as)? (?P<short>[^\W_][\w+-]*[\w+])"
)
_STOP = re.compile(r"[.;:!?]\s")
_BREAK = re.compile(r"[,.;:()]\s|[()]")
# what a name does not need, where its short form does not stand for it
_NOUN = re.compile(r"\s(frameworks?|models?|modules?|methods?|algorithms?|mechanisms?|approach|techniques?)$")
_PART = re.compile(r"[^\W_]+")
_SMALL_WORDS = frozenset(("a", "an", "and", "as", "by", "for", "from", "in", "of", "on", "the", "to", "via", "with"))


class Pair(NamedTuple):
    """Hold the character offsets of a long form and of its short form."""

    long_start: int
    long_end: int
    short_start: int
    short_end: int


def find_pairs(text: str) -> Iterator[Pair]:
    """Yield the pairs of one text in the order of their brackets."""
    for bracket in _BRACKETS.finditer(text):
        inside = bracket.group(1)
        cut = _FIRST_CUT.search(inside)
        start, end = _trim(text, bracket.start(1), bracket.start(1) + (cut.start() if cut else len(inside)))
        if _is_short(text[start:end]):
            long = long_form(text, bracket.start(), text[start:end])
            if long is not None:
                yield Pair(*long, start, end)
                continue
        yield from _reversed(text, bracket)
    for match in _AFTER.finditer(text):
        long = _spelled_after(text, match.end(), match["short"])
        if long is not None:
            yield Pair(*long, *match.span("short"))
    for match in _DUBBED.finditer(text):
        long = long_form(text, match.start(), match["short"]) if _is_acronym(match["short"]) else None
        if long is not None and spells(text[long[0] : long[1]], match["short"]):
            yield Pair(*long, *match.span("short"))


def _reversed(text: str, bracket: re.Match[str]) -> Iterator[Pair]:
    """Yield the pair of "SHORT (long form)"."""
    before = text[: bracket.start()].rstrip()
    word = re.search(r"[^\s({\[,;:]+$", before)
    if word is None:
        return
    start, end = _trim(text, word.start(), word.end())
    short = text[start:end]
    long_start, long_end = _trim(text, bracket.start(1), bracket.end(1))
    inside = text[long_start:long_end]
    if not _is_short(short) or len(inside.split()) < 2 or sum(map(str.isupper, short)) < 2:
        return
    found = _match_from_right(inside, short)
    if found == 0:
        yield Pair(long_start, long_end, start, end)


def long_form(text: str, bracket: int, short: str) -> tuple[int, int] | None:
    """Return the offsets of the shortest long form of `short` that ends before `bracket`."""
    end = _trim(text, 0, bracket)[1]
    noun = _NOUN.search(text, max(0, end - 20), end)
    if noun is not None and noun[1][0].lower() not in short[-2:].lower():
        end = noun.start()
    words = list(_WORD.finditer(text, max(0, end - 200), end))
    # a long form has no more words than the short form has letters, and a few small ones
    words = words[-min(len(short) + 5, len(short) * 2, _LONGEST) :]
    breaks = [match.end() for match in _STOP.finditer(text, max(0, end - 200), end)]
    words = [word for word in words if not breaks or word.start() >= breaks[-1]]
    if not words:
        return None
    begin = words[0].start()
    window = text[begin:end]
    found = _match_from_right(window, short)
    if found is None and short.endswith("s") and len(short) > 2:
        found = _match_from_right(window, short[:-1])
    if found is None:
        return None
    start = begin + found
    while start > 0 and not text[start - 1].isspace() and text[start - 1] not in "([{":
        start -= 1  # no name begins in the middle of a hyphenated word
    start, end = _trim(text, start, end)
    long = text[start:end]
    if len(long) <= len(short) or short.lower() in long.lower().split():
        return None
    return start, end


def _spelled_after(text: str, at: int, short: str) -> tuple[int, int] | None:
    """Return the shortest stretch of words from `at` on that spells the short form."""
    if not _is_acronym(short):
        return None
    for count, word in enumerate(_WORD.finditer(text, at, at + 160)):
        if count >= _LONGEST or _BREAK.search(text, at, word.start()):
            break
        if spells(text[at : word.end()], short) and word[0].lower() not in _SMALL_WORDS:
            return at, word.end()
    return None


def spells(long: str, short: str) -> bool:
    """Return whether the first letters of the words of `long`, and maybe more of theirs, spell `short`.

    Small words and the later parts of hyphenated words may give nothing, and so may one other word
    where the short form has four letters or more.
    """
    words = [
        (part, index > 0)
        for word in _WORD.findall(long.lower())
        if word not in _SMALL_WORDS
        for index, part in enumerate(_PART.findall(word))
    ]
    letters = "".join(c for c in short.lower() if c.isalnum())
    if len(words) < 2 or not 2 <= len(letters) <= 3 * len(words):
        return False
    return _spelled(words, letters) or (letters.endswith("s") and _spelled(words, letters[:-1]))


def _spelled(words: list[tuple[str, bool]], letters: str) -> bool:
    # letters spelled so far, and words that gave none
    reached = {(0, 0)}
    for index, (word, optional) in enumerate(words):
        following = set()
        for at, missed in reached:
            if optional:
                following.add((at, missed))
            elif missed == 0 and index > 0 and len(letters) >= 4:
                following.add((at, 1))
            if letters[at : at + 1] == word[0] or word.startswith(_SPOKEN.get(letters[at : at + 1], "\0")):
                following.add((at + 1, missed))
                here, end = 0, at + 1
                while end < len(letters) and (here := word.find(letters[end], here + 1)) > 0:
                    end += 1
                    following.add((end, missed))
        reached = following
    return any(at == len(letters) for at, _ in reached)


def _is_acronym(text: str) -> bool:
    return _is_short(text) and len(text.split()) == 1 and sum(map(str.isupper, text)) >= 2


def _match_from_right(long: str, short: str) -> int | None:
    """Return where in `long` the long form begins: each character of `short` found, right to left."""
    characters = [c.lower() for c in short if c.isalnum()]
    lower = long.lower()
    at = len(lower)
    for index in range(len(characters) - 1, -1, -1):
        wanted = _SPOKEN.get(characters[index], characters[index])
        first = index == 0
        while True:
            at = lower.rfind(wanted[0], 0, at) if wanted == characters[index] else lower.rfind(wanted, 0, at)
            if at < 0:
                return None
            starts_word = at == 0 or not lower[at - 1].isalnum()
            if (starts_word or not first) and (wanted == characters[index] or starts_word):
                break
    return at


def _is_short(text: str) -> bool:
    return (
        2 <= len(text) <= 20
        and len(text.split()) <= 2
        and _SHORT.fullmatch(text) is not None
        and any(map(str.isupper, text))
    )


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Take white space, quotes and markup off both ends of a stretch of text."""
    while start < end and (text[start].isspace() or text[start] in "\"“”'‘’*{}$\\~"):
        start += 1
    opened = re.match(r"\\?(?:text(?:bf|it|sc|tt|sf)?|emph)\{", text[start:end])
    if opened:
        start += opened.end()
    while end > start and (text[end - 1].isspace() or text[end - 1] in "\"“”'‘’*{}$\\~-–,"):
        end -= 1
    return start, end
