"""Sparse matrices that are read from memory-mapped files with numpy alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Vector = tuple[Ints, Floats]
"""A sparse vector: positions, ascending, and values."""
Arrays = Mapping[str, npt.NDArray[np.generic]]


def save_arrays(folder: Path, arrays: Arrays) -> None:
    """Write each array to a file of its own, so that each can be mapped into memory alone."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array, allow_pickle=False)


def load_array(folder: Path, name: str) -> npt.NDArray[np.generic]:
    """Map an array into memory; an empty one is read."""
    path = folder / f"{name}.npy"
    try:
        # As a plain array: indexing np.memmap costs a microsecond more each time.
        return np.load(path, mmap_mode="r", allow_pickle=False).view(np.ndarray)  # type: ignore[no-any-return]
    except ValueError:  # an empty file cannot be mapped
        return np.load(path, allow_pickle=False)  # type: ignore[no-any-return]


class Matrix(NamedTuple):
    """Hold a sparse matrix by rows (CSR): `indices[indptr[i]:indptr[i+1]]` are the columns of row i."""

    indptr: npt.NDArray[np.int64]
    indices: npt.NDArray[np.int32]
    data: Floats
    columns: int

    @classmethod
    def of(cls, matrix: csr_array) -> Matrix:
        """Take over a scipy matrix, with sorted columns and no explicit zeros."""
        matrix.sort_indices()
        return cls(
            matrix.indptr.astype(np.int64),
            matrix.indices.astype(np.int32),
            matrix.data.astype(np.float32),
            int(matrix.shape[1]),
        )

    def scipy(self) -> csr_array:
        """Return the matrix for scipy, sharing memory."""
        from scipy.sparse import csr_array

        return csr_array((self.data, self.indices, self.indptr), shape=(self.rows, self.columns))

    @property
    def rows(self) -> int:
        """Count the rows."""
        return len(self.indptr) - 1

    def row(self, number: int) -> Vector:
        """Return one row as a sparse vector."""
        begin, end = int(self.indptr[number]), int(self.indptr[number + 1])
        return np.asarray(self.indices[begin:end], dtype=np.int64), np.asarray(self.data[begin:end])

    def times(self, vector: Vector) -> Floats:
        """Return the sum of the rows that the vector names, each times its value, as a dense vector.

        The cost is the number of entries in those rows, whatever the size of the matrix.
        """
        total = np.zeros(self.columns, dtype=np.float32)
        for number, value in zip(vector[0].tolist(), vector[1].tolist(), strict=True):
            begin, end = int(self.indptr[number]), int(self.indptr[number + 1])
            total[self.indices[begin:end]] += np.float32(value) * self.data[begin:end]  # a row names a column once
        return total

    def against(self, vector: Vector, rows: Ints) -> Floats:
        """Return the product of the vector with each of these rows."""
        spread = np.zeros(self.columns, dtype=np.float32)
        spread[vector[0]] = vector[1]
        begins, sizes = self.indptr[rows], self.indptr[rows + 1] - self.indptr[rows]
        ends = np.cumsum(sizes)
        places = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(begins - (ends - sizes), sizes)
        products = spread[self.indices[places]] * self.data[places]
        sums = np.concatenate([np.zeros(1), np.cumsum(products, dtype=np.float64)])
        result: Floats = (sums[ends] - sums[ends - sizes]).astype(np.float32)
        return result

    def arrays(self, name: str) -> dict[str, npt.NDArray[np.generic]]:
        """Return what `Matrix.load` needs, by file name."""
        return {
            f"{name}-indptr": self.indptr,
            f"{name}-indices": self.indices,
            f"{name}-data": self.data,
            f"{name}-columns": np.array([self.columns]),
        }

    @classmethod
    def load(cls, folder: Path, name: str) -> Matrix:
        """Map a saved matrix into memory."""
        return cls(
            load_array(folder, f"{name}-indptr"),  # type: ignore[arg-type]
            load_array(folder, f"{name}-indices"),  # type: ignore[arg-type]
            load_array(folder, f"{name}-data"),  # type: ignore[arg-type]
            int(load_array(folder, f"{name}-columns")[0]),
        )


def joined(*places: Ints) -> Ints:
    """Return the places that any of these hold, ascending, each once."""
    # With an option: without any, np.unique loads numpy.ma, which takes as long as opening an index.
    found, _ = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *places]), return_index=True)
    return found


def without(places: Ints, others: Ints) -> Ints:
    """Return the places that are not among others; neither holds one twice."""
    left: Ints = places[np.isin(places, others, assume_unique=True, invert=True)]
    return left


def nearest(scores: Floats, count: int) -> Ints:
    """Return the places of the highest positive scores, ascending; of equal ones the earlier."""
    found = np.flatnonzero(scores > 0)
    if len(found) > count:
        cut = np.partition(scores[found], -count)[-count]
        found = found[scores[found] >= cut]
        found = np.sort(found[np.argsort(-scores[found], kind="stable")][:count])
    return found


def at(vector: Vector, places: Ints) -> Floats:
    """Return the values of a sparse vector at these places, 0 where it has none."""
    if not len(vector[0]):
        return np.zeros(len(places), dtype=np.float32)
    found = np.minimum(np.searchsorted(vector[0], places), len(vector[0]) - 1)
    values: Floats = np.where(vector[0][found] == places, vector[1][found], np.float32(0))
    return values


def total(vectors: list[Vector]) -> Vector:
    """Add sparse vectors."""
    if len(vectors) == 1:
        return vectors[0]
    nothing = np.zeros(0, dtype=np.int64)
    where, inverse = np.unique(np.concatenate([nothing, *(v[0] for v in vectors)]), return_inverse=True)
    values = np.bincount(inverse, weights=np.concatenate([nothing, *(v[1] for v in vectors)]), minlength=len(where))
    return where, values.astype(np.float32)


def scaled(vector: Vector, factor: float) -> Vector:
    """Multiply a sparse vector."""
    return vector[0], vector[1] * np.float32(factor)


def all_of(places: Ints) -> Vector:
    """Return the vector that is 1 at each of these places."""
    return places, np.ones(len(places), dtype=np.float32)
