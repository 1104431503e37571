"""First authors as they are compared: family names, whatever the order and the dots of the others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kg.identity.title import words

_NOBODY = frozenset({"anonymous", "anon", "unknown", "etal", "na", "none", "author", "authors", "editor", "editors"})
_SUFFIX = re.compile(r"(?:,\s*|\s+)(?:jr|sr|ii|iii|iv|\d{4})\.?\s*$", re.IGNORECASE)


class Person(NamedTuple):
    """Hold a name for comparing: the family name and all its words."""

    family: str
    names: frozenset[str]


def person(name: str) -> Person | None:
    """Return a name for comparing, or None for one that names nobody: "Anonymous", "et al."."""
    name = _SUFFIX.sub("", name)
    family, comma, given = name.partition(",")
    parts = [word.strip("-.") for word in words(f"{given} {family}" if comma else name)]
    if not parts or "".join(parts) in _NOBODY:
        return None
    return Person(parts[-1], frozenset(parts))


def first(authors: Sequence[str]) -> Person | None:
    """Return the first of a paper's authors for comparing, or None where no author is known."""
    return person(authors[0]) if authors else None


def agree(one: Person, other: Person) -> bool:
    """Say whether two names can be one person's: same family name, other order, or one leaves a name out."""
    if one.family == other.family:
        return True
    shorter, longer = sorted((one.names, other.names), key=len)
    if len(shorter) > 1 and shorter <= longer:
        return True
    return sorted("".join(one.names)) == sorted("".join(other.names))
