"""Know which surfaces were annotated as names before, how often and as what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import srsly

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from kg.extract.components.candidates import Key, Place

Counts = tuple[int, ...]
"""Papers that hold the surface, then papers where it is annotated with each type."""

_FILE = "known.json.gz"


class KnownNames:
    """Hold counts per surface, and find known surfaces in a text, overlapping ones too."""

    def __init__(self, counts: dict[Key, Counts] | None = None) -> None:
        self.counts = counts or {}
        self._lengths: dict[str, list[int]] = {}
        for key in self.counts:
            if len(key) == 1:
                continue
            lengths = self._lengths.setdefault(key[0], [])
            if len(key) not in lengths:
                lengths.append(len(key))

    def places(self, words: list[str], lower: list[str]) -> list[Place]:
        """Return where known surfaces stand in `words`."""
        counts = self.counts
        found = [(at, at + 1) for at, word in enumerate(words) if (word,) in counts]
        for at, small in enumerate(lower):
            if small in self._lengths:  # few words begin a known name
                ends = (at + length for length in self._lengths[small])
                found += [(at, end) for end in ends if end <= len(lower) and tuple(lower[at:end]) in counts]
        return found

    def to_disk(self, path: Path) -> None:
        """Write the counts."""
        rows = sorted([" ".join(key), *counts] for key, counts in self.counts.items())
        srsly.write_gzip_json(path / _FILE, rows)

    @classmethod
    def from_disk(cls, path: Path) -> KnownNames:
        """Read the counts back."""
        return cls({tuple(text.split(" ")): tuple(counts) for text, *counts in srsly.read_gzip_json(path / _FILE)})


def count(papers: Sequence[tuple[list[str], dict[Key, int]]], types: int, folds: int) -> list[dict[Key, Counts]]:
    """Return, per fold, the counts of every annotated surface over the papers of the fold.

    A paper is its tokens and the type of each annotated key; paper i is in fold i % folds.
    """
    totals: list[dict[Key, list[int]]] = [{} for _ in range(folds)]
    finder = KnownNames({key: () for _, names in papers for key in names})
    for index, (words, names) in enumerate(papers):
        counts = totals[index % folds]
        lower = [word.lower() for word in words]
        keys = {tuple(words[a:b]) if b - a == 1 else tuple(lower[a:b]) for a, b in finder.places(words, lower)}
        for key in keys | names.keys():
            counts.setdefault(key, [0] * (types + 1))[0] += 1
        for key, type_ in names.items():
            counts[key][1 + type_] += 1
    return [{key: tuple(times) for key, times in counts.items()} for counts in totals]


def total(parts: Iterable[dict[Key, Counts]], least_rate: float) -> KnownNames:
    """Add counts up, and leave out surfaces that are a name less often than `least_rate`."""
    sums: dict[Key, Counts] = {}
    for part in parts:
        for key, counts in part.items():
            before = sums.get(key)
            sums[key] = counts if before is None else tuple(map(int.__add__, before, counts))
    return KnownNames({key: c for key, c in sums.items() if sum(c[1:]) and sum(c[1:]) >= least_rate * c[0]})
