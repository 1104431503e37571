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
    text = name.lower()
    if not text.isascii():
        text = "".join(GREEK.get(c, c) for c in unicodedata.normalize("NFKC", name).casefold())
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = text.replace("+", " plus ")
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
        unique = base if base not in taken else _another(base, name, aliases, taken)
        taken.add(unique)
        out.append(unique)
    return out


def _another(base: str, name: str, aliases: tuple[str, ...], taken: set[str]) -> str:
    for alias in aliases:
        told = f"{base}-{slug(alias)}"
        if slug(alias) != slug(name) and told not in taken:
            return told
    step = 0
    while (told := f"{base}-{_digest(chr(0).join((name, *aliases)) + str(step))}") in taken:
        step += 1
    return told


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
