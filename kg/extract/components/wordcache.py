"""Keep the vectors of words that come again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.vectors import Vectors

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

MOST_WORDS = 20_000


class CachedVectors(Vectors):  # type: ignore[misc]  # spaCy ships it untyped
    """Compute a word's floret vector once: summing its letter groups is dear, and words repeat.

    Holds at most `MOST_WORDS` words, then starts over; numbers are those of `Vectors`.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._rows: dict[int, int] = {}
        self._table: npt.NDArray[np.float32] = np.zeros((0, 0), dtype=np.float32)

    def get_batch(self, keys: Iterable[int]) -> npt.NDArray[np.float32]:
        """Return one vector per key, shape (keys, width)."""
        distinct, places = np.unique(np.fromiter(keys, dtype=np.uint64), return_inverse=True)
        words = distinct.tolist()
        if len(words) > MOST_WORDS or not words:
            return np.asarray(super().get_batch(words))[places]
        missing = [word for word in words if word not in self._rows]
        if self._table.shape[1] != self.data.shape[1] or len(self._rows) + len(missing) > MOST_WORDS:
            self._table = np.zeros((MOST_WORDS, self.data.shape[1]), dtype=np.float32)
            self._rows = {}
            missing = words
        if missing:
            first = len(self._rows)
            self._table[first : first + len(missing)] = super().get_batch(missing)
            self._rows.update(zip(missing, range(first, first + len(missing)), strict=True))
        return self._table[[self._rows[word] for word in words]][places]
