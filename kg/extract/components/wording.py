"""Read what the wording around a value says: a difference or not, compared with what, in which metric."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.extract.components.statements import Name, Sentence
    from kg.extract.components.values import Value

_RISE = r"improv\w*|increas\w*|gains?|boost\w*|rais\w*|lift\w*|reduc\w*|drop\w*|decreas\w*|declin\w*|lower\w*"
_DELTA_BEFORE = re.compile(
    rf"(?:\bby(?: an?)?(?: (?:average|margin|up|absolute|relative|over|more|around|about|nearly|approximately|roughly|at least|"
    rf"additional|impressive|significant|large|substantial|remarkable))*(?: of)?(?: up to)?(?: than)?"
    rf"|\b(?:{_RISE})(?: \w+){{0,3}} of(?: up to| over| about| around| more than)?|\+)[\s~$]*$"
)
_DELTA_AFTER = re.compile(
    rf"[\s~$]*(?:\w+[- ]){{0,4}}?(?:{_RISE}|higher|better|worse|fewer|less|faster|speedup|margin|over the|"
    r"points? (?:over|above|below)|above|absolute|relative)\b"
)
_FROM = re.compile(r"\b(?:from|versus|vs\.?|compared (?:to|with)|than|against|over)\s+(?:the\s+)?[\s~$(]*$")
_AGAINST = re.compile(
    r"\b(?:over|than|against|versus|vs\.?|compared (?:to|with)|relative to|outperform\w*|surpass\w*|exceed\w*|"
    r"beat\w*|improv\w* (?:up)?on)\s+(?:the\s+|that of\s+|both\s+)?(?:\w+[\s-]){0,3}$"
)
BRACKET = re.compile(r"[\s~]*[(\[:=$~]+[\s$]*[^()]{0,25}")
_ON = re.compile(r"\b(?:on|in|for|at|across|over|of)\b")
_BREAK = re.compile(r"[,;]| and | on ")


def is_delta(sentence: Sentence, value: Value) -> bool:
    """Return whether a value is a difference to something."""
    return bool(
        value.signed
        or value.unit in ("points", "times")
        or _DELTA_BEFORE.search(sentence.before(value.start, 60))
        or _DELTA_AFTER.match(sentence.after(value.end, 60))
    )


def is_compared_with(sentence: Sentence, name: Name) -> bool:
    """Return whether the words before a name say that something is compared with it."""
    return _AGAINST.search(sentence.before(name.start, 45)) is not None


def is_compared(sentence: Sentence, value: Value) -> bool:
    """Return whether a value is one that another is compared with: "from 71%", "than 71%"."""
    return _FROM.search(sentence.before(value.start, 30)) is not None


def first_choice(sentence: Sentence, index: int) -> int | None:
    """Return where the resource starts that the wording around the value at `index` points to."""
    values, resources, text = sentence.values, sentence.resources, sentence.whole.text
    value = values[index]
    if len(values) == len(resources) > 1 and "respectively" in sentence.lower:
        return resources[index].start
    limit = values[index + 1].start if index + 1 < len(values) else sentence.end
    before = [one for one in resources if one.start < value.start]
    later = [one for one in resources if one.start >= value.start]
    points_on = bool(later) and _ON.search(text[value.end : later[0].start]) is not None
    if before and BRACKET.fullmatch(text[before[-1].end : value.start]):
        return before[-1].start
    if points_on and later[0].start < limit:
        return later[0].start
    if before and not (points_on and not _ON.search(sentence.before(before[-1].start, 40))):
        return before[-1].start
    return later[0].start if later else None


def metric_of(sentence: Sentence, value: Value) -> str | None:
    """Return the metric of a value: right after it, or the last one named before it."""
    after = [one for one in sentence.metrics if value.end <= one.start <= value.end + 40]
    if after and not _BREAK.search(sentence.whole.text[value.end : after[0].start]):
        return after[0].text
    before = [one for one in sentence.metrics if one.end <= value.start]
    if before:
        return before[-1].text
    return after[0].text if after else None


def against_of(sentence: Sentence, subject: str) -> str | None:
    """Return what the sentence compares the subject with, where it is named."""
    compared = (one.text for one in sentence.subjects if one.text != subject and is_compared_with(sentence, one))
    return next(compared, None)
