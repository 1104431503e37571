"""Ids of entities: readable, safe in a URL, the same whatever the order of papers."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from kg.resolve.words import GREEK

_OTHER = re.compile(r"[^a-z0-9.]+")


def slug(name: str) -> str:
    """Return a name in lower-case letters, digits, dots and hyphens; never empty.

    >>> slug("LLaMA-2 (7B)")
    'llama-2-7b'
    """
    text = unicodedata.normalize("NFKC", name)
    text = "".join(GREEK.get(c, c) for c in text.casefold()).replace("+", " plus ")
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if not unicodedata.combining(c))
    short = _OTHER.sub("-", text).strip("-.")[:120]
    return short or "x" + _digest(name)


def ids(wanted: Iterable[tuple[str, str, tuple[str, ...]]]) -> list[str]:
    """Return an id for each (type, name, aliases), given the most important first.

    A slug that is taken gets the first alias that sets it apart appended, or else a hash of the names.
    """
    taken: set[str] = set()
    out: list[str] = []
    for type, name, aliases in wanted:
        base = f"{type.lower()}:{slug(name)}"
        candidates = [base, *(f"{base}-{slug(a)}"[:400] for a in aliases if slug(a) != slug(name))]
        unique = next((c for c in candidates if c not in taken), None)
        step = 0
        while unique is None:
            proposal = f"{base}-{_digest(chr(0).join((name, *aliases)) + str(step))}"
            unique, step = (None if proposal in taken else proposal), step + 1
        taken.add(unique)
        out.append(unique)
    return out


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
