"""Find the sentence around a span, so that evidence can be read where it stands."""

from __future__ import annotations

import re

_END = re.compile(r"""[.!?]["'”’)\]]*\s+(?=["'“‘(\[]?[A-Z0-9])""")
_NO_END = re.compile(r"(?:\b(?:e\.g|i\.e|et al|vs|cf|resp|approx|Fig|Eq|Sec|Tab|No|Dr|Prof)|\b[A-Z])\.$")
MAX_LENGTH = 600
"""Characters of context shown on each side at most, for texts without ends of sentences."""


def sentence_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets of the sentence (or sentences) that hold `text[start:end]`."""
    first, last = max(0, start - MAX_LENGTH), min(len(text), end + MAX_LENGTH)
    begin, finish = first, last
    for match in _END.finditer(text, first, last):
        stop = match.start() + 1
        if _NO_END.search(text, max(first, stop - 8), stop):
            continue
        if match.end() <= start:
            begin = match.end()
        elif match.start() >= end:
            finish = len(text[: match.end()].rstrip())
            break
    while begin < start and text[begin].isspace():
        begin += 1
    while finish > end and text[finish - 1].isspace():
        finish -= 1
    return begin, finish
