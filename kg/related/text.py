"""How like two texts are: the cosine of their TF-IDF vectors over words and pairs of words.

Source: Salton and Buckley, Term-weighting approaches in automatic text retrieval, 1988 (weights
`ltc`: 1 + ln tf, times ln(N/df) + 1, length 1). Pairs of words count when two papers hold them.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kg.related.matrix import Floats, Ints, Matrix, Vector, load_array
from kg.related.runs import Runs, counted, run
from kg.related.strings import Strings


class TextIndex(NamedTuple):
    """Hold the vectors of all papers: by paper (`papers`) and by term (`terms`), of length 1."""

    vocabulary: Strings
    pairs: Ints
    """Pairs of words, `first * len(vocabulary) + second`, ascending; they are numbered after the words."""
    rarity: Floats
    papers: Matrix
    terms: Matrix

    @classmethod
    def build(cls, runs: Runs) -> TextIndex:
        """Count the words of each paper and weigh them."""
        from scipy.sparse import csr_array

        vocabulary, flat, owner = runs.vocabulary, runs.flat.astype(np.int64), runs.owners()
        single_owner, single_term, single_count = counted(owner[flat >= 0], flat[flat >= 0], vocabulary.count)
        inside = (owner[1:] == owner[:-1]) & (flat[1:] >= 0) & (flat[:-1] >= 0)
        codes = (flat[:-1] * vocabulary.count + flat[1:])[inside]
        pairs, inverse = np.unique(codes, return_inverse=True)
        pair_owner, pair_term, pair_count = counted(owner[1:][inside], inverse, len(pairs))
        kept = np.bincount(pair_term, minlength=len(pairs)) >= 2
        renumbered = np.cumsum(kept) - 1
        mask = kept[pair_term]
        columns = vocabulary.count + int(kept.sum())
        counts = csr_array(
            (
                1.0 + np.log(np.concatenate([single_count, pair_count[mask]]).astype(np.float32)),
                (
                    np.concatenate([single_owner, pair_owner[mask]]),
                    np.concatenate([single_term, vocabulary.count + renumbered[pair_term[mask]]]),
                ),
            ),
            shape=(runs.papers, columns),
        )
        held = np.bincount(counts.indices, minlength=columns)
        rarity = (np.log(max(1, runs.papers) / np.maximum(held, 1)) + 1.0).astype(np.float32)
        counts.data *= rarity[counts.indices]
        lengths_of = (
            np.sqrt(np.add.reduceat(np.append(counts.data**2, 0.0), counts.indptr[:-1])) if runs.papers else np.zeros(0)
        )
        sizes = np.diff(counts.indptr)
        counts.data /= np.repeat(np.where(sizes > 0, lengths_of, 1.0), sizes).astype(np.float32)
        papers = Matrix.of(counts)
        return cls(vocabulary, pairs[kept], rarity, papers, Matrix.of(counts.T.tocsr()))

    def vector(self, title: str, abstract: str = "") -> Vector:
        """Weigh a text that is not in the index; words that no paper has are left out."""
        found = [self.vocabulary.find(word) if word else None for word in run(title, abstract)]
        known = [number for number in found if number is not None]
        terms, counts = np.unique(np.array(known, dtype=np.int64), return_counts=True)
        size = self.vocabulary.count
        codes = [a * size + b for a, b in pairwise(found) if a is not None and b is not None]
        codes_of, pair_counts = np.unique(np.array(codes, dtype=np.int64), return_counts=True)
        at = np.searchsorted(self.pairs, codes_of)
        here = at < len(self.pairs)
        here[here] = self.pairs[at[here]] == codes_of[here]
        terms = np.concatenate([terms, size + at[here]])
        values = (1.0 + np.log(np.concatenate([counts, pair_counts[here]]))) * self.rarity[terms]
        length = float(np.sqrt((values**2).sum())) or 1.0
        return terms, (values / length).astype(np.float32)

    def scores(self, vector: Vector) -> Floats:
        """Return the cosine of the vector with each paper."""
        return self.terms.times(vector)

    def term(self, number: int) -> str:
        """Return a term as read: a word, or two words with a space between."""
        size = self.vocabulary.count
        if number < size:
            return self.vocabulary.at(number)
        first, second = divmod(int(self.pairs[number - size]), size)
        return f"{self.vocabulary.at(first)} {self.vocabulary.at(second)}"

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """Return what `TextIndex.load` needs, by file name."""
        return {
            "pairs": self.pairs,
            "rarity": self.rarity,
            **self.papers.arrays("text"),
            **self.terms.arrays("terms"),
        }

    @classmethod
    def load(cls, folder: Path, vocabulary: Strings) -> TextIndex:
        """Map a saved index into memory."""
        return cls(
            vocabulary,
            load_array(folder, "pairs"),  # type: ignore[arg-type]
            load_array(folder, "rarity"),  # type: ignore[arg-type]
            Matrix.load(folder, "text"),
            Matrix.load(folder, "terms"),
        )
