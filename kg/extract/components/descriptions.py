"""Describe values and what they may belong to: numbers for the trees, features for the regression."""

from __future__ import annotations

import math
import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.components.statements import PHRASE, RESOURCES, SUBJECTS, WORD
from kg.extract.components.wording import BRACKET, first_choice, is_compared, is_compared_with, is_delta

if TYPE_CHECKING:
    from kg.extract.components.statements import Far, Name, Sentence
    from kg.extract.components.values import Value

_OURS = re.compile(r"\b(?:we|our|ours|it|its|proposed|this|the (?:model|method|approach|framework|resulting))\b")
_REACHES = re.compile(
    r"\b(?:achiev|obtain|attain|reach|yield|outperform|improv|surpass|exceed|scor|reduc|deliver|get|give|show|perform|"
    r"increas|boost|enhanc|rais|gain|set|establish|rank)\w*"
)
_BESIDE = re.compile(r"[\s~}]*[(\[:=$~]*[\s$~]*")
_TURN = re.compile(r"\b(?:while|whereas|but)\b")
_RESOURCE_NOUN = re.compile(r"[\s\w-]{0,12}(?:dataset|benchmark|test|val|dev|task|corpus|challenge)")
_CUES = [
    "achiev", "obtain", "attain", "reach", "yield", "outperform", "improv", "surpass", "exceed", "scor", "reduc",
    "speed", "faster", "latenc", "memor", "cost", "token", "parameter", "compress", "average", "across", "only",
    "up", "respectively", "state-of", "accuracy", "error", "train", "fewer", "less", "than", "compar", "from",
    "while", "gap", "correlat", "contain", "compris", "includ", "drop", "increas", "baseline", "data", "relative",
    "absolute", "success", "rate",
]  # fmt: skip
_CUE = re.compile("|".join(sorted(_CUES, key=len, reverse=True)))
_BEFORE_NAME = (
    "on", "in", "for", "at", "over", "across", "of", "to", "from", "the", "and", ",", "(", "with", "by", "as",
)  # fmt: skip
_UNITS = ("", "%", "points", "times", "dB")
_FAR = 300.0


class Description(NamedTuple):
    """Hold the numbers and the features that describe one candidate."""

    numbers: list[float]
    features: list[str]


class ValueView:
    """Describe one value of a sentence, and its relation to each name."""

    def __init__(self, sentence: Sentence, value: Value) -> None:
        self.sentence, self.value = sentence, value
        self.index = sentence.values.index(value)
        self.delta = is_delta(sentence, value)
        self.compared = is_compared(sentence, value)
        self.listed = "respectively" in sentence.lower
        self.resources = list({one.text: one for one in sentence.resources}.values())
        self.subjects = list({one.text: one for one in sentence.subjects}.values())
        whole = sentence.whole
        self.document = [
            float(len(whole.surfaces(RESOURCES))),
            float(len(whole.surfaces(SUBJECTS))),
            float(len(whole.introduced)),
            sentence.index / len(whole.bounds),
            float(len(whole.bounds) - sentence.index),
        ]
        place = sentence.value_places[value.start]
        self.place = place
        peers = [one for one in sentence.values if one.signed == value.signed and one.unit == value.unit]
        self.peers = peers
        self.shared = [
            float(_UNITS.index(value.unit)),
            float(value.signed),
            float(self.delta),
            float(self.compared),
            float(len(sentence.values)),
            float(self.index),
            float(place.rank),
            float(place.length),
            float(len(peers)),
            float(peers.index(value)),
            float(len(self.resources)),
            float(len(self.subjects)),
            float(self.listed),
        ]
        before, after = sentence.before(value.start, 45), sentence.after(value.end, 45)
        self.ours = [
            float(_OURS.search(sentence.lower[: value.start - sentence.start]) is not None),
            float(" our " in sentence.before(value.start, 400)[-400:] or sentence.lower.startswith("our ")),
            float("we " in sentence.lower[: value.start - sentence.start]),
            float("it " in sentence.lower[: value.start - sentence.start]),
        ]
        self.cues_before = set(_CUE.findall(before))
        self.cues_after = set(_CUE.findall(after))
        at = value.start
        self.left = sentence.words_between(at - 60, at)[-5:]
        self.right = sentence.words_between(value.end, value.end + 60)[:5]

    def value_alone(self, cues: set[str]) -> Description:
        """Return what tells whether the value is a result at all."""
        sentence, value = self.sentence, self.value
        left, right = self.left, self.right
        metrics_before = [one for one in sentence.metrics if one.end <= value.start]
        metrics_after = [one for one in sentence.metrics if one.start >= value.end]
        numbers = [
            *self.shared,
            *self.document,
            float(value.is_range),
            float(value.number == int(value.number)),
            float("." in value.text),
            math.log1p(value.number),
            float(len(sentence.metrics)),
            value.start - metrics_before[-1].end if metrics_before else _FAR,
            metrics_after[0].start - value.end if metrics_after else _FAR,
            float(sentence.end - sentence.start),
            float(
                sentence.lower.count("(", 0, value.start - sentence.start)
                - sentence.lower.count(")", 0, value.start - sentence.start)
            ),
            min((value.start - one.end for one in sentence.resources if one.end <= value.start), default=_FAR),
            min((one.start - value.end for one in sentence.resources if one.start >= value.end), default=_FAR),
            min((value.start - one.end for one in sentence.subjects if one.end <= value.start), default=_FAR),
            min((one.start - value.end for one in sentence.subjects if one.start >= value.end), default=_FAR),
            *self.ours,
            *(float(cue in cues) for cue in _CUES),
            *(float(cue in self.cues_before) for cue in _CUES),
            *(float(cue in self.cues_after) for cue in _CUES),
        ]
        shape = f"{value.unit}{value.signed:d}{'.' in value.text:d}{min(len(value.text), 7)}"
        features = [
            f"kind{shape}",
            f"counts{min(len(sentence.values), 5)}:{min(len(self.resources), 3)}:{min(len(self.subjects), 2)}",
            f"resources{min(len(self.resources), 3)}of{min(int(self.document[0]), 4)}",
            f"delta{self.delta:d}from{self.compared:d}",
            f"measured{bool(sentence.metrics):d}",
            f"own{min(int(self.document[2]), 2)}",
            *(f"l{word}" for word in left),
            *(f"r{word}" for word in right),
            f"l1{' '.join(left[-1:])}",
            f"r1{' '.join(right[:1])}",
            f"l2{' '.join(left[-2:])}",
            f"r2{' '.join(right[:2])}",
            f"l3{' '.join(left[-3:])}",
            f"u{value.unit}r1{' '.join(right[:1])}",
            f"u{value.unit}l1{' '.join(left[-1:])}",
            *(f"s{word}" for word in {*sentence.words} if len(word) > 2),
            "bias",
        ]
        return Description(numbers, features)

    def _relation(self, name: Name, same: list[Name]) -> tuple[list[float], list[str]]:
        sentence, value = self.sentence, self.value
        after = name.start >= value.end
        low, high = (value.end, name.start) if after else (name.end, value.start)
        gap = sentence.whole.text[low:high].lower()
        words = sentence.words_between(low, high)
        others = {one.text for one in same if low <= one.start and one.end <= high and one.text != name.text}
        numbers = [
            float(after),
            float(len(gap)),
            float(len(words)),
            float(sum(map(str.isalpha, words))),
            float(sum(low <= one.start < high for one in sentence.values)),
            float(len(others)),
            float(gap.count(",")),
            float(gap.count("(") - gap.count(")")),
            float(";" in gap),
            float(" and " in gap),
            float(_TURN.search(gap) is not None),
            float(_BESIDE.fullmatch(gap) is not None),
            float(BRACKET.fullmatch(gap) is not None),
            float(_REACHES.search(gap) is not None),
        ]
        return numbers, words

    def _in_list(self, name: Name) -> tuple[float, float, float]:
        """Return whether name and value hold the same place of lists as long, then the name's rank and its list's length."""
        place = self.sentence.name_places.get(name.start)
        if place is None:
            return -1.0, -1.0, -1.0
        as_long = place.length == self.place.length > 1
        return float(place.rank == self.place.rank) if as_long else -1.0, float(place.rank), float(place.length)

    def resource(self, far: Far, rank: int) -> Description:
        """Return what tells whether the value was measured on a benchmark or dataset."""
        name, distance = far
        sentence, value, whole = self.sentence, self.value, self.sentence.whole
        lead = whole.text[max(0, name.start - 25) : name.start].lower().split()[-1:]
        pre = lead[0] if lead else ""
        here = distance == 0
        numbers = [
            *self.shared,
            *self.document,
            float(distance),
            float(rank),
            float(name.label == "Dataset"),
            float(name.role == "introduced"),
            float(name.role == "mentioned"),
            float(whole.times[name.text]),
            float(name.text in whole.shorts),
            float(name.text in whole.short_forms),
            float(name.text in whole.titled),
            float(_RESOURCE_NOUN.match(whole.text[name.end : name.end + 25].lower()) is not None),
            *(float(pre == word) for word in _BEFORE_NAME),
        ]
        features = [
            f"label{name.label}{name.role}{here:d}",
            f"form{name.text in whole.shorts:d}{name.text in whole.short_forms:d}{here:d}",
            f"title{name.text in whole.titled:d}{name.role == 'introduced':d}{here:d}",
            f"here{here:d}{min(len(self.resources), 2)}",
            "bias",
        ]
        if not here:
            numbers += [-1.0] * 22
            features += [
                f"away{max(-4, min(1, distance))}:{min(int(self.document[0]), 4)}:{min(rank, 3)}",
                f"away{max(-4, min(1, distance))}:{min(len(self.resources), 2)}",
                f"pre{pre}away",
            ]
            return Description(numbers, features)
        relation, words = self._relation(name, sentence.resources)
        after = relation[0] > 0
        side = "after" if after else "before"
        aligned, *listed = self._in_list(name)
        order = next(i for i, one in enumerate(self.resources) if one.text == name.text)
        step = max(-4, min(4, self.peers.index(value) - order))
        even = len(self.peers) == len(self.resources)
        ruled = self._ruled == name.start
        numbers += [
            *relation,
            aligned,
            *listed,
            float(step),
            float(even),
            float(ruled),
            float(self.index - order),
            float(len(sentence.values) == len(self.resources)),
        ]
        near, farther = (words[:2], words[-2:]) if after else (words[-2:], words[:2])
        features += [
            f"{side}{min(int(relation[5]), 3)}:{min(int(relation[4]), 3)}",
            f"rule{ruled:d}{side}{min(len(words), 12)}",
            f"rule{ruled:d}",
            f"step{step}:{even:d}:{len(self.peers) > 1:d}:{side}",
            f"aligned{aligned}{self.listed:d}{side}",
            f"counts{min(len(sentence.values), 5)}:{min(len(self.resources), 4)}:{ruled:d}",
            f"near{side}{' '.join(near)}",
            f"far{side}{' '.join(farther)}",
            f"pre{side}{pre}",
            *(f"between{side}:{word}" for word in words[:15]),
        ]
        if len(words) <= 6:
            features.append(f"gap{side}{' '.join(words)}")
        return Description(numbers, features)

    @cached_property
    def _ruled(self) -> int | None:
        return first_choice(self.sentence, self.index)

    def subject(self, far: Far, rank: int) -> Description:
        """Return what tells whether the value is a result of a model or method."""
        name, distance = far
        sentence, whole = self.sentence, self.sentence.whole
        here = distance == 0
        main = whole.introduced[0] if whole.introduced else None
        is_main = name.text == main
        compared = is_compared_with(sentence, name) if here else False
        left = whole.text[max(0, name.start - 40) : name.start].lower()
        left_words = WORD.findall(left)[-3:]
        right_words = WORD.findall(whole.text[name.end : name.end + 40].lower())[:3]
        own_here = any(one.role == "introduced" for one in sentence.subjects)
        numbers = [
            *self.shared,
            *self.document,
            float(distance),
            float(rank),
            float(name.label == "Method"),
            float(name.label == PHRASE),
            float(name.role == "introduced"),
            float(name.role == "mentioned"),
            float(whole.times[name.text]),
            float(name.text in whole.shorts),
            float(name.text in whole.short_forms),
            float(name.text in whole.titled),
            float(is_main),
            float(whole.introduced.index(name.text) if name.text in whole.introduced else 9),
            float(own_here),
            float(main is not None and any(one.text == main for one in sentence.subjects)),
            float(compared),
            float(len(name.text)),
            float(_REACHES.match(whole.text[name.end : name.end + 30].lower().lstrip(" ,)}")) is not None),
            float("our" in left_words[-2:]),
            float(left_words[-1:] in (["with"], ["using"], ["via"], ["by"])),
            float(left_words[-1:] == ["of"]),
            float(whole.text[name.end : name.end + 2] in ("'s", "’s")),
            float(name.start == sentence.start),
            *self.ours,
            float("baseline" in left),
        ]
        features = [
            f"role{name.role}:{name.label}:{here:d}",
            f"against{compared:d}{is_main:d}",
            f"left{' '.join(left_words[-2:])}:{here:d}",
            f"right{' '.join(right_words[:2])}:{here:d}",
            f"form{name.text in whole.shorts:d}{name.text in whole.short_forms:d}",
            f"main{is_main:d}{here:d}{self.ours[0]:.0f}{own_here:d}",
            f"phrase{name.label == PHRASE:d}{min(len(whole.introduced), 1)}",
            *(f"l{word}:{here:d}" for word in left_words),
            *(f"r{word}:{here:d}" for word in right_words),
            "bias",
        ]
        if name.label == PHRASE:
            features += [f"p{word}:{main is not None:d}" for word in re.findall("[a-z]+", name.text.lower())]
        if not here:
            numbers += [-1.0] * 18
            features.append(f"away{max(-3, min(1, distance))}{is_main:d}{self.ours[0]:.0f}{own_here:d}")
            return Description(numbers, features)
        relation, words = self._relation(name, sentence.subjects)
        side = "after" if relation[0] > 0 else "before"
        aligned, *listed = self._in_list(name)
        first = bool(sentence.subjects) and sentence.subjects[0].text == name.text
        numbers += [
            *relation,
            aligned,
            *listed,
            float(first),
        ]
        features += [
            f"{side}{min(int(relation[5]), 3)}:{compared:d}",
            f"{side}{min(int(relation[5]), 3)}:{name.role}",
            f"{side}first{first:d}",
            f"aligned{aligned}{self.listed:d}",
            f"gap{side}{' '.join(words[:4])}",
            f"reach{side}{relation[13]:.0f}{relation[4] > 0:d}{compared:d}",
            *(f"between{side}:{word}" for word in words[:12]),
        ]
        return Description(numbers, features)


def cues_of(sentence: Sentence) -> set[str]:
    """Return the telling words in a sentence."""
    return set(_CUE.findall(sentence.lower))
