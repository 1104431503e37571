"""Find the numbers in a text that may be results."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

Unit = Literal["", "%", "points", "times", "dB"]

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_UNIT = (
    r"\s?(?:\$?\\?%(?:p\b)?|percent(?:age)?(?:[- ]points?)?|(?:absolute |relative )?points?\b|pts?\b|pp\b|p\.p\.|"
    r"[×xX](?![\w-])|\$?\\times\$?|dB\b|-points?\b|-fold\b)"
)
_FONT = r"(?:\\(?:textbf|textit|mathbf|mathit|mathrm|text|bf)\s?\{)?"
_VALUE = re.compile(
    rf"(?<![\w.,^_-])\$?{_FONT}(?P<core>(?P<sign>[+−–-]|\$?\\pm\$?)?\$?(?P<number>{_NUMBER})[$}}]*(?P<unit>{_UNIT})?)"
    r"(?P<measure>AP|AR|mIO[uU]|mAP|BLEU|F1)?(?!\w)"
)
_UP_TO = re.compile(rf"(?P<dash>\s?(?:--?|–|~)|(?P<to>\s?to))\s?\$?\+?(?:{_NUMBER})[$}}]*(?P<unit>{_UNIT})")
_BY = re.compile(r"\bby(?: between)?\s*[$~]*$")
# what is counted rather than measured
_COUNTED = re.compile(
    r"[\s~-]*(?:\w+[\s-]){0,1}(?:datasets?|tasks?|languages?|benchmarks?|models?|parameters?|tokens?|hours?|"
    r"minutes?|seconds?|ms|images?|samples?|examples?|videos?|layers?|classes|categories|domains?|GPUs?|"
    r"million|billion|[BMK]\b|steps?|epochs?|questions?|papers?|users?|shots?|metrics?|GB|MB|days?|years?|"
    r"teams?|stages?|participants|sentences|words|documents|runs|seeds|dimensions|nodes|iterations|hz|fps)"
)
_MARKUP = re.compile(r"\\(?:textbf|textit|mathbf|mathit|mathrm|text|bf)\s?\{|[{}]")


@dataclass(frozen=True, slots=True)
class Value:
    """Hold a number with its unit, or a range of numbers, and where it stands."""

    start: int
    end: int
    text: str
    """As written, without the markup of fonts."""
    number: float
    unit: Unit
    signed: bool
    is_range: bool


def find_values(text: str, start: int, end: int) -> Iterator[Value]:
    """Yield the numbers of `text[start:end]` that a result may have: no years, no counts."""
    at = start
    while (match := _VALUE.search(text, at, end)) is not None:
        at, stop, unit = match.end(), match.end("core"), match["unit"] or ""
        further = _UP_TO.match(text, stop, end)
        if further and further["to"] and not _BY.search(text, max(start, stop - 30), match.start("core")):
            further = None  # "from 71% to 74%" names two values
        if further:
            at = stop = further.end()
            unit = further["unit"]
        elif not (unit or match["measure"]) and _is_no_measure(match["number"], text[stop : min(end, stop + 40)]):
            continue
        begin = match.start("core")
        if match["sign"] in ("-", "–") and text[begin - 1 : begin].isdigit():  # a range, no sign
            begin = match.start("number")
        while text[begin] in "$ ":
            begin += 1
        while text[stop - 1] in "$} ":
            stop -= 1
        number = float(match["number"].replace(",", ""))
        written = _MARKUP.sub("", text[begin:stop])
        yield Value(begin, stop, written, number, _kind(unit), bool(match["sign"]), further is not None)


def _kind(unit: str) -> Unit:
    small = unit.strip().lower()
    if "%" in small or small == "percent":
        return "%"
    if "p" in small:
        return "points"
    if "b" in small:
        return "dB"
    return "times" if small else ""


def _is_no_measure(number: str, following: str) -> bool:
    if "." not in number and ("," in number or int(number) < 1 or (len(number) == 4 and number[:2] in ("19", "20"))):
        return True
    return _COUNTED.match(following) is not None
