"""Add what text, entities and citations say up to one score."""

from __future__ import annotations

from typing import NamedTuple

from kg.related.citations import Signals
from kg.related.matrix import Floats


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


TEXT = 1.0
ENTITIES = 0.25
DIRECT = 0.3
COUPLING = 0.4
COCITATION = 0.3
PROPAGATION = 0.5


def fuse(text: Floats, entities: Floats, citations: Signals | None) -> Fused:
    """Weigh the signals, all from 0 to 1; without citations that part is 0."""
    links = 0.0 * text
    if citations is not None:
        links = (
            DIRECT * citations.direct
            + COUPLING * citations.coupling
            + COCITATION * citations.cocitation
            + PROPAGATION * citations.propagation
        )
    return Fused(TEXT * text, ENTITIES * entities, links)
