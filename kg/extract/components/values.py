"""Find the numbers in a text that may be results."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_UNIT = (
    r"\s?(?:\$?\\?%(?:p\b)?|percent(?:age)?(?:[- ]points?)?|"
    r"(?:absolute |relative )?points?|pts?\b|pp\b|p\.p\.|[×xX](?![\w-])|\\times|dB\b|-points?|-fold)"
)
_VALUE = re.compile(rf"(?<![\w.,^_{{-])(?P<sign>[+−–-]|\$?\\pm\$?)?\$?(?P<number>{_NUMBER})\$?(?P<unit>{_UNIT})?(?!\w)")
# what is counted rather than measured
_COUNTED = re.compile(
    r"[\s~-]*(?:\w+[\s-]){0,1}(?:datasets?|tasks?|languages?|benchmarks?|models?|parameters?|tokens?|hours?|"
    r"minutes?|seconds?|ms|images?|samples?|examples?|videos?|layers?|classes|categories|domains?|GPUs?|"
    r"million|billion|[BMK]\b|steps?|epochs?|questions?|papers?|users?|shots?|metrics?|GB|MB|days?|years?|"
    r"teams?|participants|sentences|words|documents|runs|seeds|dimensions|nodes|iterations|hz|fps)"
)


@dataclass(frozen=True, slots=True)
class Value:
    """Hold a number with its unit, and where it stands."""

    start: int
    end: int
    text: str
    has_unit: bool
    signed: bool


def find_values(text: str, start: int, end: int) -> Iterator[Value]:
    """Yield the numbers of `text[start:end]` that a result may have: no years, no counts."""
    for match in _VALUE.finditer(text, start, end):
        number, unit, sign = match["number"], match["unit"], match["sign"]
        if not unit and _is_no_measure(number, text[match.end() : min(end, match.end() + 40)]):
            continue
        begin = match.start()
        if sign in ("-", "–") and text[begin - 1 : begin].isdigit():  # a range, no sign
            begin = match.start("number")
        value = text[begin : match.end()].strip("$")
        begin = text.index(value, begin)
        yield Value(begin, begin + len(value), value, bool(unit), bool(sign))


def _is_no_measure(number: str, following: str) -> bool:
    if "," in number:
        return True
    if "." not in number:
        if len(number) == 4 and number[:2] in ("19", "20"):
            return True
        if int(number) < 10:
            return True
    return _COUNTED.match(following) is not None
