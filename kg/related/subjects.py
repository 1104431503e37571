"""What all papers are about: their vectors, and how much papers of their kind are cited."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kg.related.matrix import Floats, Ints, load_array
from kg.related.meaning import meaning
from kg.related.runs import Runs

CLUSTER = 300
"""Papers that a group has on average when neighbours are looked for."""
_NEAR_GROUPS = 8
_ROUNDS = 3


class SubjectIndex(NamedTuple):
    """Hold the vector of each paper, of length 1 or 0, and its pull."""

    vectors: Floats
    pull: Floats

    @classmethod
    def build(cls, runs: Runs) -> SubjectIndex:
        """Read the words of each paper."""
        return cls(*meaning().read_all(runs))

    def scores(self, vector: Floats) -> Floats:
        """Return the cosine of the vector with each paper's."""
        result: Floats = self.vectors @ vector
        return result

    def mean(self, papers: Ints) -> Floats:
        """Return the mean direction of papers."""
        vector = self.vectors[papers].sum(0)
        result: Floats = vector / np.float32(float(np.linalg.norm(vector)) or 1.0)
        return result

    def neighbours(self, count: int) -> Ints:
        """Return for each paper the numbers of its nearest, -1 where there are fewer.

        Papers are put into groups of like direction (k-means), and each is compared with those of the
        groups nearest to its own; so the time grows with the number of papers.
        """
        papers = len(self.vectors)
        found = np.full((papers, count), -1, dtype=np.int64)
        if not papers:
            return found
        centres, group = self._groups()
        order = np.argsort(group, kind="stable")
        starts = np.searchsorted(group[order], np.arange(len(centres) + 1))
        members = [order[a:b] for a, b in pairwise(starts)]
        near = np.argsort(-(centres @ centres.T), axis=1, kind="stable")[:, :_NEAR_GROUPS]
        for number, own in enumerate(members):
            if not len(own):
                continue
            others = np.sort(np.concatenate([members[int(other)] for other in {number, *near[number].tolist()}]))
            likes = self.vectors[own] @ self.vectors[others].T
            likes[others[None] == own[:, None]] = -1.0
            keep = min(count, len(others) - 1)
            if keep > 0:
                found[own, :keep] = others[np.argpartition(-likes, keep - 1, axis=1)[:, :keep]]
        return found

    def _groups(self) -> tuple[Floats, Ints]:
        papers = len(self.vectors)
        count = max(1, papers // CLUSTER)
        # Every so many-th paper: the same groups for the same papers.
        centres = np.array(self.vectors[:: max(1, papers // count)][:count])
        group = np.zeros(papers, dtype=np.int64)
        for _ in range(_ROUNDS):
            for begin in range(0, papers, 4096):
                part = slice(begin, begin + 4096)
                group[part] = np.argmax(self.vectors[part] @ centres.T, axis=1)
            sums = np.zeros_like(centres)
            np.add.at(sums, group, self.vectors)
            lengths = np.linalg.norm(sums, axis=1, keepdims=True)
            centres = np.where(lengths > 0, sums / np.maximum(lengths, 1e-9), centres)
        return centres, group

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """Return what `SubjectIndex.load` needs, by file name."""
        return {"subjects": self.vectors, "pull": self.pull}

    @classmethod
    def load(cls, folder: Path) -> SubjectIndex:
        """Map a saved index into memory."""
        return cls(load_array(folder, "subjects"), load_array(folder, "pull"))  # type: ignore[arg-type]
