"""Which entity is a variant of which: the nearest named parent, or a family that is only implied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kg.resolve.form import Form, Qualifier
from kg.resolve.merge import Key

_IMPLY = frozenset({"size", "scale", "tuning"})
"""Kinds of qualifier that no name has without a family behind it."""


class Parent(NamedTuple):
    """Name the parent of a key and what sets the child apart; `implied` where no name says the parent."""

    key: Key
    difference: tuple[Qualifier, ...]
    implied: Form | None = None


def parents(forms: Mapping[Key, Sequence[tuple[str, Form]]]) -> dict[Key, Parent]:
    """Return the parent of each entity that is a variant.

    Takes, for each entity, its group and normal forms, most used first. The parent is the entity
    of the same base with the most of the qualifiers; among equals, the one that drops the last.
    """
    named: dict[tuple[str, str], dict[frozenset[Qualifier], Key]] = {}
    for key in sorted(forms):
        for group, form in forms[key]:
            named.setdefault((group, form.base), {}).setdefault(frozenset(form.qualifiers), key)
    siblings = Counter(key[0] + "\0" + form.base for key in forms for form in {f for _, f in forms[key]})
    out: dict[Key, Parent] = {}
    for key in sorted(forms):
        parent = _parent(key, forms[key], named, siblings)
        if parent is not None and not _above(parent.key, key, out):
            out[key] = parent
    return out


def _parent(
    key: Key,
    forms: Sequence[tuple[str, Form]],
    named: Mapping[tuple[str, str], Mapping[frozenset[Qualifier], Key]],
    siblings: Counter[str],
) -> Parent | None:
    for group, form in forms:
        own = frozenset(form.qualifiers)
        candidates = [
            (len(other), _kept(form.qualifiers, other), at)
            for other, at in named[group, form.base].items()
            if other < own and at != key
        ]
        if candidates:
            _, kept, at = max(candidates)
            return Parent(at, tuple(q for q, k in zip(form.qualifiers, kept, strict=True) if not k))
    for group, form in forms:
        several = siblings[group + "\0" + form.base] > 1 and len(form.qualifiers) > 0
        if several or any(q.kind in _IMPLY for q in form.qualifiers):
            family = tuple(q for q in form.qualifiers if q.kind == "version")
            if len(family) == len(form.qualifiers):
                family = ()
            implied = Form(form.base, family)
            return Parent((group, implied.key), tuple(q for q in form.qualifiers if q not in family), implied)
    return None


def _kept(qualifiers: Sequence[Qualifier], subset: frozenset[Qualifier]) -> tuple[bool, ...]:
    return tuple(q in subset for q in qualifiers)


def _above(start: Key, key: Key, parents: Mapping[Key, Parent]) -> bool:
    """Return True when `key` is `start` or one of its ancestors."""
    at: Key | None = start
    while at is not None:
        if at == key:
            return True
        at = parents[at].key if at in parents else None
    return False
