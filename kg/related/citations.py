"""What citations say of two papers.

One cites the other (direct), both cite the same (coupling), the same papers cite both (co-citation),
the papers that read alike cite it (propagation). Sources: Kessler 1963 (bibliographic coupling), Small 1973 (co-citation); both as cosines.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kg.related.matrix import Floats, Ints, Matrix, Vector, all_of, at, nearest, scaled, total
from loaders.snapshot import Snapshot

NEAREST = 20
"""How many of the papers nearest in text are asked what they cite."""
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
        from scipy.sparse import csr_array

        pairs = [
            (papers[edge.source], papers[edge.target])
            for edge in snapshot.edges("CITES")
            if edge.source in papers and edge.target in papers
        ]
        rows = np.array([a for a, _ in pairs], dtype=np.int64)
        columns = np.array([b for _, b in pairs], dtype=np.int64)
        matrix = csr_array((np.ones(len(pairs), dtype=np.float32), (rows, columns)), shape=(len(papers), len(papers)))
        return cls(Matrix.of(matrix), Matrix.of(matrix.T.tocsr()))

    @property
    def empty(self) -> bool:
        """Say whether there is no citation at all."""
        return len(self.cites.data) == 0

    def neighbours(self, seeds: Ints) -> tuple[Ints, Ints]:
        """Return the papers that these cite, and those that cite them."""
        return _union(self.cites, seeds), _union(self.cited, seeds)

    def propagated(self, near: Vector) -> Vector:
        """Return what the given papers cite, by how much of their weight cites it."""
        weight = float(near[1].sum())
        rows = [self.cites.row(paper) for paper in near[0].tolist()]
        return total([scaled(row, value / weight) for row, value in zip(rows, near[1].tolist(), strict=True)])

    def candidates(self, outgoing: Ints, incoming: Ints, propagated: Vector, count: int) -> Ints:
        """Return papers that citations join to what is asked from: neighbours and the strongest of each kind."""
        kinds = [
            propagated,
            total([all_of(self.cited.row(paper)[0][:MOST_CITING]) for paper in outgoing.tolist()]),
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
