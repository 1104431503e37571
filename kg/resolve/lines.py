"""Resolve a list of names as programs give it: one record in, one record out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg.resolve.resolution import Occurrence
from kg.resolve.resolve import resolve


def resolve_lines(records: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    rows = list(records)
    found = [Occurrence(str(n), r.get("type") or "Model", r["surface"]) for n, r in enumerate(rows)]
    resolution = resolve(found)
    out = []
    for o in found:
        id = resolution.entity(o.type, o.text, o.paper)
        e = resolution.entities[id] if id else None
        out.append({"surface": o.text, "type": e and e.type, "entity": id, "variant_of": e and e.variant_of})
    return out
