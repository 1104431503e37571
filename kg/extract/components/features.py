"""Describe a candidate, by all its occurrences together, as hashed features."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

import numpy as np

from kg.extract.components.candidates import MOST_PLACES
from kg.extract.components.course import Course
from kg.extract.components.cues import CUES, TELLING
from kg.extract.components.spotter import TYPES, spans_scores

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    import numpy.typing as npt

    from kg.extract.components.candidates import Candidate, Key, Reading
    from kg.extract.components.known import Counts

BITS = 18

_DIGITS = re.compile(r"\d")
_EDGES = np.array([-7.0, -4.5, -3.0, -2.2, -1.5, -1.0, -0.6, -0.3, -0.1, -0.03])
_MARGINS = (0.3, 0.8, 1.5, 3.0)
_OFTEN = (1, 2, 4, 8, 20, 60)
_RATES = (0.02, 0.1, 0.25, 0.4, 0.6, 0.75, 0.9, 0.98)
_SENTENCE_END = frozenset(".!?")


class Opinion(NamedTuple):
    """Hold what the spotter says of a candidate, over all its places."""

    mean: list[float]
    """Per type, log probability per token."""
    bins: list[int]
    """The same in `_EDGES`."""
    peaks: list[int]
    """The highest of all places, in `_EDGES`."""
    lead: int
    """The most probable type."""
    second: int
    outside: int
    """Log probability of being outside a name, in `_EDGES`."""


class Describer:
    """Turn the candidates of one document into features."""

    def __init__(self, reading: Reading, counts: Callable[[Key], Counts | None]) -> None:
        self.reading = reading
        self.counts = counts
        self.small = [word if word.isalpha() else _DIGITS.sub("0", word) for word in reading.lower]
        self.paper = [f"P{word}" for word in TELLING.intersection(self.small)]
        self.best = {(start, end): t for start, end, t in reading.best}
        self.best_at = [-1] * len(reading.words)
        for index, (start, end, _) in enumerate(reading.best):
            for at in range(start, end):
                self.best_at[at] = index
        first = next((at for at, word in enumerate(reading.words) if not word.isspace()), 0)
        self.first_word = first
        title = reading.words[: reading.abstract_start]
        self.colon = title.index(":") if ":" in title else -1
        self.sentence_starts = [0] + [
            at + 1 for at, word in enumerate(reading.words) if word in _SENTENCE_END or at + 1 == reading.abstract_start
        ]
        self.opinions = _opinions(reading)

    def describe(self, candidate: Candidate) -> tuple[npt.NDArray[np.int32], list[str]]:
        """Return the hashed features for type, and the plain ones that the role needs."""
        context = self._context(candidate)
        own = [*self._spotter(candidate), *self._surface(candidate), *self._history(candidate)]
        return hashed([*own, *context, *self.paper, "bias"]), context

    def course(self, names: Collection[Candidate]) -> Course:
        """Return how the paper goes, with what is named in it."""
        titled = self.colon >= 0 and any(one.places[0][0] == self.first_word for one in names)
        return Course(self.small, self.reading.abstract_start, self.sentence_starts, names, titled=titled)

    def role(self, context: list[str], candidate: Candidate, type_: int, course: Course) -> npt.NDArray[np.int32]:
        """Return the hashed features for the role of a candidate of a known type."""
        name = TYPES[type_]
        last = self.small[candidate.places[0][1] - 1]
        shared = [*context, *course.features(candidate)]
        named = [*shared, *self.paper, f"w{last}", f"short{bool(candidate.partners)}", "bias"]
        return hashed([*(f"{name}|{one}" for one in named), *shared])

    def _spotter(self, candidate: Candidate) -> list[str]:
        opinion = self.opinions[candidate.key]
        bins, peaks = opinion.bins, opinion.peaks
        places = candidate.places[:MOST_PLACES]
        exact = nested = crossed = 0
        votes = [0] * len(TYPES)
        for start, end in places:
            t = self.best.get((start, end))
            if t is not None:
                exact += 1
                votes[t] += 1
                continue
            touching = {self.best_at[at] for at in range(start, end)} - {-1}
            if touching:
                a, b, _ = self.reading.best[min(touching)]
                nested += a <= start and end <= b
                crossed += not (a <= start and end <= b)
        lead, second = opinion.lead, opinion.second
        margin = bisect_left(_MARGINS, opinion.mean[lead] - opinion.mean[second])
        n = len(places)
        share = f"{4 * exact // n}.{min(n, 3)}"
        out = [f"m{t}:{bins[t]}" for t in range(len(TYPES))]
        out += [f"x{t}:{peaks[t]}" for t in range(len(TYPES))]
        out += [
            f"lead{lead}:{bins[lead]}",
            f"lead{lead}:{margin}:{second}",
            f"lead{lead}.{second}",
            f"peak{lead}:{peaks[lead]}:{min(n, 4)}",
            f"out{opinion.outside}",
            f"exact{share}",
            f"exact{lead}:{share}",
            f"nested{4 * nested // n}:{lead}",
            f"crossed{4 * crossed // n}",
            f"votes{max(range(len(TYPES)), key=votes.__getitem__) if exact else '-'}:{bins[lead]}",
        ]
        for partner in candidate.partners[:2]:
            if partner in self.opinions:
                other = self.opinions[partner]
                out += [f"partner{other.lead}:{other.bins[other.lead]}", f"partner{other.lead}:{lead}"]
        out.append(f"pair{candidate.is_long:d}{candidate.is_short:d}")
        return out

    def _surface(self, candidate: Candidate) -> list[str]:
        start, end = candidate.places[0]
        words, small = self.reading.words[start:end], self.small[start:end]
        text = self.reading.surface(start, end).strip()
        folded = f"^{_DIGITS.sub('0', text.lower())[:40]}$"
        out = [f"c{folded[at : at + n]}" for n in (2, 3, 4) for at in range(len(folded) - n + 1)]
        out += [f"in{word}" for word in small]
        shape = _shape(text)
        out += [
            f"first{small[0]}",
            f"last{small[-1]}",
            f"last2{' '.join(small[-2:])}",
            f"shape{shape}",
            f"shapes{' '.join(_shape(word) for word in words[:6])}",
            f"words{min(len(words), 8)}",
            f"tail{small[-1][-4:]}",
            f"upper{min(sum(map(str.isupper, text)), 6)}",
        ]
        marks = self.reading.marks
        whole = all(mark.startswith("I-") for mark in marks[start + 1 : end])
        after = end < len(marks) and marks[end].startswith("I-")
        out.append(f"lexicon{marks[start]}{whole:d}{after:d}")
        return out

    def _history(self, candidate: Candidate) -> list[str]:
        counts = self.counts(candidate.key)
        opinion = self.opinions[candidate.key]
        lead = opinion.lead
        if counts is None or not counts[0]:
            return ["unseen", f"unseen{lead}:{opinion.bins[lead]}"]
        papers, *types = counts
        named = sum(types)
        often = bisect_left(_OFTEN, papers)
        rate = bisect_left(_RATES, named / papers)
        out = [f"seen{often}:{rate}", f"rate{rate}:{lead}:{opinion.bins[lead] // 2}"]
        for t, times in enumerate(types):
            if times:
                out.append(f"was{t}:{int(4 * times / named)}:{min(often, 3)}")
        if named:
            most = max(range(len(types)), key=types.__getitem__)
            out += [f"most{most}:{lead}", f"most{most}:{rate}", f"most{most}:{often}:{rate}"]
        return out

    def _context(self, candidate: Candidate) -> list[str]:
        small, start_of_abstract = self.small, self.reading.abstract_start
        out: set[str] = set()
        titled = False
        for start, end in candidate.places[:MOST_PLACES]:
            low, high = (0, start_of_abstract) if start < start_of_abstract else (start_of_abstract, len(small))
            left = small[max(low, start - 5) : start]
            right = small[end : min(high, end + 5)]
            out.update(f"l{word}" for word in left)
            out.update(f"r{word}" for word in right)
            before = left[-1] if left else "<"
            after = right[0] if right else ">"
            out.add(f"l1{before}")
            out.add(f"r1{after}")
            out.add(f"lr{before}|{after}")
            out.add(f"l2{' '.join(left[-2:])}")
            out.add(f"r2{' '.join(right[:2])}")
            out.add(f"l3{' '.join(left[-3:])}")
            if start < start_of_abstract:
                titled = True
                if start == self.first_word:
                    out.add(f"title-start{after if after in (':', '-', '–', '—') else ''}")
                elif self.colon >= 0:
                    out.add("title-after-colon" if start > self.colon else "title-before-colon")
                else:
                    out.add("title-inside")
            else:
                index = bisect_left(self.sentence_starts, start + 1) - 1
                begin = self.sentence_starts[index]
                finish = self.sentence_starts[index + 1] if index + 1 < len(self.sentence_starts) else len(small)
                out.update(f"s{word}" for word in CUES.intersection(small[begin:finish]))
                out.add(f"where{4 * (start - start_of_abstract) // (len(small) - start_of_abstract)}")
        out.add(f"titled{titled:d}{min(len(candidate.places), 5)}")
        out.add(f"times{min(len(candidate.places), 5)}")
        where = 8 * candidate.places[0][0] // max(1, len(small))
        out.add(f"first-at{where}")
        return list(out)


def _opinions(reading: Reading) -> dict[Key, Opinion]:
    """Return the opinion on each candidate that occurs; all are computed together, numpy being slow on small arrays."""
    candidates = [candidate for candidate in reading.candidates.values() if candidate.places]
    if not candidates:
        return {}
    counts = [min(len(candidate.places), MOST_PLACES) for candidate in candidates]
    places = np.array([place for candidate in candidates for place in candidate.places[:MOST_PLACES]])
    firsts = np.cumsum([0, *counts[:-1]])
    shares = np.array(counts)[:, None]
    rows = spans_scores(reading.scores, places[:, 0], places[:, 1])
    mean = np.add.reduceat(rows, firsts) / shares
    bins = np.searchsorted(_EDGES, mean).tolist()
    peaks = np.searchsorted(_EDGES, np.maximum.reduceat(rows, firsts)).tolist()
    sums = np.concatenate([[0.0], np.cumsum(reading.scores[:, 0], dtype=np.float64)])
    outside = (sums[places[:, 1]] - sums[places[:, 0]]) / (places[:, 1] - places[:, 0])
    outsides = np.searchsorted(_EDGES, np.add.reduceat(outside, firsts) / shares[:, 0]).tolist()
    order = np.argsort(mean, axis=1)[:, ::-1].tolist()
    return {
        candidate.key: Opinion(average, bins[at], peaks[at], order[at][0], order[at][1], outsides[at])
        for at, (candidate, average) in enumerate(zip(candidates, mean.tolist(), strict=True))
    }


def hashed(names: Iterable[str]) -> npt.NDArray[np.int32]:
    """Return the distinct rows of feature names."""
    mask = (1 << BITS) - 1
    return np.array(list({crc32(name.encode()) & mask for name in names}), dtype=np.int32)


def _shape(text: str) -> str:
    kinds = ("X" if c.isupper() else "x" if c.isalpha() else "0" if c.isdigit() else c for c in text[:30])
    out = ""
    for kind in kinds:
        if not out.endswith(kind):
            out += kind
    return out
