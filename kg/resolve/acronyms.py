"""What a short form stands for: in the paper that says so, and across the corpus where it is clear."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Postfix, Prefix

from kg.resolve.abbreviation import abbreviates, is_short
from kg.resolve.form import form_of, plain_of
from kg.resolve.merge import Key, Merges
from kg.resolve.names import Names
from kg.resolve.resolution import Pair
from kg.resolve.table import Table, known_aliases
from kg.resolve.words import FUNCTION_WORDS, HEADS

DOMINANT = 0.8
"""Share of the papers that define a short form from which one meaning counts as *the* meaning."""
_LEAST = 0.01
"""Share of the papers of the table below which a meaning is too rare to be taken for granted."""
_LEAST_DEFINED = 0.05
"""Share of the papers with a short form that must define it, for what they say to hold for the rest."""
_OFTEN = 0.3
"""Share of all known definitions that makes a meaning usual enough for a corpus that knows no other."""
_KNOWN = "known to be one thing"
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
    groups = names.groups_of((paper, text) for paper, *ends in rows for text in ends)
    seen: set[tuple[str, Key, Key]] = set()
    for paper, short, long in rows:
        if not abbreviates(short, long):
            continue
        for group in sorted(groups[paper, short] | groups[paper, long]):
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
        found = meanings(short_key[1], total)
        main = _dominant(found)
        if main is None:
            main = _clear_here(found, defined[short_key])
        home: dict[Key, Key] = {}
        for index, (members, papers) in enumerate(found):
            own = [m for m in members if m in defined[short_key]]
            for member in own[1:]:
                merges.join(own[0], member, "long forms of one short form that differ in little", 0.9)
            if index == main and papers >= _LEAST_DEFINED * names.uses(short_key):
                for member in own[:1]:
                    reason = f"the short form in {papers} of {total.total()} papers that define it"
                    merges.join(short_key, member, reason, 0.95)
            home |= dict.fromkeys(own, own[0] if own else short_key)
        for paper, long_key in places[short_key]:
            at = home[long_key]
            if merges.find(at) != merges.find(short_key) and not merges.are_barred(at, short_key):
                senses[paper, short_key] = at
    return senses, set(defined)


def join_listed(names: Names, table: Table, merges: Merges, settled: set[Key]) -> set[Key]:
    """Join short forms to the long forms of the corpus that the table gives them; return those joined."""
    joined: set[Key] = set()
    plain = {long: plain_of(long) for key in names.of_key if key not in settled for long in table.longs(key[1])}
    listed = frozenset(plain.values())
    by_plain: defaultdict[Key, set[Key]] = defaultdict(set)
    for name, key in names.keys.items():
        if " " in name[1] or "-" in name[1]:
            for form in (plain_of(name[1]), key[1]):
                if form in listed:
                    by_plain[key[0], form].add(key)
    for key in names.of_key:
        if key in settled:
            continue
        longs = table.longs(key[1])
        present: Counter[Key] = Counter()
        for long, papers in longs.items():
            for at in by_plain.get((key[0], plain[long]), ()):
                if at != key:
                    present[at] += papers
        found = meanings(key[1], present)
        main = _dominant(found)
        fitting = sum(papers for long, papers in longs.items() if _fits(long, key[0]))
        if main is not None and found[main][1] >= _LEAST * fitting:
            for member in found[main][0]:
                reason = f"the short form in {found[main][1]} papers of the table of acronyms"
                joined |= {key} if merges.join(key, member, reason, 0.9) else set()
    return joined


def join_known(names: Names, merges: Merges, settled: Collection[Key]) -> set[Key]:
    """Join the names that are known to be one thing; return those joined.

    A name of up to three letters is joined only where no paper defines it, and only to a longer
    name that the corpus has.
    """
    joined: set[Key] = set()
    bases = {(names.keys[name][0], form.base) for name, form in names.forms.items() if form.qualifiers}
    for line in _known_keys():
        present = {key: short for key, short in line.items() if key in names.of_key or key in bases}
        if len(present) < 2:
            continue
        sure = [key for key, short in present.items() if len(key[1]) > 3 or not short]
        for key in sure[1:]:
            merges.join(sure[0], key, _KNOWN, 0.95)
        for key in present:
            if key not in sure and key not in settled and sure:
                merges.join(sure[0], key, _KNOWN, 0.9)
                joined.add(key)
        if len(sure) > 1:
            joined |= {key for key in sure if present[key]}
    return joined


@cache
def _known_keys() -> tuple[dict[Key, bool], ...]:
    """Return the keys of each thing in the table of aliases, and whether each can be a short form."""
    return tuple(
        {(group, form_of(group, text).key): is_short(text) for text in texts} for group, texts in known_aliases()
    )


def meanings(short: str, longs: Mapping[Key, int]) -> list[tuple[list[Key], int]]:
    """Group the long forms of one short form into meanings, most used first.

    Takes each with the number of papers that define it. Two long forms are one meaning when they
    differ in little, "bidirectional encoder representation(s) from transformer(s)", and not by a word:
    "video question answering" is not all of QA, nor "small object detection" what most call SOD.
    """
    groups: list[tuple[list[Key], int]] = []
    for long, papers in sorted(longs.items(), key=lambda item: (-item[1], item[0])):
        for index, (members, total) in enumerate(groups):
            known = members[0][1]
            if fuzz.ratio(long[1], known) >= 85 and not _differ_in_a_word(short, long[1], known):
                groups[index] = ([*members, long], total + papers)
                break
        else:
            groups.append(([long], papers))
    return sorted(groups, key=lambda group: (-group[1], group[0][0]))


def _differ_in_a_word(short: str, left: str, right: str) -> bool:
    """Return True where a word stands in one long form alone: in front, or in the place of another."""
    longer, rest = (left, right) if len(left) > len(right) else (right, left)
    if longer[0] != rest[0] and (
        (longer.endswith(rest) and len(longer) - len(rest) > 2) or short[0] not in (longer[0], rest[0])
    ):
        return True
    begin = Prefix.similarity(longer, rest)
    one, other = longer[begin:], rest[begin:]
    end = Postfix.similarity(one, other)
    one, other = one[: len(one) - end], other[: len(other) - end]
    if len(other) < 3 or len(one) < 4 or {one, other} <= FUNCTION_WORDS:
        return False
    return fuzz.ratio(one, other) <= 50


def _dominant(found: Sequence[tuple[list[Key], int]]) -> int | None:
    if not found:
        return None
    return 0 if found[0][1] / sum(papers for _, papers in found) >= DOMINANT else None


def _clear_here(found: Sequence[tuple[list[Key], int]], here: Mapping[Key, int]) -> int | None:
    """Return the index of the meaning that nearly all papers of this corpus give, if others give it often too."""
    total, papers = sum(here.values()), sum(count for _, count in found)
    for index, (members, count) in enumerate(found):
        if sum(here.get(m, 0) for m in members) >= DOMINANT * total and count >= _OFTEN * papers:
            return index
    return None


def _fits(long: str, group: str) -> bool:
    """Return True unless the last word of a long form says that it is of another group of types."""
    return HEADS.get(long.rsplit(" ", 1)[-1], group) == group
