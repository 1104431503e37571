"""Judge candidates by boosted trees over numbers and a regression over hashed features, with numpy alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.extract.components.features import hashed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from kg.extract.components.descriptions import Description

    Floats = npt.NDArray[np.float32]
    Integers = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Trees:
    """Hold boosted trees as one array of nodes; the children of a leaf are the leaf itself."""

    roots: Integers
    column: Integers
    threshold: Floats
    left: Integers
    right: Integers
    value: Floats
    depth: int
    bias: float

    def scores(self, numbers: Floats) -> Floats:
        """Return the summed leaves of each row of (cases, columns)."""
        cases = np.arange(len(numbers))[:, None]
        at = np.broadcast_to(self.roots, (len(numbers), len(self.roots)))
        for _ in range(self.depth):
            at = np.where(numbers[cases, self.column[at]] <= self.threshold[at], self.left[at], self.right[at])
        return np.asarray(self.value[at].sum(axis=1) + self.bias, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Judge:
    """Give candidates the log odds of being right.

    The score of the regression is the last column that the trees see.
    """

    rows: Integers
    """Hashed rows that have a weight, ascending."""
    weights: Floats
    trees: Trees

    def odds(self, described: Sequence[Description]) -> Floats:
        """Return the log odds of each candidate."""
        plain = [self.plain(one.features) for one in described]
        return self.trees.scores(
            np.array([[*one.numbers, score] for one, score in zip(described, plain, strict=True)], dtype=np.float32)
        )

    def plain(self, features: Sequence[str]) -> float:
        """Return the score of the regression alone."""
        wanted = hashed(features)
        places = np.searchsorted(self.rows, wanted)
        places[places == len(self.rows)] = 0
        return float(self.weights[places][self.rows[places] == wanted].sum())

    def arrays(self, name: str) -> dict[str, Any]:
        """Return the judge as arrays to save."""
        trees = self.trees
        return {
            f"{name}_rows": self.rows,
            f"{name}_weights": self.weights.astype(np.float16),
            f"{name}_roots": trees.roots,
            f"{name}_column": trees.column.astype(np.uint8),
            f"{name}_threshold": trees.threshold,
            f"{name}_left": trees.left.astype(np.uint16),
            f"{name}_right": trees.right.astype(np.uint16),
            f"{name}_value": trees.value.astype(np.float16),
            f"{name}_depth": np.int32(trees.depth),
            f"{name}_bias": np.float32(trees.bias),
        }

    @classmethod
    def of(cls, arrays: Mapping[str, Any], name: str) -> Judge:
        """Return the judge that `arrays` gave."""
        whole = {key: arrays[f"{name}_{key}"].astype(np.int32) for key in ("roots", "column", "left", "right")}
        real = {key: arrays[f"{name}_{key}"].astype(np.float32) for key in ("threshold", "value")}
        trees = Trees(**whole, **real, depth=int(arrays[f"{name}_depth"]), bias=float(arrays[f"{name}_bias"]))
        return cls(arrays[f"{name}_rows"], arrays[f"{name}_weights"].astype(np.float32), trees)
