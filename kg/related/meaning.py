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
from kg.related.matrix import Floats, Ints, load_array, save_arrays
from kg.related.runs import Runs, counted
from kg.related.strings import Strings

_COMMON = 1.0 - float(np.log(0.08))
"""Rarity (ln N/df + 1) of a word that 8% of the papers hold from whose texts the vectors were learned."""
FOLDER = Path(__file__).parent / "model"


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

    def read(self, title: str, abstract: str) -> tuple[Floats, float]:
        """Return the vector of a text, of length 1 (0 where no term is known), and its pull."""
        found = Counter(paper_grams(title, abstract))
        known = [(number, n) for gram, n in found.items() if (number := self.terms.find(gram)) is not None]
        if not known:
            return np.zeros(self.vectors.shape[1], dtype=np.float32), 0.0
        terms = np.array([number for number, _ in known])
        weights = (1.0 + np.log(np.array([n for _, n in known], dtype=np.float32))) * self.rarity[terms]
        weights /= np.sqrt((weights**2).sum())
        vector = (weights * self.scales[terms]) @ self.vectors[terms].astype(np.float32)
        length = float(np.linalg.norm(vector)) or 1.0
        return vector / np.float32(length), float(weights @ self.pull[terms])

    def read_all(self, runs: Runs) -> tuple[Floats, Floats]:
        """Return the same for all papers at once, as arrays."""
        from scipy.sparse import csr_array

        owner, term = self._terms(runs)
        owner, term, counts = counted(owner, term, self.terms.count)
        weights = (1.0 + np.log(counts.astype(np.float32))) * self.rarity[term]
        lengths = np.sqrt(np.bincount(owner, weights=weights**2, minlength=runs.papers))
        weights = (weights / lengths[owner]).astype(np.float32)
        shape = (runs.papers, self.terms.count)
        vectors = csr_array((weights * self.scales[term], (owner, term)), shape=shape) @ self.vectors.astype(np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors /= np.where(lengths > 0, lengths, 1.0)
        pull = np.bincount(owner, weights=weights * self.pull[term], minlength=runs.papers)
        return vectors.astype(np.float32), pull.astype(np.float32)

    def _terms(self, runs: Runs) -> tuple[Ints, Ints]:
        """Return each known word and pair of words of the runs, with its paper."""
        numbers = {term: number for number, term in enumerate(self.terms.all())}
        place = np.array([*(numbers.get(word, -1) for word in runs.vocabulary.all()), -1], dtype=np.int64)
        flat, owner, size = runs.flat.astype(np.int64), runs.owners(), runs.vocabulary.count
        here = {word: number for number, word in enumerate(runs.vocabulary.all())}
        joined = [
            (here[first] * size + here[second], number)
            for term, number in numbers.items()
            if " " in term and (first := term.split(" ")[0]) in here and (second := term.split(" ")[1]) in here
        ]
        joined.sort()
        codes = np.array([code for code, _ in joined], dtype=np.int64)
        inside = (owner[1:] == owner[:-1]) & (flat[1:] >= 0) & (flat[:-1] >= 0)
        pairs, pair_owner = (flat[:-1] * size + flat[1:])[inside], owner[1:][inside]
        at = np.minimum(np.searchsorted(codes, pairs), max(0, len(codes) - 1))
        hit = codes[at] == pairs if len(codes) else np.zeros(len(pairs), dtype=bool)
        pair_terms = np.array([number for _, number in joined], dtype=np.int64)[at[hit]]
        singles = place[flat]
        return (
            np.concatenate([owner[singles >= 0], pair_owner[hit]]),
            np.concatenate([singles[singles >= 0], pair_terms]),
        )

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


@cache
def is_common(word: str) -> bool:
    """Say whether a word stands in so many papers on machine learning that sharing it says nothing; pairs never do."""
    number = meaning().terms.find(word)
    return number is not None and " " not in word and float(meaning().rarity[number]) < _COMMON
