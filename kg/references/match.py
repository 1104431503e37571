"""Decide which paper a reference names, and how sure that is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate

from rapidfuzz import fuzz

from kg.references.index import Titled, TitleIndex
from kg.references.written import Written
from schemas.mention import Confidence
from schemas.record import Record

_ALIKE = 0.8
_EXACT = 0.96
_LONG = 4
_PLACE = frozenset({"in", "arxiv", "proc", "proceedings", "corr", "advances", "journal", "transactions"})
_TIED = 0.02
_SHORT = 3


class Match(Record):
    """Say which paper a reference names; `paper` is None where none is likely."""

    reference: str
    line: int | None
    paper: str | None = None
    title: str | None = None
    confidence: Confidence = 0.0
    method: str = "none"


def match(reference: Written, index: TitleIndex) -> Match:
    """Return the paper that a reference most likely names.

    An identifier decides; otherwise a title that stands in the text as a clause of its own, nearly
    word for word, and whose year and first author are there. Two papers that fit as well halve the
    confidence.
    """
    for name in reference.names:
        found = index.named(name)
        if found is not None:
            return _made(reference, found, 1.0, name)
    weighed = [(*_weigh(reference, titled), titled) for titled in index.near(reference.words)]
    ranked = sorted(weighed, key=lambda w: (-w[0], -len(w[2].words), w[2].id))
    if not ranked or ranked[0][0] <= 0:
        return Match(reference=reference.text, line=reference.line)
    confidence, method, best = ranked[0]
    if len(ranked) > 1 and ranked[1][0] > confidence - _TIED and len(ranked[1][2].words) >= len(best.words):
        return _made(reference, best, confidence / 2, f"{method}; {ranked[1][2].id} fits as well")
    return _made(reference, best, confidence, method)


def _made(reference: Written, titled: Titled, confidence: float, method: str) -> Match:
    return Match(
        reference=reference.text,
        line=reference.line,
        paper=titled.id,
        title=titled.title,
        confidence=round(confidence, 3),
        method=method,
    )


def _weigh(reference: Written, titled: Titled) -> tuple[float, str]:
    """Weigh a title: how well it stands there, times what clause, year and author take from it."""
    author = _author(reference.words, titled)
    what, (likeness, begin, end) = "title", _aligned(titled.words, reference.words)
    factor = 1.0
    if likeness < _ALIKE and titled.main and author:
        what, (likeness, begin, end) = "title without what follows the colon", _aligned(titled.main, reference.words)
        likeness, factor = (likeness, 0.85) if likeness > _EXACT else (0.0, 0.0)
    if likeness < _ALIKE:
        return 0.0, ""
    confidence = factor * ((likeness - _ALIKE) / (1 - _ALIKE) * 0.5 + 0.5)
    said = [f"{what} {likeness:.0%}"]
    bounds = _begins(reference, begin) + _ends(reference, end)
    if bounds < 2:
        clear = author and likeness > _EXACT and end - begin >= _LONG
        confidence *= 0.9 if clear else 0.75 if bounds else 0.5
        said.append("within a clause")
    if author is not None:
        confidence *= 1.0 if author else 0.55
        said.append("first author" if author else "other authors")
    year = None if titled.year is None or not reference.years else min(abs(titled.year - y) for y in reference.years)
    if year is not None:
        confidence *= 1.0 if year <= 1 else 0.9 if year == 2 else 0.6
        said.append("year" if year == 0 else f"year off by {year}")
    if author is None or year is None:
        confidence *= 0.9
    if end - begin < _SHORT and author is not True:
        confidence *= 0.6
    return confidence, ", ".join(said)


def _begins(reference: Written, begin: int) -> bool:
    """Say whether a clause begins at this word, or a year stands before it."""
    if begin == 0 or reference.clauses[begin - 1] != reference.clauses[begin]:
        return True
    return reference.words[begin - 1].isdigit()


def _ends(reference: Written, end: int) -> bool:
    """Say whether a clause ends before this word, or where it was published begins."""
    if end == len(reference.clauses) or reference.clauses[end - 1] != reference.clauses[end]:
        return True
    return reference.words[end] in _PLACE or reference.words[end].isdigit()


def _aligned(title: tuple[str, ...], text: tuple[str, ...]) -> tuple[float, int, int]:
    """Return how alike the title and the words are that are most like it, and where they begin and end."""
    wanted, whole = " ".join(title), " ".join(text)
    if not wanted or not whole:
        return 0.0, 0, 0
    place = fuzz.partial_ratio_alignment(wanted, whole, score_cutoff=100 * (_ALIKE - 0.1))
    if place is None:
        return 0.0, 0, 0
    start, stop = (place.dest_start, place.dest_end) if len(wanted) <= len(whole) else (0, len(whole))
    starts = [0, *accumulate(len(word) + 1 for word in text)]
    near_begin, near_end = bisect_right(starts, start) - 1, bisect_left(starts, stop)
    best = (0.0, 0, 0)
    for begin in range(max(0, near_begin - 1), min(len(text), near_begin + 2)):
        for end in range(max(begin + 1, near_end - 1), min(len(text), near_end + 1) + 1):
            likeness = fuzz.ratio(wanted, " ".join(text[begin:end])) / 100
            best = max(best, (likeness, begin, end), key=lambda b: (b[0], b[1] - b[2]))
    return best


def _author(text: tuple[str, ...], titled: Titled) -> bool | None:
    """Say whether the first author's family name is there, a slip apart; None where the paper has no author."""
    if titled.author is None:
        return None
    family = titled.author.family
    return any(word == family or (len(family) > 4 and fuzz.ratio(word, family) >= 85) for word in text)
