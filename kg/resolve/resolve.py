"""Resolve all names of a corpus together: normal form, acronyms, variants, a person's decisions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from kg.resolve.acronyms import count, dominant, meanings
from kg.resolve.entities import Names, build
from kg.resolve.form import key_of
from kg.resolve.journal import Standing, read
from kg.resolve.merge import Key, Merges
from kg.resolve.resolution import Occurrence, Pair, Resolution
from schemas.decision import Decision
from schemas.mention import EntityType


def resolve(
    occurrences: Iterable[Occurrence], pairs: Iterable[Pair] = (), decisions: Sequence[Decision] = ()
) -> Resolution:
    """Decide which names of a corpus are the same thing.

    The result does not depend on the order of the occurrences. A person's decisions win over
    everything that the program finds; what the program decided is in `Resolution.decisions`.
    """
    standing = read(decisions)
    names = Names()
    for occurrence in sorted(set(occurrences), key=lambda o: (o.paper, o.type, o.text)):
        if (occurrence.type, occurrence.text) in standing.rejected:
            names.rejected.add((occurrence.type, occurrence.text))
            continue
        type = standing.retyped.get((occurrence.type, occurrence.text), occurrence.type)
        key = standing.own_key.get((type, occurrence.text)) or key_of(type, occurrence.text)
        names.add(occurrence, type, key)
    merges = Merges()
    _apply(standing, merges)
    senses = _acronyms(names, sorted(set(pairs), key=lambda p: (p.paper, p.long, p.short)), merges)
    return build(names, merges, senses, standing)


def _apply(standing: Standing, merges: Merges) -> None:
    for left, right in standing.merged:
        merges.join(left, right, "decided by a person", 1.0)
    for left, right in standing.split:
        merges.bar(left, right)


def _acronyms(names: Names, pairs: Sequence[Pair], merges: Merges) -> dict[tuple[str, Key], Key]:
    """Join short and long forms; return the meaning of a short form in the papers that define it."""
    typed: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for pair in pairs:
        for group in names.groups_of(pair):
            typed[group].append(
                (pair.paper, key_of(_ANY_TYPE[group], pair.short)[1], key_of(_ANY_TYPE[group], pair.long)[1])
            )
    senses: dict[tuple[str, Key], Key] = {}
    for group, rows in sorted(typed.items()):
        longs = count(rows)
        for short, counter in sorted(longs.items()):
            senses |= _join_short(group, short, counter, rows_by_short(rows).get(short, ()), merges)
    return senses


def rows_by_short(rows: Sequence[tuple[str, str, str]]) -> dict[str, list[tuple[str, str]]]:
    """Return (paper, long) for each short form."""
    out: dict[str, list[tuple[str, str]]] = {}
    for paper, short, long in rows:
        out.setdefault(short, []).append((paper, long))
    return out


def _join_short(
    group: str, short: str, longs: Counter[str], rows: Sequence[tuple[str, str]], merges: Merges
) -> dict[tuple[str, Key], Key]:
    found = meanings(longs)
    main = dominant(found)
    key = (group, short)
    sense_of: dict[str, Key] = {}
    for index, (members, papers) in enumerate(found):
        head = (group, members[0])
        for member in members[1:]:
            merges.join(head, (group, member), f"long forms of {short} that differ in little", 0.9)
        if index == main:
            merges.join(key, head, f"short form in {papers} of {sum(longs.values())} papers that define it", 0.95)
        sense_of |= dict.fromkeys(members, head)
    return {(paper, key): sense_of[long] for paper, long in rows if merges.find(sense_of[long]) != merges.find(key)}


_ANY_TYPE: dict[str, EntityType] = {"model": "Model", "data": "Dataset", "task": "Task", "metric": "Metric"}
