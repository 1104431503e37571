"""Short forms that nothing defines, joined to the one long form of the corpus whose letters they are."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from rapidfuzz import fuzz

from kg.resolve.abbreviation import evidence, is_short, words_of
from kg.resolve.form import base_text, form_of
from kg.resolve.merge import Key, Merges
from kg.resolve.names import Names
from kg.resolve.words import SMALL_WORDS

MARGIN = 0.0
"""Nats by which the evidence of an alignment must exceed what chance gives among so many long forms."""
_TOGETHER = 7.0
"""Nats that suffice for two names of one paper."""
_REASON = "its letters are those of the long form"
_RIVAL = 0.8
"""Nats by which one fit must beat another to be the only one."""
_BLOCK = 20_000
"""Pairs of a short form and a long form of one first letter above which only like initials are looked at."""

Texts = dict[str, Key]


def join_aligned(names: Names, merges: Merges, settled: Collection[Key]) -> None:
    """Join short forms of a list of names to the one long form of the list that they fit.

    The evidence of the letters must exceed what chance gives among as many long forms as there are.
    """
    shorts, longs = _short_and_long(names)
    taken = {merges.find(key) for key in settled}
    for group in sorted(shorts):
        needed = math.log(len(set(longs[group].values())) + 1) + MARGIN
        fits = _fits(
            (
                (short, shorts[group][short], long, longs[group][long])
                for short, long in _candidates(shorts[group], longs[group])
            ),
            needed,
        )
        for short_key, long_key, score in best_fits(fits, merges):
            if short_key not in settled and merges.find(long_key) not in taken:
                merges.join(short_key, long_key, _REASON, min(0.5 + (score - needed) / 10, 0.9))


def align_in_papers(names: Names, merges: Merges, settled: Collection[Key]) -> dict[tuple[str, Key], Key]:
    """Join short forms to long forms of the same paper that they fit, though it does not define them.

    Where most papers with the short form lack the long one, this holds for the papers that have
    both, and these are returned with what they mean.
    """
    shorts: list[tuple[str, Key]] = []
    longs: dict[tuple[str, str, str], list[tuple[str, Key]]] = {}
    for key, (text, *_) in names.texts.items():
        if is_short(text) and key not in settled:
            shorts.append((text, key))
            for paper in names.papers_of(key):
                longs[paper, key[0], text[0].lower()] = []
    for key, (text, *_) in names.texts.items():
        if not is_short(text) and len(words_of(text)) > 1:
            for paper in names.papers_of(key):
                if (found := longs.get((paper, key[0], text[0].lower()))) is not None:
                    found.append((text, key))
    near = (
        (short, key, long, at)
        for short, key in shorts
        for paper in names.papers_of(key)
        for long, at in longs[paper, key[0], short[0].lower()]
    )
    senses: dict[tuple[str, Key], Key] = {}
    for short_key, long_key, score in best_fits(_fits(near, _TOGETHER), merges):
        used = names.papers_of(short_key)
        shared = used & names.papers_of(long_key)
        if 2 * len(shared) >= len(used):
            merges.join(short_key, long_key, _REASON, min(0.5 + (score - _TOGETHER) / 10, 0.9))
        elif merges.find(short_key) != merges.find(long_key) and not merges.are_barred(short_key, long_key):
            senses |= {(paper, short_key): long_key for paper in shared}
    return senses


def _fits(near: Iterable[tuple[str, Key, str, Key]], needed: float) -> dict[tuple[Key, Key], float]:
    """Return how well short and long forms fit where that is well enough."""
    fits: dict[tuple[Key, Key], float] = {}
    tried: set[tuple[str, str]] = set()
    for short, short_key, long, long_key in near:
        if short_key != long_key and (short, long) not in tried and may_stand_for(short_key, long_key):
            tried.add((short, long))
            score = evidence(short, long)
            if score >= needed:
                fits[short_key, long_key] = max(score, fits.get((short_key, long_key), 0.0))
    return fits


def _short_and_long(names: Names) -> tuple[defaultdict[str, Texts], defaultdict[str, Texts]]:
    """Return, by group, the texts that can be short forms and long forms: names, and their bases."""
    shorts: defaultdict[str, Texts] = defaultdict(dict)
    longs: defaultdict[str, Texts] = defaultdict(dict)
    for key, usual in names.texts.items():
        group = key[0]
        texts = dict.fromkeys(usual[:3], key)
        if "|" in key[1]:
            for text in list(texts):
                base = base_text(group, text)
                texts.setdefault(base, (group, form_of(group, base).key))
        for text, at in texts.items():
            if is_short(text):
                shorts[group].setdefault(text, at)
            if (len(words_of(text)) > 1 and not text.isupper()) or (
                group == "data" and sum(map(str.isupper, text)) > 2 and not text.isupper()
            ):
                longs[group].setdefault(text, at)
    return shorts, longs


def best_fits(fits: dict[tuple[Key, Key], float], merges: Merges) -> Iterator[tuple[Key, Key, float]]:
    """Yield the fits that nothing rivals: no other long form for the short one, no better short form for the long."""
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
            yield short_key, long_key, score


def may_stand_for(short: Key, long: Key) -> bool:
    """Return False where the short form has a size, version or the like that the long form lacks."""
    own = short[1].split("|")[1:]
    return not own or own == long[1].split("|")[1:]


def _candidates(shorts: Collection[str], longs: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield short and long forms that may fit: all of one first letter, or those of like initials if these are many."""
    first: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    initials: defaultdict[str, list[str]] = defaultdict(list)
    of_letter: defaultdict[str, int] = defaultdict(int)
    for long in longs:
        first[long[0].lower()].append((long, long.lower()))
        for signature in _initials(long):
            initials[signature].append(long)
    for short in shorts:
        of_letter[short[0].lower()] += 1
    for short in shorts:
        letter = short[0].lower()
        wanted = "".join(c for c in short.lower() if c.isalnum())
        if len(first[letter]) * of_letter[letter] <= _BLOCK:
            for long, lower in first[letter]:
                letters = iter(lower)
                if all(c in letters for c in wanted[:-1] if c.isalpha()):
                    yield short, long
        else:
            for long in initials.get(wanted.removesuffix("s"), ()):
                yield short, long


def _initials(long: str) -> set[str]:
    words = [w.lower() for w in words_of(long)]
    content = [w for w in words if w not in SMALL_WORDS]
    capitals = "".join(c.lower() for c in long if c.isupper())
    return {"".join(w[0] for w in words), "".join(w[0] for w in content), capitals} - {""}
