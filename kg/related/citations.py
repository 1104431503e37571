"""What citations say of two papers.

One cites the other (direct), both cite the same (coupling), the same papers cite both (co-citation),
the citing papers that read alike cite it (propagation). Sources: Kessler 1963 (bibliographic coupling), Small 1973 (co-citation); both as cosines.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kg.related.matrix import Floats, Ints, Matrix, Vector, all_of, at, nearest, scaled, total
from loaders.snapshot import Snapshot

NEAREST = 20
"""How many of the nearest citing papers are asked what they cite."""
MOST_CITING = 1000
"""How many of the papers that cite one are looked at for candidates: what everybody cites joins nobody."""


class Signals(NamedTuple):
    """Hold what citations say of each candidate, from 0 to 1."""

    direct: Floats
    coupling: Floats
    cocitation: Floats
    propagation: Floats


class CitationIndex(NamedTuple):
    """Hold who cites whom, by citing paper (`cites`) and by cited paper (`cited`)."""

    cites: Matrix
    cited: Matrix

    @classmethod
    def build(cls, snapshot: Snapshot, papers: dict[str, int]) -> CitationIndex:
        """Read the citations; `papers` numbers the papers."""
        pairs = [
            (papers[edge.source], papers[edge.target])
            for edge in snapshot.edges("CITES")
            if edge.source in papers and edge.target in papers
        ]
        return cls.of(pairs, len(papers))

    @classmethod
    def of(cls, pairs: Sequence[tuple[int, int]], papers: int) -> CitationIndex:
        """Take pairs of the numbers of a citing and a cited paper, each pair once."""
        from scipy.sparse import csr_array

        rows = np.array([citing for citing, _ in pairs], dtype=np.int64)
        columns = np.array([cited for _, cited in pairs], dtype=np.int64)
        matrix = csr_array((np.ones(len(pairs), dtype=np.float32), (rows, columns)), shape=(papers, papers))
        return cls(Matrix.of(matrix), Matrix.of(matrix.T.tocsr()))

    @property
    def empty(self) -> bool:
        """Say whether there is no citation at all."""
        return len(self.cites.data) == 0

    def neighbours(self, seeds: Ints) -> tuple[Ints, Ints]:
        """Return the papers that these cite, and those that cite them."""
        return _union(self.cites, seeds), _union(self.cited, seeds)

    def propagated(self, papers: Ints, likeness: Floats, leave: Ints) -> Vector:
        """Return how much the citing papers nearest to the query cite each paper: 1 where all do.

        A citing paper is as near as its own likeness and the mean likeness of what it cites, taken from
        `papers` and their `likeness`; the papers in `leave` are not asked.
        """
        asked = total([scaled(self._citing(p), v) for p, v in zip(papers.tolist(), likeness.tolist(), strict=True)])
        lists = self.cites.indptr[asked[0] + 1] - self.cites.indptr[asked[0]]
        citing = np.union1d(asked[0], papers[np.diff(self.cites.indptr)[papers] > 0])
        citing = np.setdiff1d(citing, leave)
        near = at((asked[0], asked[1] / np.maximum(lists, 1)), citing) + at((papers, likeness), citing)
        chosen = nearest(near, NEAREST)
        weights = near[chosen].astype(np.float64) ** 2
        rows = [self.cites.row(paper) for paper in citing[chosen].tolist()]
        share = (weights / (weights.sum() or 1.0)).tolist()
        return total([scaled(row, value) for row, value in zip(rows, share, strict=True)])

    def candidates(self, outgoing: Ints, incoming: Ints, propagated: Vector, count: int) -> Ints:
        """Return papers that citations join to what is asked from: neighbours and the strongest of each kind."""
        kinds = [
            propagated,
            total([self._citing(paper) for paper in outgoing.tolist()]),
            total([all_of(self.cites.row(paper)[0]) for paper in incoming[:MOST_CITING].tolist()]),
        ]
        strongest = [where[nearest(values, count)] for where, values in kinds]
        return np.unique(np.concatenate([outgoing, incoming, *strongest]))

    def signals(self, outgoing: Ints, incoming: Ints, propagated: Vector, papers: Ints) -> Signals:
        """Say what citations say of these papers."""
        return Signals(
            (np.isin(papers, outgoing) | np.isin(papers, incoming)).astype(np.float32),
            _cosine(self.cites, outgoing, papers),
            _cosine(self.cited, incoming, papers),
            at(propagated, papers),
        )

    def _citing(self, paper: int) -> Vector:
        return all_of(self.cited.row(paper)[0][:MOST_CITING])

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """Return what `CitationIndex.load` needs, by file name."""
        return {**self.cites.arrays("cites"), **self.cited.arrays("cited")}

    @classmethod
    def load(cls, folder: Path) -> CitationIndex:
        """Map a saved index into memory."""
        return cls(Matrix.load(folder, "cites"), Matrix.load(folder, "cited"))


def _union(matrix: Matrix, rows: Ints) -> Ints:
    found = [matrix.row(row)[0] for row in rows.tolist()]
    return np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)


def _cosine(lists: Matrix, own: Ints, papers: Ints) -> Floats:
    shared = lists.against(all_of(own), papers)
    sizes = lists.indptr[papers + 1] - lists.indptr[papers]
    lengths = np.sqrt(np.maximum(sizes, 1) * max(1, len(own)))
    cosine: Floats = (shared / lengths).astype(np.float32)
    return cosine
