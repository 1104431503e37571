"""Add what text, entities and citations say up to one score.

The weights were chosen by cross-validation on reference lists (`benchmarks/related.py`). All
signals are from 0 to 1, none is set against the other papers of the graph: so the score of two
papers is the same in a graph of ten and of a hundred thousand, but for the rarity of words.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kg.related.citations import Signals
from kg.related.matrix import Floats

MEANING = 0.26
"""Weight of the cosine of the vectors of meaning beside that of the words."""
LEAST_MEANING = 0.2
"""Cosines below say nothing: papers drawn by chance reach them."""
PULL = 0.3
PULL_BESIDE_CITATIONS = 0.2
"""Less where citations say too what is cited much."""
ENTITIES = 0.2
DIRECT = 0.3
COUPLING = 0.4
COCITATION = 0.3
PROPAGATION = 0.45
AWAY = 0.7
"""What likeness to a paper that answers should be far from takes away."""


class Fused(NamedTuple):
    """Hold the parts of the score for each candidate; the score is their sum."""

    text: Floats
    entities: Floats
    citations: Floats

    @property
    def score(self) -> Floats:
        """Add the parts."""
        total: Floats = self.text + self.entities + self.citations
        return total

    def minus(self, other: Fused, weight: float) -> Fused:
        """Take another score away, part by part."""
        return Fused(*(own - np.float32(weight) * theirs for own, theirs in zip(self, other, strict=True)))


def likeness(words: Floats, meaning: Floats) -> Floats:
    """Return how like texts are by their words and by what they are about."""
    result: Floats = words + np.float32(MEANING) * meaning * (meaning >= LEAST_MEANING)
    return result


def pulled(like: Floats, pull: Floats, *, cited: bool) -> Floats:
    """Raise the likeness of papers of the kind that is cited much; `cited` says whether there are citations."""
    result: Floats = like * np.exp(np.float32(PULL_BESIDE_CITATIONS if cited else PULL) * pull)
    return result


def fuse(text: Floats, entities: Floats, citations: Signals | None) -> Fused:
    """Weigh the signals; without citations that part is 0."""
    links = np.zeros_like(text)
    if citations is not None:
        links = (
            DIRECT * citations.direct
            + COUPLING * citations.coupling
            + COCITATION * citations.cocitation
            + PROPAGATION * citations.propagation
        )
    return Fused(text, ENTITIES * entities, links)
