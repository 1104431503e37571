"""Carry what is known of a family to its members: when SAM is Segment Anything Model, so are their twos."""

from __future__ import annotations

from collections import defaultdict

from kg.resolve.form import Form
from kg.resolve.merge import Key, Merges
from kg.resolve.names import Names


def join_families(names: Names, merges: Merges) -> None:
    """Join names of equal qualifiers whose bases are one entity."""
    forms: dict[Key, Form] = {}
    for key, found in names.of_key.items():
        form = names.forms[found[0]]
        if form.key == key[1]:
            forms[key] = form
    members: defaultdict[tuple[Key, tuple[str, ...]], list[Key]] = defaultdict(list)
    for key in sorted(forms):
        form = forms[key]
        base = (key[0], form.base)
        if form.qualifiers:
            members[merges.find(base), tuple(sorted(q.value for q in form.qualifiers))].append(key)
    for same in members.values():
        for other in same[1:]:
            merges.join(same[0], other, "the same member of one family", 0.9)
