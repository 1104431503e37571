"""Lay out what a claim can be made of: the values of each sentence, and the names around them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.components.values import find_values

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.components.values import Value

SUBJECTS = ("Model", "Method")
RESOURCES = ("Benchmark", "Dataset")
PHRASE = "Phrase"
"""Label of what names the paper's own work without a name: "our model"."""

_LONGEST_SENTENCE = 2_000
"""Characters; what is longer is a table or no prose, and its numbers cannot be told apart by words."""
_MOST_FAR = 4
"""Names from other sentences that are looked at, the nearest first."""
_SENTENCE = re.compile(r"(?<=[.!?])[\"”)]?\s+(?=[A-Z“\"(\\$*])")
WORD = re.compile(r"[a-z]+|[^\sa-z0-9]")
_GLUE = re.compile(r"[\s~$,/&\\{}]*(?:and|or|vs\.?)?[\s~$,/&\\{}]*(?:the|on)?\s*")
_OWN_WORK = re.compile(
    r"\b(?:[Oo]ur|[Tt]he proposed|[Pp]roposed|[Tt]his|[Tt]he)(?: (?!of\b|on\b|in\b|for\b|and\b|to\b)[\w-]+){0,3}? "
    r"(?:models?|methods?|approach|systems?|frameworks?|algorithms?|architecture|solution|submissions?|pipeline|"
    r"network|ensemble)\b"
)


class Name(NamedTuple):
    """Hold a mention, or a phrase that stands for one, by characters of the document."""

    start: int
    end: int
    text: str
    label: str
    role: str


class Far(NamedTuple):
    """Hold a name that may belong to a value, and how many sentences away it stands (0: in the same)."""

    name: Name
    distance: int


class Place(NamedTuple):
    """Say where an item stands in a list of its kind, "A, B and C"."""

    rank: int
    length: int


@dataclass(frozen=True)
class Text:
    """Hold what the claims of a document are read from."""

    text: str
    abstract_start: int
    names: list[Name]
    """In order of their places."""
    shorts: dict[str, str]
    """Short forms by long forms."""

    @cached_property
    def bounds(self) -> list[tuple[int, int]]:
        """Return where sentences begin and end."""
        out, start = [], 0
        for cut in [*(match.end() for match in _SENTENCE.finditer(self.text)), len(self.text)]:
            if start < self.abstract_start < cut:
                out.append((start, self.abstract_start))
                start = self.abstract_start
            if cut > start:
                out.append((start, cut))
                start = cut
        return out

    @cached_property
    def times(self) -> Counter[str]:
        """Return how often each surface occurs."""
        return Counter(name.text for name in self.names)

    @cached_property
    def titled(self) -> set[str]:
        """Return the surfaces in the title."""
        return {name.text for name in self.names if name.start < self.abstract_start}

    @cached_property
    def short_forms(self) -> set[str]:
        """Return the surfaces that are short forms."""
        return set(self.shorts.values())

    @cached_property
    def introduced(self) -> list[str]:
        """Return the paper's own models and methods, the one named most often first.

        A long form counts for its short form.
        """
        own = (name.text for name in self.names if name.label in SUBJECTS and name.role == "introduced")
        return [name for name, _ in Counter(self.shorts.get(one, one) for one in own).most_common()]

    def sentence_at(self, at: int) -> int:
        """Return the index of the sentence that holds a character."""
        return bisect_right(self.bounds, (at, len(self.text))) - 1

    def surfaces(self, labels: tuple[str, ...]) -> set[str]:
        """Return the different surfaces of some labels."""
        return {name.text for name in self.names if name.label in labels}


@dataclass(frozen=True)
class Sentence:
    """Hold a sentence with the names and the values in it."""

    whole: Text
    index: int
    start: int
    end: int
    names: list[Name]
    values: list[Value]
    resources: list[Name] = field(init=False)
    """The benchmarks and datasets."""
    subjects: list[Name] = field(init=False)
    """The models and methods."""
    metrics: list[Name] = field(init=False)
    lower: str = field(init=False)
    words: list[str] = field(init=False)
    word_starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Sort the names by what they can be in a claim, and part the words."""
        put = object.__setattr__
        put(self, "resources", [one for one in self.names if one.label in RESOURCES])
        put(self, "subjects", [one for one in self.names if one.label in SUBJECTS])
        put(self, "metrics", [one for one in self.names if one.label == "Metric"])
        # where lower case is longer than the text, offsets would not hold
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in self.whole.text[self.start : self.end])
        put(self, "lower", lower)
        matches = list(WORD.finditer(lower))
        put(self, "words", [match[0] for match in matches])
        put(self, "word_starts", [match.start() + self.start for match in matches])

    @cached_property
    def value_places(self) -> dict[int, Place]:
        """Return the place of each value in its list, by first character."""
        return _places(self.whole.text, self.values)

    @cached_property
    def name_places(self) -> dict[int, Place]:
        """Return the place of each resource and subject in its list, by first character.

        A long form with its short form beside it takes one place.
        """
        long = self.whole.shorts
        return {
            **_places(self.whole.text, [one for one in self.resources if one.text not in long]),
            **_places(self.whole.text, [one for one in self.subjects if one.text not in long]),
        }

    @cached_property
    def own_work(self) -> list[Far]:
        """Return the phrases for the paper's own work: here, else the last one before."""
        text = self.whole.text
        here = [Far(_phrase(match), 0) for match in _OWN_WORK.finditer(text, self.start, self.end)]
        if here:
            return here
        before = list(_OWN_WORK.finditer(text, self.whole.abstract_start, self.start))[-1:]
        return [Far(_phrase(match), self.whole.sentence_at(match.start()) - self.index) for match in before]

    @cached_property
    def possible_resources(self) -> list[Far]:
        """Return what a value of this sentence may have been measured on."""
        return [*(Far(one, 0) for one in self.resources), *self._elsewhere(RESOURCES, self.resources)]

    @cached_property
    def possible_subjects(self) -> list[Far]:
        """Return what a value of this sentence may be a result of."""
        return [*(Far(one, 0) for one in self.subjects), *self._elsewhere(SUBJECTS, self.subjects), *self.own_work]

    def _elsewhere(self, labels: tuple[str, ...], here: Sequence[Name]) -> list[Far]:
        known = {one.text for one in here}
        found: dict[str, Far] = {}
        for name in self.whole.names:
            if name.label not in labels or name.text in known:
                continue
            distance = self.whole.sentence_at(name.start) - self.index
            if distance < 0 or name.text not in found:
                found[name.text] = Far(name, distance)
        own = set(self.whole.introduced[:3])
        near = sorted(found.values(), key=lambda far: -far.distance if far.distance < 0 else 99)
        return [far for rank, far in enumerate(near) if rank < _MOST_FAR or far.name.text in own]

    def before(self, at: int, length: int) -> str:
        """Return the text before a character, in lower case, within the sentence."""
        return self.lower[max(0, at - self.start - length) : max(0, at - self.start)]

    def after(self, at: int, length: int) -> str:
        """Return the text after a character, in lower case, within the sentence."""
        return self.lower[at - self.start : at - self.start + length]

    def words_between(self, start: int, end: int) -> list[str]:
        """Return the words and signs that begin between two characters."""
        return self.words[bisect_left(self.word_starts, start) : bisect_left(self.word_starts, end)]


def sentences_of(whole: Text) -> Iterator[Sentence]:
    """Yield the sentences that may state a result, if the document names something to measure on."""
    if not any(name.label in RESOURCES for name in whole.names):
        return
    starts = [name.start for name in whole.names]
    for index, (start, end) in enumerate(whole.bounds):
        if end - start > _LONGEST_SENTENCE or not any(map(str.isdigit, whole.text[start:end])):
            continue
        inside = whole.names[bisect_left(starts, start) : bisect_left(starts, end)]
        values = [
            value
            for value in find_values(whole.text, start, end)
            if not any(one.start < value.end and value.start < one.end for one in inside)
        ]
        if values:
            yield Sentence(whole, index, start, end, inside, values)


def _phrase(match: re.Match[str]) -> Name:
    return Name(match.start(), match.end(), match[0], PHRASE, "")


def _places(text: str, items: Sequence[Value | Name]) -> dict[int, Place]:
    out: dict[int, Place] = {}
    group: list[int] = []
    end = 0
    for item in items:
        if group and not _GLUE.fullmatch(text[end : item.start]):
            out |= {start: Place(index, len(group)) for index, start in enumerate(group)}
            group = []
        group.append(item.start)
        end = item.end
    return out | {start: Place(index, len(group)) for index, start in enumerate(group)}
