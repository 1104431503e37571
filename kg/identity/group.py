"""Bring the records of one publication together: by rulings, by identifiers, by title."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from kg.identity.agreement import Side, conflict, same_person, support
from kg.identity.facts import Facts
from kg.identity.names import SCHEMES
from kg.identity.ruling import Ruling
from kg.identity.title import alike

_MOST = 24
"""Records that may share a title, or contradict each other on an identifier, before nothing is concluded from it."""
_TITLES = 8


class Join(NamedTuple):
    """Say that two records are one paper, or (`apart`) two in spite of an identifier, and why."""

    one: int
    other: int
    reason: str
    apart: bool = False
    ruled: bool = False
    """True where a person said so."""


class Grouping(NamedTuple):
    """Hold which records are one paper: lists of places in the records as given, and why."""

    groups: list[list[int]]
    joins: list[Join]


class _Cluster:
    """Know the records that were brought together so far."""

    __slots__ = ("atoms", "members", "side", "tags", "titles")

    def __init__(self, place: int, fact: Facts, tags: set[tuple[int, int]]) -> None:
        self.members = [place]
        self.titles = {fact.fold: fact.title}
        self.side = Side(fact)
        self.atoms = [self.side]
        """What titles bring together: every two of them have to agree."""
        self.tags = tags

    def take(self, other: _Cluster, *, by_title: bool) -> None:
        self.members += other.members
        self.tags = self.tags | other.tags
        self.titles = dict(sorted({**self.titles, **other.titles}.items())[:_TITLES])
        if by_title:
            self.atoms += other.atoms
        else:
            self.side.take(other.side)


class _Clusters:
    """Join clusters; what nothing is compared with has none."""

    def __init__(self, facts: Sequence[Facts], rulings: Sequence[Ruling]) -> None:
        self.facts = facts
        self.joins: list[Join] = []
        self._of: dict[int, _Cluster] = {}
        self._tags: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
        for number, ruling in enumerate(rulings):
            if ruling.kind == "split":
                for side, places in enumerate((ruling.ones, ruling.others)):
                    for place in places:
                        self._tags[place].add((number, side))

    def of(self, place: int) -> _Cluster:
        """Return the cluster of a record."""
        found = self._of.get(place)
        if found is None:
            found = self._of[place] = _Cluster(place, self.facts[place], self._tags.get(place, set()))
        return found

    def groups(self) -> list[list[int]]:
        """Return all records, those of one cluster together."""
        together = {id(cluster): sorted(cluster.members) for cluster in self._of.values()}
        alone = [[place] for place in range(len(self.facts)) if place not in self._of]
        return sorted([*together.values(), *alone])

    def parted(self, one: _Cluster, other: _Cluster) -> bool:
        """Say whether a person ruled that the two are different."""
        return any((number, 1 - side) in other.tags for number, side in one.tags)

    def join(self, one: int, other: int, reason: str, *, by_title: bool = False, ruled: bool = False) -> None:
        """Make one cluster of two."""
        kept, gone = self.of(one), self.of(other)
        if len(gone.members) > len(kept.members):
            kept, gone = gone, kept
        kept.take(gone, by_title=by_title)
        for place in gone.members:
            self._of[place] = kept
        self.joins.append(Join(one, other, reason, ruled=ruled))


def group(facts: Sequence[Facts], rulings: Sequence[Ruling] = ()) -> Grouping:
    """Return which records are one paper, whatever the order of the records.

    Rulings come first, then shared identifiers, then equal ids of different sources, then titles.
    What contradicts is never brought together by a third: every two records that a title joins
    agree, and an identifier joins papers of unlike titles only where nothing else contradicts.
    Cost: linear in the records but for sorting.
    """
    order = sorted(range(len(facts)), key=lambda i: facts[i].key)
    clusters = _Clusters(facts, rulings)
    _by_ruling(clusters, rulings)
    for scheme in SCHEMES:
        blocks: defaultdict[str, list[int]] = defaultdict(list)
        for i in order:
            for its, value in facts[i].ids:
                if its == scheme:
                    blocks[value].append(i)
        _by_block(clusters, blocks, lambda value, s=scheme: f"both have {s}:{value}", _not_contradicted)  # type: ignore[misc]
    same: defaultdict[str, list[int]] = defaultdict(list)
    for i in order:
        if facts[i].opaque:
            same[facts[i].key.id].append(i)
    _by_block(clusters, same, lambda name: f"both have the id {name}, and titles much alike", _alike)
    _by_title(clusters, order)
    return Grouping(clusters.groups(), clusters.joins)


def _by_ruling(clusters: _Clusters, rulings: Iterable[Ruling]) -> None:
    for ruling in rulings:
        if ruling.kind == "merge":
            ones = sorted(ruling.ones | ruling.others, key=lambda i: clusters.facts[i].key)
            for i in ones[1:]:
                one, other = clusters.of(ones[0]), clusters.of(i)
                if one is not other and not clusters.parted(one, other):
                    clusters.join(ones[0], i, f"decision {ruling.seq}", ruled=True)


def _by_block(
    clusters: _Clusters,
    blocks: dict[str, list[int]],
    reason: Callable[[str], str],
    may: Callable[[_Cluster, _Cluster], str | None],
) -> None:
    for value in sorted(value for value, block in blocks.items() if len(block) > 1):
        heads: list[int] = []
        for i in blocks[value]:
            mine = clusters.of(i)
            against = None
            for head in heads:
                theirs = clusters.of(head)
                if theirs is mine:
                    break
                if clusters.parted(theirs, mine):
                    continue
                against = may(theirs, mine)
                if against is None:
                    clusters.join(head, i, reason(value))
                    break
            else:
                if against:
                    clusters.joins.append(Join(heads[0], i, f"{reason(value)}, but {against}", apart=True))
                if len(heads) < _MOST:
                    heads.append(i)


def _not_contradicted(one: _Cluster, other: _Cluster) -> str | None:
    """Say what contradicts a shared identifier: unlike titles with other first authors or other identifiers."""
    if not one.titles.keys().isdisjoint(other.titles):
        return None
    differ = conflict(one.side.ids, other.side.ids)
    if not differ and same_person(one.side.authors, other.side.authors) is not False:
        return None
    if _alike(one, other) is None:
        return None
    return f"titles and {f'{differ} ids' if differ else 'first authors'} differ"


def _alike(one: _Cluster, other: _Cluster) -> str | None:
    if any(alike(mine, theirs) for mine in one.titles.values() for theirs in other.titles.values()):
        return None
    return "titles differ"


def _by_title(clusters: _Clusters, order: Iterable[int]) -> None:
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for i in order:
        if not clusters.facts[i].generic:
            blocks[clusters.facts[i].fold].append(i)
    for title in sorted(title for title, block in blocks.items() if len(block) > 1):
        heads = {id(clusters.of(i)): i for i in reversed(blocks[title])}
        if 1 < len(heads) <= _MOST:
            _join_titles(clusters, sorted(heads.values(), key=lambda i: clusters.facts[i].key))


def _join_titles(clusters: _Clusters, heads: list[int]) -> None:
    """Join where something speaks for it, the strongest first; then what nothing speaks against.

    What could as well be another paper of that title is left alone.
    """
    weights: dict[tuple[int, int], int] = {}
    for a, b in combinations(heads, 2):
        verdict = _between(clusters, a, b)
        if verdict is not None:
            weights[a, b] = weights[b, a] = verdict[0]
    place = {head: number for number, head in enumerate(heads)}
    pairs = [(a, b) for a, b in combinations(heads, 2) if (a, b) in weights]
    for a, b in sorted(pairs, key=lambda p: (-weights[p], place[p[0]], place[p[1]])):
        if clusters.of(a) is clusters.of(b) or _rivalled(heads, weights, a, b):
            continue
        verdict = _between(clusters, a, b)
        if verdict is not None:
            clusters.join(a, b, verdict[1], by_title=True)


def _rivalled(heads: Iterable[int], weights: dict[tuple[int, int], int], a: int, b: int) -> bool:
    """Say whether one of two could as well be a third one's paper that the other cannot be."""
    weight = weights[a, b]
    return any(
        (weights.get((b, c), -1) >= weight and (a, c) not in weights)
        or (weights.get((a, c), -1) >= weight and (b, c) not in weights)
        for c in heads
        if c not in (a, b)
    )


def _between(clusters: _Clusters, a: int, b: int) -> tuple[int, str] | None:
    """Weigh two clusters: any two of their atoms have to agree; the strongest agreement says why."""
    one, other = clusters.of(a), clusters.of(b)
    if clusters.parted(one, other):
        return None
    found = []
    for mine in one.atoms:
        for theirs in other.atoms:
            verdict = support(mine, theirs)
            if verdict is None:
                return None
            found.append(verdict)
    return max(found)
