"""Join names that are spelled a little differently: makers in front, endings, slips of the pen."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from rapidfuzz.distance import OSA

from kg.extract.acronyms import find_pairs
from kg.resolve.form import editions, form_of, pieces_of
from kg.resolve.merge import Key, Merges
from kg.resolve.names import Names
from kg.resolve.resolution import Pair
from kg.resolve.spelling import american, singular, stem
from kg.resolve.table import Table
from kg.resolve.words import ORGANISATIONS, SMALL_WORDS

_EDITION = re.compile(r"([A-Za-z]{3,})[- ']?(?:(?:19|20)?\d\d) ")
_VERSION = re.compile(r"[vV]?\d[\d.]*")
_CAPITALS = re.compile(r"[A-Z][^\s-]*[A-Z]")
_DIRECTED = frozenset(("to", "from", "2", "between", "by", "via", "through", "without", "non"))
"""Words between which order matters: "text-to-image" is not "image-to-text"."""


def defined_in_names(names: Names) -> Iterator[Pair]:
    """Yield the pairs that names themselves hold: "Low-Rank Adaptation (LoRA)"."""
    for name, papers in names.papers.items():
        if "(" in name[1]:
            for pair in find_pairs(name[1]):
                long, short = name[1][pair.long_start : pair.long_end], name[1][pair.short_start : pair.short_end]
                for paper in papers:
                    yield Pair(paper, long, short)


def join_near(names: Names, merges: Merges) -> None:
    """Join what differs by a maker's name, a venue, a bracketed short form, a word's ending, or one slip of the pen."""
    alike = _Alike()
    held: defaultdict[Key, defaultdict[str, list[tuple[Key, str]]]] = defaultdict(lambda: defaultdict(list))
    for key, texts in names.texts.items():
        for text in texts[:3]:
            for other, reason in _other_ways(key[0], text):
                if other != key and other in names.of_key:
                    merges.join(key, other, reason, 0.9)
            if key[0] == "data" and (named := _without_venue(text)) is not None:
                venue, rest = named
                edition = venue[:3].lower() + venue[-2:]
                held[key[0], form_of(key[0], rest).key][edition].append((key, venue))
        alike.add(key, texts[0])
    for other, editions_held in held.items():
        if len(editions_held) == 1 and other in names.of_key:  # what was held several times is not one of these
            for key, venue in next(iter(editions_held.values())):
                if key != other:
                    merges.join(key, other, f"the same with its venue, {venue}", 0.9)
    alike.join(merges)


def _other_ways(group: str, text: str) -> Iterator[tuple[Key, str]]:
    if group in ("model", "data"):
        pieces = pieces_of(text)
        if len(pieces) > 1 and pieces[0][0].isupper() and pieces[0].lower() in ORGANISATIONS:
            rest = " ".join(pieces[1:])
            if _is_name(group, pieces[1:]) and not (text.startswith("Meta-") and rest.isalpha()):
                yield (group, form_of(group, rest).key), f"the same with its maker, {pieces[0]}"
    if "(" in text:
        for pair in find_pairs(text):
            end = text.find(")", pair.short_end) + 1
            said = text[: pair.long_start] + text[pair.short_start : pair.short_end] + text[end:]
            yield (group, form_of(group, said).key), "the same with the short form that it gives"


def _is_name(group: str, pieces: Sequence[str]) -> bool:
    """Return True for what can be a name without its maker: no version alone, no phrase like "Label Correction"."""
    if _VERSION.fullmatch(" ".join(pieces)):
        return False
    if group == "model" and len(pieces) > 1:
        return any(p[1:] != p[1:].lower() or not p.isalpha() for p in pieces)
    return any(p != p.lower() for p in pieces) or pieces[-1][-1].isdigit()


def _without_venue(text: str) -> tuple[str, str] | None:
    """Return the edition of a venue in front of a name of several words, and the name: "WMT22", "General Translation Task"."""
    edition = _EDITION.match(text)
    if edition is None or edition[1].lower() not in editions() or len(text[edition.end() :].split()) < 3:
        return None
    return edition[0].strip(), text[edition.end() :]


def join_written_out(names: Names, table: Table, merges: Merges) -> None:
    """Join names that are equal once the short forms in them are written out: "medical VQA"."""
    longs: dict[Key, str] = {}
    for key, texts in names.texts.items():
        if " " in texts[0] and "|" not in key[1]:
            longs.setdefault(merges.find(key), texts[0])
    for key, texts in names.texts.items():
        for text in texts[:3]:
            if _CAPITALS.search(text) is None or text.isalnum():
                continue
            for words in dict.fromkeys((tuple(text.split()), pieces_of(text))):
                if len(words) < 2 or words[0].lower() == "a":  # the A of "A-PSGD" is no article
                    continue
                long = [_written_out(key[0], word, longs, table, merges) or word for word in words]
                if tuple(long) != words:
                    other = (key[0], form_of(key[0], " ".join(long)).key)
                    if other != key:
                        merges.join(key, other, "the same with short forms written out", 0.9)


def _written_out(group: str, word: str, longs: dict[Key, str], table: Table, merges: Merges) -> str | None:
    if sum(map(str.isupper, word)) < 2:
        return None
    return longs.get(merges.find((group, form_of(group, word).key))) or table.meaning(word)


class _Alike:
    """Gather names by what they have in common but for one word's ending, or for a slip of the pen."""

    def __init__(self) -> None:
        self._but_for_endings: defaultdict[Key, list[Key]] = defaultdict(list)
        self._but_for_a_slip: defaultdict[tuple[str, ...], list[tuple[Key, str]]] = defaultdict(list)

    def add(self, key: Key, text: str) -> None:
        """Take in a name by its usual text."""
        group = key[0]
        words = [singular(w) for w in pieces_of(text)]
        if len(words) > 1 and "|" not in key[1]:
            stems = [stem(american(w)) for w in words]
            if group == "task" and _DIRECTED.isdisjoint(stems):
                stems = sorted(w for place, w in enumerate(stems) if place == 0 or w not in SMALL_WORDS)
            self._but_for_endings[group, " ".join(stems)].append(key)
        shortest = 5 if len(words) > 1 else 7
        for index, word in enumerate(words):
            if len(word) >= shortest and word.isalpha():
                around = (group, *words[:index], "*", *words[index + 1 :])
                self._but_for_a_slip[*around, "".join(sorted(word))].append((key, word))
                if len(words) > 2 and len(word) >= 7:
                    self._but_for_a_slip[*around, word[:2] + "*" + word[-2:]].append((key, word))

    def join(self, merges: Merges) -> None:
        """Join what differs in one word's ending, then that of which one word differs in one letter or swaps two."""
        for keys in self._but_for_endings.values():
            for other in keys[1:]:
                merges.join(keys[0], other, "the same but for the ending of a word", 0.85)
        for found in self._but_for_a_slip.values():
            if 1 < len(found) <= 50:
                for (left, a), (right, b) in combinations(found, 2):
                    if left != right and OSA.distance(a, b, score_cutoff=1) == 1:
                        merges.join(left, right, f"the same but for a slip: {a}, {b}", 0.8)
