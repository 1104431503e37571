"""Cut a paper into what its vectors count: words, and pairs of words that stand side by side."""

from __future__ import annotations

from itertools import pairwise

from kg.related.words import words

TITLE_WEIGHT = 2
"""How often a word of the title is counted."""


def grams(text: str) -> list[str]:
    """Return the words and the pairs of a text.

    >>> grams("Folding of large proteins")
    ['folding', 'large', 'proteins', 'folding large', 'large proteins']
    """
    run = words(text)
    return run + [f"{a} {b}" for a, b in pairwise(run)]


def paper_grams(title: str, abstract: str) -> list[str]:
    """Return the words and pairs of a paper; those of the title count more."""
    return grams(title) * TITLE_WEIGHT + grams(abstract)
