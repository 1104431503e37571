"""What citations say of two papers.

One cites the other (direct), both cite the same (coupling), the same papers cite both (co-citation),
the citing papers that read alike cite it (propagation). Sources: Kessler 1963 (bibliographic coupling), Small 1973 (co-citation); both as cosines.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from kg.related.matrix import Floats, Ints, Matrix, Vector, all_of, at, joined, nearest, scaled, total
from loaders.snapshot import Snapshot

if TYPE_CHECKING:
    from kg.related.query import Query

NEAREST = 80
"""How many of the nearest citing papers are asked what they cite."""
VERY_NEAR = 0.6
"""Part of the highest nearness from which a citing paper is said to be on the same subject."""
SAME_SUBJECT = 0.1
"""Nearness from which it may be said at all; where the nearest is farther, what it cites counts less."""
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

    def cited_by(self, papers: Ints) -> Ints:
        """Return the papers that any of these cites."""
        return _union(self.cites, papers)

    def citing(self, papers: Ints) -> Ints:
        """Return the papers that cite any of these."""
        return _union(self.cited, papers)

    def near(self, papers: Ints, likeness: Floats) -> Vector:
        """Return how near each citing paper is to a query: half its own likeness and the mean likeness of what it cites.

        Only `papers` are like the query; the time grows with the papers that cite them.
        """
        asked = total([scaled(self._citing(p), v) for p, v in zip(papers.tolist(), likeness.tolist(), strict=True)])
        citing = joined(asked[0], papers[np.diff(self.cites.indptr)[papers] > 0])
        lists = np.diff(self.cites.indptr)[citing]
        return citing, at(asked, citing) / np.maximum(lists, 1) + np.float32(0.5) * at((papers, likeness), citing)

    def near_all(self, likeness: Floats) -> Vector:
        """Return the same where `likeness` has a value for every paper, O(citations)."""
        sums = np.concatenate([np.zeros(1), np.cumsum(likeness[self.cites.indices], dtype=np.float64)])
        citing = np.flatnonzero(np.diff(self.cites.indptr))
        begins, ends = self.cites.indptr[citing], self.cites.indptr[citing + 1]
        mean = (sums[ends] - sums[begins]) / (ends - begins)
        return citing, (mean + 0.5 * likeness[citing]).astype(np.float32)

    def propagated(self, near: Vector, leave: Ints) -> tuple[Vector, Ints]:
        """Return how much the nearest citing papers cite each paper (1 where all do), and which are the very nearest.

        The papers in `leave` are not asked.
        """
        values = np.where(np.isin(near[0], leave, assume_unique=True), np.float32(0), near[1])
        places = nearest(values, NEAREST)
        chosen, weights = near[0][places], values[places].astype(np.float64)
        highest = float(values[places].max(initial=0.0))
        share = (min(1.0, highest / SAME_SUBJECT) * weights / (weights.sum() or 1.0)).tolist()
        rows = [self.cites.row(paper) for paper in chosen.tolist()]
        told = chosen[values[places] >= max(SAME_SUBJECT, VERY_NEAR * highest)]
        return total([scaled(row, value) for row, value in zip(rows, share, strict=True)]), told

    def telling(self, propagated: Vector) -> Vector:
        """Weigh what the nearest citing papers cite by how few others cite it: without popularity."""
        where, values = propagated
        return where, values / np.sqrt(np.maximum(self.cited.indptr[where + 1] - self.cited.indptr[where], 1))

    def candidates(self, outgoing: Ints, incoming: Ints, propagated: Vector, count: int) -> Ints:
        """Return papers that citations join to what is asked from: neighbours and the strongest of each kind."""
        kinds = [
            propagated,
            total([self._citing(paper) for paper in outgoing.tolist()]),
            total([all_of(self.cites.row(paper)[0]) for paper in incoming[:MOST_CITING].tolist()]),
        ]
        strongest = [where[nearest(values, count)] for where, values in kinds]
        return joined(outgoing, incoming, *strongest)

    def signals(self, query: Query, incoming: Ints, propagated: Vector, papers: Ints) -> Signals:
        """Say what citations say of these papers; `incoming` are the papers that cite those asked from."""
        direct = np.isin(papers, incoming, assume_unique=True) | (
            np.isin(papers, query.cites, assume_unique=True) & (len(query.papers) > 0)
        )
        return Signals(
            direct.astype(np.float32),
            _cosine(self.cites, query.cites, papers),
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
    return joined(*(matrix.row(row)[0] for row in rows.tolist()))


def _cosine(lists: Matrix, own: Ints, papers: Ints) -> Floats:
    shared = lists.against(all_of(own), papers)
    sizes = lists.indptr[papers + 1] - lists.indptr[papers]
    lengths = np.sqrt(np.maximum(sizes, 1) * max(1, len(own)))
    cosine: Floats = (shared / lengths).astype(np.float32)
    return cosine
