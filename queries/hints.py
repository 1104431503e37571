"""Tell of labels, edge types and properties in a query that the graph does not have, and what was meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator

from schemas.definitions import EDGES, NODES

_QUIET = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|//[^\n]*|/\*.*?\*/", re.DOTALL)
_NODE = re.compile(r"\(\s*\w*\s*:\s*(\w+(?:\s*[:|&]\s*:?\s*\w+)*)")
_EDGE = re.compile(r"\[\s*\w*\s*:\s*(\w+(?:\s*\|\s*:?\s*\w+)*)")
_PREDICATE = re.compile(r"(?<![\w(\[{,|])\b(?:WHERE|AND|OR|NOT)\s+\w+\s*:\s*(\w+)", re.IGNORECASE)
_PROPERTY = re.compile(r"\b[A-Za-z_]\w*\.([A-Za-z_]\w*)\b(?!\s*\()")
_MAP = re.compile(r"(?<!\w)[(\[]\s*(?=[\w:])\w*\s*(?::[\w\s|&:!]+)?\{([^{}]*)\}")
_KEY = re.compile(r"(?:^|,)\s*(\w+)\s*:")
_PROPERTIES = frozenset(
    p.name for properties in (*(n.properties for n in NODES.values()), *(e.properties for e in EDGES.values())) for p in properties
)  # fmt: skip


def hints(cypher: str) -> list[str]:
    """Return one line for each name that the graph does not have; a query may still run without it.

    The text is only looked at, never changed: whether a query is right is the store's to say.
    """
    text = _QUIET.sub("''", cypher)
    labels = [*_words(_NODE, text), *_words(_PREDICATE, text)]
    keys = [key for inside in _MAP.findall(text) for key in _KEY.findall(inside)]
    properties = [*_PROPERTY.findall(text), *keys]
    return [
        *_unknown("label", labels, NODES),
        *_unknown("edge type", _words(_EDGE, text), EDGES),
        *_unknown("property", properties, _PROPERTIES),
    ]


def _words(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    for match in pattern.findall(text):
        yield from re.findall(r"\w+", match)


def _unknown(kind: str, names: Collection[str] | Iterator[str], known: Collection[str]) -> Iterator[str]:
    folded = {name.casefold(): name for name in known}
    for name in dict.fromkeys(names):
        if name not in known:
            near = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.6)
            meant = f"; did you mean {folded[near[0]]}?" if near else ""
            yield f"no {kind} {name}{meant}"
