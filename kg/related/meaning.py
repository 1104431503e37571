"""What a text is about, as a vector: near to those of papers that it would cite.

The vectors of words come with the package (`kg/related/model`); `python -m kg.related.training`
makes them. They hold no text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from kg.related.grams import paper_grams
from kg.related.matrix import Floats, load_array, save_arrays
from kg.related.strings import Strings

FOLDER = Path(__file__).parent / "model"
_FEW = 8


class Meaning(NamedTuple):
    """Hold one vector a term, in whole numbers from -127 to 127 times a scale."""

    terms: Strings
    """Words and pairs of words, sorted."""
    rarity: Floats
    vectors: np.ndarray
    scales: Floats
    pull: Floats
    """How much more papers that hold the term are cited than likeness explains."""

    @classmethod
    def of(cls, terms: Iterable[str], rarity: Floats, vectors: Floats, pull: Floats) -> Meaning:
        """Take learned vectors, rounded; `terms` must be sorted."""
        scales = np.abs(vectors).max(1, initial=1e-9) / 127.0
        whole = np.rint(vectors / scales[:, None]).astype(np.int8)
        return cls(Strings.of(terms), rarity, whole, scales.astype(np.float32), pull.astype(np.float32))

    def read(self, papers: Iterable[tuple[str, str]]) -> tuple[Floats, Floats]:
        """Return for each (title, abstract) its vector, of length 1 (0 where no term is known), and its pull."""
        numbers: dict[str, int] | None = None
        vectors, pulls = [], []
        for count, (title, abstract) in enumerate(papers):
            found = Counter(paper_grams(title, abstract))
            if count == _FEW:  # a few texts look their terms up, for many a table is made
                numbers = {term: number for number, term in enumerate(self.terms.all())}
            look = self.terms.find if numbers is None else numbers.get
            known = [(number, n) for gram, n in found.items() if (number := look(gram)) is not None]
            vector, pull = self._weigh(known)
            vectors.append(vector)
            pulls.append(pull)
        size = self.vectors.shape[1]
        return np.array(vectors, dtype=np.float32).reshape(-1, size), np.array(pulls, dtype=np.float32)

    def _weigh(self, known: list[tuple[int, int]]) -> tuple[Floats, float]:
        if not known:
            return np.zeros(self.vectors.shape[1], dtype=np.float32), 0.0
        terms = np.array([number for number, _ in known])
        weights = (1.0 + np.log(np.array([n for _, n in known], dtype=np.float32))) * self.rarity[terms]
        weights /= np.sqrt((weights**2).sum())
        vector = (weights * self.scales[terms]) @ self.vectors[terms].astype(np.float32)
        length = float(np.linalg.norm(vector)) or 1.0
        return vector / np.float32(length), float(weights @ self.pull[terms])

    def save(self, folder: Path = FOLDER) -> None:
        """Write the vectors."""
        save_arrays(
            folder,
            {
                **self.terms.arrays("terms"),
                "rarity": self.rarity,
                "vectors": self.vectors,
                "scales": self.scales,
                "pull": self.pull,
            },
        )


@cache
def meaning() -> Meaning:
    """Map the vectors that come with the package into memory."""
    return Meaning(
        Strings.load(FOLDER, "terms"),
        load_array(FOLDER, "rarity"),  # type: ignore[arg-type]
        load_array(FOLDER, "vectors"),
        load_array(FOLDER, "scales"),  # type: ignore[arg-type]
        load_array(FOLDER, "pull"),  # type: ignore[arg-type]
    )
