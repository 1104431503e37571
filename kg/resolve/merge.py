"""Sets of keys that name one thing, with the reason of every join and the joins that are barred."""

from __future__ import annotations

from typing import NamedTuple

Key = tuple[str, str]
"""A group of types and a normal form."""


class Join(NamedTuple):
    """Say which two keys were joined, why, and how sure that is."""

    left: Key
    right: Key
    reason: str
    score: float


class Merges:
    """Join keys into sets; refuse a join that would bring two keys together that were split."""

    def __init__(self) -> None:
        self._parent: dict[Key, Key] = {}
        self._barred: dict[Key, set[Key]] = {}
        self.joins: list[Join] = []

    def find(self, key: Key) -> Key:
        """Return the key that stands for the set of `key`."""
        parent = self._parent
        root = key
        while (above := parent.get(root, root)) != root:
            root = above
        while key != root:
            parent[key], key = root, parent.get(key, key)
        return root

    def bar(self, left: Key, right: Key) -> None:
        """Keep two keys apart from now on."""
        a, b = self.find(left), self.find(right)
        if a == b:
            return
        self._barred.setdefault(a, set()).add(b)
        self._barred.setdefault(b, set()).add(a)

    def are_barred(self, left: Key, right: Key) -> bool:
        """Return True when two keys were split, themselves or through what was joined to them."""
        return self.find(right) in self._barred.get(self.find(left), ())

    def join(self, left: Key, right: Key, reason: str, score: float) -> bool:
        """Join the sets of two keys and return True, or return False where they are kept apart."""
        a, b = sorted((self.find(left), self.find(right)))
        if a == b:
            return True
        barred = self._barred.get(b, set())
        if a in barred:
            return False
        self._parent[b] = a
        for other in barred:
            self._barred[other].discard(b)
            self._barred[other].add(a)
            self._barred.setdefault(a, set()).add(other)
        self._barred.pop(b, None)
        self.joins.append(Join(left, right, reason, score))
        return True
