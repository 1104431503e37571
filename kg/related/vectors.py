"""The vectors of papers, for stores that search by vectors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.related.matrix import Floats
from kg.related.strings import Strings
from kg.related.subjects import SubjectIndex


class PaperVectors:
    """Give the vectors of the papers of a saved index of related work, of length 1."""

    def __init__(self, ids: Strings, vectors: Floats) -> None:
        self.size = vectors.shape[1]
        self._ids, self._vectors = ids, vectors

    def __iter__(self) -> Iterator[tuple[str, list[float]]]:
        """Yield ids with vectors; papers none of whose words is known have none."""
        for number, vector in enumerate(self._vectors):
            if vector.any():
                yield self._ids.at(number), vector.tolist()


def paper_vectors(folder: Path) -> PaperVectors | None:
    """Return the vectors in the folder of a saved index, or None where there is no index."""
    try:
        return PaperVectors(Strings.load(folder, "ids"), SubjectIndex.load(folder).vectors)
    except FileNotFoundError:
        return None
