"""What a short form stands for: in the paper that says so, and across the corpus where it is clear."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz

DOMINANT = 0.8
"""Share of the papers that define a short form from which one meaning counts as the meaning."""


def meanings(longs: Mapping[str, int]) -> list[tuple[list[str], int]]:
    """Group the long forms of one short form into meanings, most used first.

    Takes the normal forms with the number of papers that define them. Two long forms are one
    meaning when they differ in little: "bidirectional encoder representation(s) from transformer(s)".
    """
    groups: list[tuple[list[str], int]] = []
    for long, papers in sorted(longs.items(), key=lambda item: (-item[1], item[0])):
        for index, (members, total) in enumerate(groups):
            if fuzz.ratio(long, members[0]) >= 85:
                groups[index] = ([*members, long], total + papers)
                break
        else:
            groups.append(([long], papers))
    return sorted(groups, key=lambda group: (-group[1], group[0][0]))


def dominant(groups: list[tuple[list[str], int]]) -> int | None:
    """Return the index of the meaning that nearly all papers have in mind, or None."""
    if not groups:
        return None
    total = sum(papers for _, papers in groups)
    return 0 if groups[0][1] / total >= DOMINANT else None


def count(pairs: Iterable[tuple[str, str, str]]) -> dict[str, Counter[str]]:
    """Count, for each short form, the papers that give it to each long form.

    Takes (paper, short, long) in normal form.
    """
    seen = sorted(set(pairs))
    longs: dict[str, Counter[str]] = {}
    for _, short, long in seen:
        longs.setdefault(short, Counter())[long] += 1
    return longs
