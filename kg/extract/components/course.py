"""Tell how names stand to the place where an abstract turns to the paper's own work: "we propose ..."."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from kg.extract.components.candidates import MOST_PLACES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kg.extract.components.candidates import Candidate, Key

_OURS = frozenset(("we", "our"))
_WORKS = frozenset(("paper", "work", "study", "survey", "article"))
_AUTHORS = frozenset(("we", "paper", "work", "i", "study"))
_PROPOSES = frozenset((
    "propose", "proposes", "proposed", "introduce", "introduces", "present", "presents", "develop", "develops", "design",
    "release", "construct", "build", "contribute", "create",
))  # fmt: skip
_REACH = 4
"""Words before "propose" of which one must say who does."""


class Course:
    """Hold where an abstract turns to the paper's own work, and which name it proposes first."""

    def __init__(
        self,
        words: list[str],
        abstract_start: int,
        sentence_starts: list[int],
        names: Collection[Candidate],
        titled: bool,
    ) -> None:
        """Read the course of a paper with lower-case `words`.

        `titled` says that the title begins with a name and a colon.
        """
        self._words, self._abstract, self._starts = words, abstract_start, sentence_starts
        self._first = self._sentence(abstract_start)
        self._last = self._sentence(len(words) - 1)
        abstract = range(abstract_start, len(words))
        self._turn = next((self._sentence(at) for at in abstract if self._is_turn(at)), self._last + 1)
        self._proposal = next((at for at in abstract if self._is_proposal(at)), -1)
        ordered = sorted((candidate.places[0][0], candidate.key) for candidate in names)
        self._order = {key: rank for rank, (_, key) in enumerate(ordered)}
        self._proposed = self._first_proposed(names) if self._proposal >= 0 else None
        self._titled = ordered[0][1] if titled and ordered else None
        self._most = max((len(candidate.places) for candidate in names), default=0)

    def features(self, candidate: Candidate) -> list[str]:
        """Return what tells the role of one of the names."""
        key = candidate.key
        inside = [start for start, _ in candidate.places if start >= self._abstract]
        out = {feature for start in inside[:MOST_PLACES] for feature in self._at(start)}
        if inside:
            out.add(f"first {self._side(self._sentence(inside[0]))}")
            out.add(f"last {self._side(self._sentence(inside[-1]))}")
        else:
            out.add("in the title only")
        if self._proposal >= 0:
            out.add(f"proposed {key == self._proposed}")
            out.add(f"before proposal {bool(inside) and inside[-1] < self._proposal}")
        else:
            out.add("no proposal")
        out.add(f"titled {key == self._titled} {self._titled is not None}")
        out.add(f"rank {min(self._order[key], 4)} of {min(len(self._order), 8)}")
        out.add(f"most often {len(candidate.places) == self._most > 1}")
        for partner in candidate.partners:
            if partner == self._titled != key:
                out.add("partner titled")
            if partner == self._proposed:
                out.add("partner proposed")
        return [f"course {one}" for one in sorted(out)]

    def _at(self, start: int) -> Iterator[str]:
        sentence = self._sentence(start)
        yield self._side(sentence)
        yield f"sentence {min(sentence - self._first, 3)}"
        yield f"sentence from the end {min(self._last - sentence, 2)}"
        ours = not _OURS.isdisjoint(self._words[self._starts[sentence] : self._end(sentence)])
        yield f"ours {ours} {sentence < self._turn}"

    def _side(self, sentence: int) -> str:
        return "before" if sentence < self._turn else "at" if sentence == self._turn else "after"

    def _sentence(self, at: int) -> int:
        return bisect_right(self._starts, at) - 1

    def _end(self, sentence: int) -> int:
        return self._starts[sentence + 1] if sentence + 1 < len(self._starts) else len(self._words)

    def _is_turn(self, at: int) -> bool:
        word, following = self._words[at], self._words[at + 1 : at + 2]
        return word in _OURS or (word == "this" and not _WORKS.isdisjoint(following))

    def _is_proposal(self, at: int) -> bool:
        before = self._words[max(self._abstract, at - _REACH) : at]
        return self._words[at] in _PROPOSES and not _AUTHORS.isdisjoint(before)

    def _first_proposed(self, names: Collection[Candidate]) -> Key | None:
        """Return the name that follows the proposal first, in its sentence."""
        end = self._end(self._sentence(self._proposal))
        after = [(at, one.key) for one in names for at, _ in one.places if self._proposal < at < end]
        return min(after)[1] if after else None
