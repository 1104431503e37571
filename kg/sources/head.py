"""The beginning of a file, from which its format is recognised."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cached_property

import ijson

HEAD = 65536
"""Bytes that are looked at, after decompression."""
_ROOT = re.compile(rb"<(?![?!])(?:[\w.-]+:)?([\w.-]+)([^>]*)")
_PROLOG = re.compile(rb"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)", re.DOTALL)


class Head:
    """Hold the first bytes of a file with its name, and what a format asks of them."""

    def __init__(self, data: bytes, name: str = "", columns: Mapping[str, str] | None = None) -> None:
        self.data = data
        self.name = name
        self.columns = dict(columns or {})

    @property
    def suffix(self) -> str:
        """Return the ending of the file's name, lower case, without that of a compression: `.jsonl`."""
        stem, dot, ending = self.name.rpartition(".")
        return f".{ending.lower()}" if dot and stem else ""

    @cached_property
    def text(self) -> str:
        """Return the text, with what is no UTF-8 replaced."""
        return self.data.decode("utf-8", errors="replace")

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Return the lines that are not blank, stripped."""
        return tuple(line.strip() for line in self.text.splitlines() if line.strip())

    @cached_property
    def root(self) -> tuple[str, str]:
        """Return the local name and the attributes of an XML file's root; empty where it is no XML."""
        at = 0
        if not self.data.lstrip().startswith(b"<"):
            return "", ""
        while (match := _PROLOG.match(self.data, at)) is not None:
            at = match.end()
        found = _ROOT.match(self.data[at:].lstrip())
        if found is None:
            return "", ""
        return found[1].decode("utf-8", "replace"), found[2].decode("utf-8", "replace")

    @cached_property
    def is_json(self) -> bool:
        """Say whether it begins like a JSON array or object."""
        return self.data.lstrip()[:1] in (b"{", b"[")

    @cached_property
    def json(self) -> object:
        """Return the first JSON value as far as it goes, of lines the first object; None where there is none."""
        if self.is_lines:
            found = next((one for line in self.data.split(b"\n") if (one := _object(line)) is not None), None)
            if found is not None:
                return found
        if not self.is_json:
            return None
        builder = ijson.ObjectBuilder()
        depth = 0
        try:
            for event, value in ijson.basic_parse(self.data, use_float=True, multiple_values=True):
                depth += event in ("start_map", "start_array")
                depth -= event in ("end_map", "end_array")
                builder.event(event, value)
                if depth == 0:
                    break
        except (ijson.JSONError, ValueError, OverflowError):
            pass
        return getattr(builder, "value", None)

    def at(self, *places: str) -> Mapping[str, object]:
        """Return the first JSON object that stands at one of these places, as far as it goes; else an empty one.

        Places are written as in ijson: `results.item` for the list under `results`, "" for the first
        object of a line or document, and `*` for the values of the document's own keys.
        """
        return next((found for place in places if (found := _found(self.json, place))), {})

    def place(self, *places: str) -> str | None:
        """Return the first of these places that the beginning has, be its list empty; or None."""
        return next((place for place in places if _found(self.json, place) is not None), None)

    @property
    def record(self) -> Mapping[str, object]:
        """Return the first JSON object of a line, a list or the document."""
        return self.at("item", "")

    @cached_property
    def is_lines(self) -> bool:
        """Say whether it holds one JSON object a line, and not one document."""
        if self.suffix in (".jsonl", ".ndjson"):
            return True
        if not self.data.lstrip().startswith(b"{"):
            return False
        first, *rest = self.data.lstrip().split(b"\n", 2)
        if _object(first) is not None:
            return True
        return bool(rest) and first.rstrip()[-1:] not in b"[{,:" and _object(rest[0]) is not None


def _found(value: object, place: str) -> Mapping[str, object] | None:
    """Return the object at a place; an empty one where its list holds none, None where there is no such place."""
    for step in place.split(".") if place else ():
        if step == "item":
            if not isinstance(value, list):
                return None
            value = next((one for one in value if isinstance(one, dict)), {})
        elif step == "*":
            values = list(value.values()) if isinstance(value, dict) else []
            if not values or not all(isinstance(one, dict) for one in values):
                return None
            value = values[0]
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else None


def _object(line: bytes) -> dict[str, object] | None:
    """Return the JSON object that a line is, or None."""
    try:
        value = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
