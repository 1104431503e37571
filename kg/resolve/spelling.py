"""One spelling for words that are spelled in several ways."""

from __future__ import annotations

import re
from functools import lru_cache

_AMERICAN = [
    (re.compile(pattern), new)
    for pattern, new in (
        (r"is(ation|ations|ing|ed|er)$", r"iz\1"),
        (r"ll(ing|ed|er)$", r"l\1"),
        (r"([^aeio])our$", r"\1or"),
        (r"([^aeiou])tre$", r"\1ter"),
        (r"ogue$", "og"),
    )
]
_SPELLED = ("isation", "isations", "ising", "ised", "iser", "lling", "lled", "ller", "our", "tre", "ogue")
"""Endings of which the patterns above change some; most words have none of them."""
_KEEP_S = ("ss", "us", "is", "as", "os", "series", "species")


def american(word: str) -> str:
    """Return the American spelling of a lower-case word.

    >>> american("summarisation"), american("modelling")
    ('summarization', 'modeling')
    """
    if len(word) > 5 and word.endswith(_SPELLED):
        for pattern, new in _AMERICAN:
            if pattern.search(word):
                return pattern.sub(new, word)
    return word


@lru_cache(maxsize=50_000)
def singular(word: str) -> str:
    """Return a word in lower case and in the singular; the S of a short name in capitals is part of it.

    >>> singular("Networks"), singular("CBMs"), singular("STS")
    ('network', 'cbm', 'sts')
    """
    lower = word.lower()
    if len(lower) > 3 and (word[-1] == "s" or (word[-1] == "S" and len(word) > 4)) and not lower.endswith(_KEEP_S):
        if lower.endswith("ies") and len(lower) > 4:
            return lower[:-3] + "y"
        if lower.endswith(("sses", "xes", "ches", "shes")):
            return lower[:-2]
        return lower[:-1]
    if len(word) == 3 and word[-1] == "s" and word[:2].isupper():
        return lower[:-1]
    if lower.endswith("indices"):
        return lower[:-7] + "index"
    return lower


_ENDINGS = re.compile(
    r"(?:(?<=ul)ar|(?<=ul)e|ization|izing|ized|ize|ational|ation|ating|ated|ate|ition|ical|ic|ing|ed|(?<=on)al)$"
)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return a lower-case word without a common ending: "robotic control", "robot control".

    >>> stem("robotic"), stem("convolutional"), stem("segment")
    ('robot', 'convolution', 'segment')
    """
    if len(word) < 6:
        return word
    short = _ENDINGS.sub("", word)
    return short if len(short) >= 4 else word
