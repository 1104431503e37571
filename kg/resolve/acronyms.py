"""What a short form stands for: in the paper that says so, and across the corpus where it is clear."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from kg.resolve.abbreviation import evidence, is_short, words_of
from kg.resolve.form import form_of, pieces_of, plain_of
from kg.resolve.merge import Key, Merges
from kg.resolve.names import Names
from kg.resolve.resolution import Pair
from kg.resolve.table import Table
from kg.resolve.words import HEADS

DOMINANT = 0.8
"""Share of the papers that define a short form from which one meaning counts as *the* meaning."""
MARGIN = 1.2
"""Nats by which the evidence of an alignment must exceed what chance gives among so many long forms."""
_RIVAL = 1.5
"""Nats by which one fit must beat another to be the only one."""
_BLOCK = 40_000
Senses = dict[tuple[str, Key], Key]
"""The key that a paper means by a key: where it defines a short form otherwise than most."""


def join_defined(names: Names, pairs: Iterable[Pair], table: Table, merges: Merges) -> tuple[Senses, set[Key]]:
    """Join short and long forms as the papers define them.

    Returns what a short form means in the papers whose meaning is not the usual one, and the short
    forms whose meaning is settled by definitions.
    """
    defined: defaultdict[Key, Counter[Key]] = defaultdict(Counter)
    places: defaultdict[Key, list[tuple[str, Key]]] = defaultdict(list)
    rows = sorted({(p.paper, p.short, p.long) for p in pairs})
    groups = names.groups_in(row[0] for row in rows)
    seen: set[tuple[str, Key, Key]] = set()
    for paper, short, long in rows:
        typed = groups[paper]
        for group in sorted(typed.get(short, set()) | typed.get(long, set())):
            left, right = (group, form_of(group, short).key), (group, form_of(group, long).key)
            if left != right and (paper, left, right) not in seen:
                seen.add((paper, left, right))
                defined[left][right] += 1
                places[left].append((paper, right))
    senses: Senses = {}
    for short_key in sorted(defined):
        total = Counter(defined[short_key])
        for long, papers in table.longs(short_key[1]).items():
            if _fits(long, short_key[0]):
                total[short_key[0], form_of(short_key[0], long).key] += papers
        found = meanings(total)
        main = _dominant(found)
        home: dict[Key, Key] = {}
        for index, (members, papers) in enumerate(found):
            own = [m for m in members if m in defined[short_key]]
            for member in own[1:]:
                merges.join(own[0], member, "long forms of one short form that differ in little", 0.9)
            if index == main:
                for member in own[:1]:
                    reason = f"the short form in {papers} of {total.total()} papers that define it"
                    merges.join(short_key, member, reason, 0.95)
            home |= dict.fromkeys(own, own[0] if own else short_key)
        for paper, long_key in places[short_key]:
            if merges.find(home[long_key]) != merges.find(short_key):
                senses[paper, short_key] = home[long_key]
    return senses, set(defined)


def join_listed(names: Names, table: Table, merges: Merges, settled: set[Key]) -> set[Key]:
    """Join short forms to the long forms of the corpus that the table gives them; return those joined."""
    joined: set[Key] = set()
    by_plain: defaultdict[Key, set[Key]] = defaultdict(set)
    for name, key in names.keys.items():
        if " " in name[1] or "-" in name[1]:
            by_plain[key[0], plain_of(name[1])].add(key)
            by_plain[key].add(key)
    for key in sorted(names.of_key):
        if key in settled:
            continue
        longs = table.longs(key[1])
        present: Counter[Key] = Counter()
        for long, papers in longs.items():
            for at in by_plain.get((key[0], plain_of(long)), ()):
                if at != key:
                    present[at] += papers
        found = meanings(present)
        main = _dominant(found)
        if main is not None and found[main][1] >= 0.03 * sum(longs.values()):
            for member in found[main][0]:
                reason = f"the short form in {found[main][1]} papers of the table of acronyms"
                joined |= {key} if merges.join(key, member, reason, 0.9) else set()
    return joined


def join_aligned(names: Names, merges: Merges, settled: set[Key]) -> None:
    """Join short forms that nothing defines to the one long form of the corpus that they fit.

    The evidence of the letters must exceed what chance gives among as many long forms as there are.
    """
    shorts: defaultdict[str, dict[str, Key]] = defaultdict(dict)
    longs: defaultdict[str, dict[str, Key]] = defaultdict(dict)
    for key in sorted(names.of_key):
        for text in names.texts(key)[:3]:
            if is_short(text):
                if key not in settled:
                    shorts[key[0]].setdefault(text, key)
            elif len(words_of(text)) > 1:
                longs[key[0]].setdefault(text, key)
    for group in sorted(shorts):
        count = len(set(longs[group].values()))
        needed = math.log(count + 1) + MARGIN
        fits: dict[tuple[Key, Key], float] = {}
        for short, long in _candidates(list(shorts[group]), list(longs[group])):
            ends = shorts[group][short], longs[group][long]
            if ends[0] != ends[1] and _may_stand_for(*ends):
                score = evidence(short, long)
                if score >= needed:
                    fits[ends] = max(score, fits.get(ends, 0.0))
        best_of: dict[Key, float] = {}
        longs_of: defaultdict[Key, list[Key]] = defaultdict(list)
        for (short_key, long_key), score in sorted(fits.items()):
            longs_of[short_key].append(long_key)
            for end in (short_key, long_key):
                best_of[end] = max(score, best_of.get(end, 0.0))
        for (short_key, long_key), score in sorted(fits.items()):
            if score < best_of[short_key] or score < best_of[long_key] - _RIVAL:
                continue
            rivals = [k for k in longs_of[short_key] if fits[short_key, k] > score - _RIVAL]
            if all(fuzz.ratio(k[1], long_key[1]) >= 85 or merges.find(k) == merges.find(long_key) for k in rivals):
                sure = min(0.5 + (score - needed) / 10, 0.9)
                merges.join(short_key, long_key, "its letters are those of the long form", sure)


def _may_stand_for(short: Key, long: Key) -> bool:
    """Return False where the short form has a size, version or the like that the long form lacks."""
    own = short[1].split("|")[1:]
    return not own or own == long[1].split("|")[1:]


def _candidates(shorts: Sequence[str], longs: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield short and long forms that may fit: all of a first letter, or those of like initials if these are many."""
    first: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    initials: defaultdict[str, list[str]] = defaultdict(list)
    for long in longs:
        first[long[0].lower()].append((long, long.lower()))
        for signature in _initials(long):
            initials[signature].append(long)
    for short in shorts:
        wanted = "".join(c for c in short.lower() if c.isalnum())
        block = first[short[0].lower()]
        if len(block) * len(shorts) <= _BLOCK * 26:
            for long, lower in block:
                letters = iter(lower)
                if all(c in letters for c in wanted[:-1] if c.isalpha()):
                    yield short, long
        else:
            for long in initials.get(wanted.removesuffix("s"), ()):
                yield short, long


def _initials(long: str) -> set[str]:
    words = words_of(long)
    content = [w for w in words if w not in {"of", "and", "for", "the", "in", "to", "with", "on", "a", "from", "by"}]
    capitals = "".join(c.lower() for c in long if c.isupper())
    return {"".join(w[0].lower() for w in words), "".join(w[0].lower() for w in content), capitals} - {""}


def join_expanded(names: Names, table: Table, merges: Merges) -> None:
    """Join names that are equal once the short forms in them are written out: "medical VQA"."""
    for key in sorted(names.of_key):
        for text in names.texts(key)[:3]:
            pieces = pieces_of(text)
            if len(pieces) < 2:
                continue
            long = [table.meaning(p) or p if sum(map(str.isupper, p)) > 1 else p for p in pieces]
            if long != list(pieces):
                other = (key[0], form_of(key[0], " ".join(long)).key)
                if other != key:
                    merges.join(key, other, "the same with short forms written out", 0.9)


def meanings(longs: Mapping[Key, int]) -> list[tuple[list[Key], int]]:
    """Group the long forms of one short form into meanings, most used first.

    Takes each with the number of papers that define it. Two long forms are one meaning when they
    differ in little: "bidirectional encoder representation(s) from transformer(s)".
    """
    groups: list[tuple[list[Key], int]] = []
    for long, papers in sorted(longs.items(), key=lambda item: (-item[1], item[0])):
        for index, (members, total) in enumerate(groups):
            if fuzz.ratio(long[1], members[0][1]) >= 85:
                groups[index] = ([*members, long], total + papers)
                break
        else:
            groups.append(([long], papers))
    return sorted(groups, key=lambda group: (-group[1], group[0][0]))


def _dominant(found: Sequence[tuple[list[Key], int]]) -> int | None:
    if not found:
        return None
    return 0 if found[0][1] / sum(papers for _, papers in found) >= DOMINANT else None


def _fits(long: str, group: str) -> bool:
    """Return True unless the last word of a long form says that it is of another group of types."""
    return HEADS.get(long.rsplit(" ", 1)[-1], group) == group
