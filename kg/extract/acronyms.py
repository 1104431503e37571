"""Find long forms with the short forms that a text gives them: "Low-Rank Adaptation (LoRA)".

After Schwartz and Hearst 2003, "A simple algorithm for identifying abbreviation definitions in
biomedical text", read in both directions, with digits standing for words ("S2IDM",
sememe-to-interest) and a plural s on the short form.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.spelling import SMALL_WORDS, from_left, from_right, spellings, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_BRACKETS = re.compile(r"\(([^()]{2,120})\)")
_SHORT = re.compile(r"[^\W_][\w.+*/&'@ -]{0,18}[\w+*]")
_FIRST_CUT = re.compile(r"[;,]| or | a\.k\.a| i\.e| for short")
_WORD = re.compile(r"\w+(?:[-–+&'./]\w+)*")
_SPOKEN = {"2": "to", "4": "for", "x": "cross"}
_LONGEST = 14
_LEAST, _SURE, _PLAIN = 0.6, 1.0, 2.3
"""Evidence per letter that a long form must have: beside a bracket, elsewhere."""
_OPENING = re.compile(r"\$?\\(?:text\w*|underline|emph|mathbf|mathrm)\{$")
_ARTICLE = re.compile(r"(?:an?|the|for|short for|stands for)\s+", re.IGNORECASE)
_ARTICLES = frozenset(("a", "an", "the"))
# "SHORT: Long Form", "SHORT, a Long Form"
_AFTER = re.compile(r"(?<![^\W_])(?P<short>[^\W_][\w+-]*[\w+])(?:\}?:|\}?,(?: or)?(?: an?| the)?| [-–—]) (?=[\w\\*])")
# "Long Form, dubbed SHORT"
_DUBBED = re.compile(
    r"(?:,|\bmodel,?|\bmethod,?|\bframework,?)? ?\b(?:dubbed|namely|called|named|termed|i\.e\.,|abbreviated as|denoted as)"
    r"(?: as)? (?P<short>[^\W_][\w+-]*[\w+])"
)
_SAYINGS = ("dubbed", "namely", "called", "named", "termed", "i.e.,", "abbreviated as", "denoted as")
_STOP = re.compile(r"[.;:!?]\s")
_BREAK = re.compile(r"[,.;:()]\s|[()]")
# what a name does not need, where its short form does not stand for it
_NOUN = re.compile(r"\s(frameworks?|models?|modules?|methods?|algorithms?|mechanisms?|approach|techniques?)$")
_PART = re.compile(r"[^\W_]+")


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
    if not any(saying in text for saying in _SAYINGS):
        return
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
    article = _ARTICLE.match(inside)
    if article is not None:
        long_start += article.end()
        inside = inside[article.end() :]
    words = words_of(text, long_start, long_end)
    fits = words and any(from_right(words, letters)[0] >= _LEAST * len(letters) for letters in spellings(short))
    if fits or _match_from_right(inside, short) == 0:
        yield Pair(*_whole(text, long_start, long_end), start, end)


def long_form(text: str, bracket: int, short: str) -> tuple[int, int] | None:
    """Return the offsets of the long form of `short` that ends before `bracket`: the one whose words spell it best.

    Where words do not spell it by their first letters, any letters count, as Schwartz and Hearst have it.
    """
    end = _trim(text, 0, bracket)[1]
    noun = _NOUN.search(text, max(0, end - 20), end)
    if noun is not None and noun[1][0].lower() not in short[-2:].lower():
        end = noun.start()
    begin = max(0, end - 220)
    begin = max([begin, *(match.end() for match in _STOP.finditer(text, begin, end))])
    best = _best_before(text, begin, end, short)
    if best is None:
        best = _loose(text, begin, end, short)
    if best is None:
        return None
    start, end = best
    while start > 0 and not text[start - 1].isspace() and text[start - 1] not in "([{":
        start -= 1  # no name begins in the middle of a hyphenated word
    start, end = _whole(text, *_trim(text, start, end))
    long = text[start:end]
    if len(long) <= len(short) or short.lower() in long.lower().split():
        return None
    return start, end


def _best_before(text: str, begin: int, end: int, short: str) -> tuple[int, int] | None:
    words = words_of(text, begin, end)[-_LONGEST:]
    if words and words[0].start == begin and begin > 0 and text[begin - 1].isalnum():
        words = words[1:]
    best: tuple[float, int, int] | None = None
    for letters in spellings(short):
        if best is not None and best[0] >= _PLAIN * len(letters):
            break
        # the last word or two may be no part of the name: "Kernel Prediction network (KP)"
        for left_out in range(min(2, len(words) - 1) + 1):
            kept = words[: len(words) - left_out]
            if left_out and (text[words[-left_out].start].isupper() or kept[-1].parts[-1] in SMALL_WORDS):
                break
            if best is not None and best[0] >= _PLAIN * len(letters):
                break
            for word, score in zip(kept, from_right(kept, letters), strict=True):
                score -= 1.5 * left_out
                if score >= _LEAST * len(letters) and (best is None or score > best[0]):
                    best = (score, word.start, kept[-1].end)
    return None if best is None else best[1:]


def _loose(text: str, begin: int, end: int, short: str) -> tuple[int, int] | None:
    words = list(_WORD.finditer(text, begin, end))[-min(len(short) + 5, len(short) * 2, _LONGEST) :]
    if not words:
        return None
    window = text[words[0].start() : end]
    found = _match_from_right(window, short)
    if found is None and short.endswith("s") and len(short) > 2:
        found = _match_from_right(window, short[:-1])
    return None if found is None else (words[0].start() + found, end)


def _spelled_after(text: str, at: int, short: str) -> tuple[int, int] | None:
    """Return the stretch of words from `at` on that spells the short form best."""
    if not _is_acronym(short):
        return None
    stop = min([at + 200, len(text), *(match.start() for match in _BREAK.finditer(text, at, at + 200))])
    words = words_of(text, at, stop)[: _LONGEST + 2]
    if len(words) > 1 and words[0].parts[0] in _ARTICLES:
        words = words[1:]
    if len(words) < 2:
        return None
    best: tuple[float, int] | None = None
    for letters in spellings(short):
        for index, score in enumerate(from_left(words, letters)):
            if index and score >= _SURE * len(letters) and (best is None or score > best[0]):
                best = (score, index)
    if best is None:
        return None
    last = best[1]
    # a title goes on in capitals to the end of the name: "QuARI: Query Adaptive Retrieval Improvement"
    if text[words[last].start].isupper():
        while (
            last + 1 < len(words)
            and text[words[last + 1].start].isupper()
            and not _NOUN.match(" " + words[last + 1].parts[0])
        ):
            last += 1
    return _whole(text, *_trim(text, words[0].start, words[last].end))


def spells(long: str, short: str) -> bool:
    """Return whether the first letters of the words of `long`, and maybe more of theirs, spell `short`.

    Small words and the later parts of hyphenated words may give nothing, and so may one other word
    where the short form has four letters or more.
    """
    words = [
        (part, index > 0)
        for word in _WORD.findall(long.lower())
        if word not in SMALL_WORDS
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


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Take markup back that a stretch opens or closes: "**C**ross **M**odal" without its first two stars."""
    if text.count("**", start, end) % 2 and text.endswith("**", 0, start):
        start -= 2
    lead = (
        _OPENING.search(text, max(0, start - 20), start)
        if text.count("}", start, end) > text.count("{", start, end)
        else None
    )
    if lead is not None:
        start = lead.start()
    if text.count("{", start, end) > text.count("}", start, end) and text.startswith("}", end):
        end += 1
    if text.count("$", start, end) % 2:
        if text.startswith("$", end):
            end += 1
        elif text.endswith("$", 0, start):
            start -= 1
    return start, end


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
