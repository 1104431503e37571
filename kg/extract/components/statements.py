"""Tell which number in a sentence is a result, of what and on what: rules, and features on top."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kg.extract.components.features import hashed

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import numpy.typing as npt
    from spacy.tokens import Span

    from kg.extract.components.values import Value

_RISE = r"improv\w*|increas\w*|gains?|boost\w*|rais\w*|lift\w*|reduc\w*|drop\w*|decreas\w*|declin\w*|lower\w*"
_DELTA_BEFORE = re.compile(
    rf"(?:\bby(?: an?)?(?: (?:average|margin|up|absolute|relative|over|more|around|about|nearly|approximately|roughly|at least|"
    rf"additional|impressive|significant|large|substantial|remarkable))*(?: of)?(?: up to)?(?: than)?"
    rf"|\b(?:{_RISE})(?: \w+){{0,3}} of(?: up to| over| about| around| more than)?|\+)[\s~$]*$",
    re.IGNORECASE,
)
_DELTA_AFTER = re.compile(
    rf"[\s~$]*(?:\w+[- ]){{0,4}}?(?:{_RISE}|higher|better|worse|fewer|less|faster|speedup|margin|over the|"
    r"points? (?:over|above|below)|above|absolute|relative)\b",
    re.IGNORECASE,
)
_DELTA_UNIT = re.compile(r"points?|pts?|pp\b|[×x]|\\times|percentage", re.IGNORECASE)
_FROM = re.compile(
    r"\b(?:from|versus|vs\.?|compared (?:to|with)|than|against|over)\s+(?:the\s+)?[\s~$(]*$", re.IGNORECASE
)
_AGAINST = re.compile(
    r"\b(?:over|than|against|versus|vs\.?|compared (?:to|with)|relative to|outperform\w*|surpass\w*|exceed\w*|"
    r"beat\w*|improv\w* (?:up)?on)\s+(?:the\s+|that of\s+|both\s+)?(?:\w+[\s-]){0,3}$",
    re.IGNORECASE,
)
_OURS = re.compile(
    r"\b(?:we|our|ours|it|its|proposed|this|the (?:model|method|approach|framework|resulting))\b", re.IGNORECASE
)
SUBJECTS = ("Model", "Method")
RESOURCES = ("Benchmark", "Dataset")
_IN_BRACKET = re.compile(r"[\s~]*[(\[:=$~]+[\s$]*[^()]{0,25}")
_ON = re.compile(r"\b(?:on|in|for|at|across|over|of)\b")
_BREAK = re.compile(r"[,;]| and | on ")
_WORDS = re.compile(r"[a-z]+|[^\sa-z0-9]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Hold a sentence of a document with the mentions and the numbers in it."""

    text: str
    """The whole document: offsets count in it."""
    start: int
    end: int
    mentions: list[Span]
    values: list[Value]
    main: str | None
    """The paper's own model or method."""

    @property
    def resources(self) -> list[Span]:
        """Return the benchmarks and datasets."""
        return [one for one in self.mentions if one.label_ in RESOURCES]

    def before(self, at: int, length: int) -> str:
        """Return the text before a character, within the sentence."""
        return self.text[max(self.start, at - length) : at]

    def after(self, at: int, length: int) -> str:
        """Return the text after a character, within the sentence."""
        return self.text[at : min(self.end, at + length)]


def pair_by_rule(sentence: Sentence) -> Iterator[tuple[Value, Span]]:
    """Yield values with the resource that the wording points to."""
    text, values, resources = sentence.text, sentence.values, sentence.resources
    if len(values) == len(resources) > 1 and "respectively" in text[sentence.start : sentence.end]:
        yield from zip(values, resources, strict=True)
        return
    starts = [one.start_char for one in resources]
    for index, value in enumerate(values):
        limit = values[index + 1].start if index + 1 < len(values) else sentence.end
        split = bisect_right(starts, value.start)
        before, later = resources[:split], resources[split:]
        if before and _IN_BRACKET.fullmatch(text[before[-1].end_char : value.start]):
            yield value, before[-1]
        elif later and later[0].start_char < limit and _ON.search(text[value.end : later[0].start_char]):
            yield value, later[0]
        elif before and not (
            later
            and _ON.search(text[value.end : later[0].start_char])
            and not _ON.search(sentence.before(before[-1].start_char, 40))
        ):
            yield value, before[-1]
        elif later:
            yield value, later[0]


def subjects(sentence: Sentence) -> list[str]:
    """Return what a result of this sentence may be of: the models and methods in it, and the main one."""
    named = dict.fromkeys(one.text for one in sentence.mentions if one.label_ in SUBJECTS)
    if sentence.main is not None:
        named.setdefault(sentence.main)
    return list(named)


def subject_by_rule(sentence: Sentence, value: Value) -> str | None:
    """Return the subject that the wording points to."""
    before = [
        one
        for one in sentence.mentions
        if one.label_ in SUBJECTS
        and one.end_char <= value.start
        and not _AGAINST.search(sentence.before(one.start_char, 45))
    ]
    introduced = [one for one in before if one._.role == "introduced"]
    if introduced:
        return introduced[-1].text
    if sentence.main is not None and _OURS.search(sentence.text[sentence.start : value.start]):
        return sentence.main
    return before[0].text if before else sentence.main


def describe_pair(sentence: Sentence, value: Value, on: Span, ruled: set[tuple[int, int]]) -> npt.NDArray[np.int32]:
    """Return the hashed features of "this value was measured on this resource"."""
    resources, values = sentence.resources, sentence.values
    after = on.start_char >= value.end
    gap = sentence.text[value.end : on.start_char] if after else sentence.text[on.end_char : value.start]
    between = [one for one in resources if one.end_char <= max(value.start, on.start_char)]
    between = [one for one in between if one.start_char >= min(value.end, on.end_char)]
    numbers = sum(min(value.end, on.end_char) <= one.start < max(value.start, on.start_char) - 1 for one in values)
    order = values.index(value) - resources.index(on)
    same = len(values) == len(resources)
    peers = [one for one in values if one.signed == value.signed and one.has_unit == value.has_unit]
    step = max(-3, min(3, peers.index(value) - resources.index(on)))
    rule = (value.start, on.start_char) in ruled
    others = any(at == value.start for at, _ in ruled)
    words = _WORDS.findall(gap.lower())
    left = _WORDS.findall(sentence.before(value.start, 50).lower())[-4:]
    right = _WORDS.findall(sentence.after(value.end, 50).lower())[:4]
    side = "after" if after else "before"
    kind = f"{value.has_unit:d}{value.signed:d}{'.' in value.text:d}{'%' in value.text:d}{min(len(value.text), 6)}"
    out = [
        f"rule{rule:d}{others:d}",
        f"{side}{len(between)}",
        f"{side}{len(between)}:{min(numbers, 3)}",
        f"rule{rule:d}{side}{min(len(words), 12)}",
        f"order{max(-3, min(3, order))}:{same:d}:{'respectively' in sentence.text[sentence.start : sentence.end]:d}",
        f"peer{step}:{len(peers) == len(resources):d}:{len(peers) > 1:d}:{side}",
        f"kind{kind}",
        f"rule{rule:d}kind{kind}",
        f"counts{min(len(values), 5)}:{min(len(resources), 4)}",
        f"label{on.label_}{on._.role}",
        f"near{' '.join(words[:2]) if after else ' '.join(words[-2:])}",
        f"far{' '.join(words[-2:]) if after else ' '.join(words[:2])}",
        f"measured{any(one.label_ == 'Metric' for one in sentence.mentions):d}",
        f"delta{kind_of(sentence, value)}",
        f"from{bool(_FROM.search(sentence.before(value.start, 30))):d}",
        f"main{sentence.main is None:d}",
        "bias",
    ]
    out += [f"between{side}:{word}" for word in words[:15]]
    out += [f"l{word}" for word in left] + [f"r{word}" for word in right]
    out += [f"l1{left[-1] if left else ''}", f"r1{right[0] if right else ''}"]
    return hashed(out)


def describe_subject(sentence: Sentence, value: Value, subject: str) -> npt.NDArray[np.int32]:
    """Return the hashed features of "this value is a result of this subject"."""
    places = [one for one in sentence.mentions if one.text == subject and one.label_ in SUBJECTS]
    names = subjects(sentence)
    ours = bool(_OURS.search(sentence.text[sentence.start : value.start]))
    rule = subject_by_rule(sentence, value) == subject
    main = subject == sentence.main
    out = [f"rule{rule:d}", f"main{main:d}{bool(places):d}{ours:d}", f"many{min(len(names), 4)}:{rule:d}", "bias"]
    if places:
        one = min(places, key=lambda place: abs(place.start_char - value.start))
        before = one.end_char <= value.start
        rank = sum(
            other.label_ in SUBJECTS
            and min(one.end_char, value.end) <= other.start_char < max(one.start_char, value.start)
            for other in sentence.mentions
        )
        against = bool(_AGAINST.search(sentence.before(one.start_char, 45)))
        left = _WORDS.findall(sentence.before(one.start_char, 40).lower())[-3:]
        right = _WORDS.findall(sentence.after(one.end_char, 40).lower())[:3]
        out += [
            f"role{one._.role}:{one.label_}",
            f"role{one._.role}:{before:d}:{min(rank, 3)}",
            f"side{before:d}:{min(rank, 3)}:{against:d}",
            f"against{against:d}:{main:d}",
            f"first{one == next(m for m in sentence.mentions if m.label_ in SUBJECTS):d}:{before:d}",
            f"left{' '.join(left[-2:])}",
            f"right{' '.join(right[:2])}",
        ]
        out += [f"l{word}" for word in left] + [f"r{word}" for word in right]
    return hashed(out)


def kind_of(sentence: Sentence, value: Value) -> Literal["absolute", "delta"]:
    """Return whether a value is a difference to something."""
    if (
        value.signed
        or _DELTA_UNIT.search(value.text)
        or _DELTA_BEFORE.search(sentence.before(value.start, 60))
        or _DELTA_AFTER.match(sentence.after(value.end, 60))
    ):
        return "delta"
    return "absolute"


def metric_of(sentence: Sentence, value: Value) -> str | None:
    """Return the metric of a value: right after it, or the last one named before it."""
    metrics = [one for one in sentence.mentions if one.label_ == "Metric"]
    after = [one for one in metrics if value.end <= one.start_char <= value.end + 40]
    if after and not _BREAK.search(sentence.text[value.end : after[0].start_char]):
        return after[0].text
    before = [one for one in metrics if one.end_char <= value.start]
    if before:
        return before[-1].text
    return after[0].text if after else None


def against_of(sentence: Sentence, subject: str) -> str | None:
    """Return what the sentence compares the subject with, where it is named."""
    for one in sentence.mentions:
        if one.label_ in SUBJECTS and one.text != subject and _AGAINST.search(sentence.before(one.start_char, 45)):
            return one.text
    return None
