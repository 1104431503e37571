"""A list of texts in two arrays, read from memory-mapped files one text at a time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import overload

import numpy as np
import numpy.typing as npt

from kg.related.matrix import load_array


@dataclass(frozen=True, slots=True)
class Strings:
    """Hold texts as one run of UTF-8 bytes and the offsets where each ends."""

    blob: npt.NDArray[np.uint8]
    ends: npt.NDArray[np.int64]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Strings:
        """Take texts in the order given; `find` needs them sorted."""
        encoded = [text.encode("utf-8") for text in texts]
        ends = np.cumsum([0, *map(len, encoded)], dtype=np.int64)
        return cls(np.frombuffer(b"".join(encoded), dtype=np.uint8), ends)

    @property
    def count(self) -> int:
        """Count the texts."""
        return len(self.ends) - 1

    def at(self, number: int) -> str:
        """Return one text."""
        return bytes(self.blob[int(self.ends[number]) : int(self.ends[number + 1])]).decode("utf-8")

    def all(self) -> list[str]:
        """Return all texts."""
        whole, ends = bytes(self.blob), self.ends.tolist()
        return [whole[a:b].decode("utf-8") for a, b in pairwise(ends)]

    def find(self, text: str) -> int | None:
        """Return the place of a text in a sorted list, or None."""
        place = bisect_left(_View(self), text)
        return place if place < self.count and self.at(place) == text else None

    def find_all(self, text: str) -> list[int]:
        """Return every place of a text in a sorted list that may hold it several times."""
        place = bisect_left(_View(self), text)
        places = []
        while place < self.count and self.at(place) == text:
            places.append(place)
            place += 1
        return places

    def arrays(self, name: str) -> dict[str, npt.NDArray[np.generic]]:
        """Return what `Strings.load` needs, by file name."""
        return {f"{name}-blob": self.blob, f"{name}-ends": self.ends}

    @classmethod
    def load(cls, folder: Path, name: str) -> Strings:
        """Map saved texts into memory."""
        return cls(load_array(folder, f"{name}-blob"), load_array(folder, f"{name}-ends"))  # type: ignore[arg-type]


class _View(Sequence[str]):
    """Let `bisect` read the texts that it compares and no others."""

    def __init__(self, strings: Strings) -> None:
        self._strings = strings

    def __len__(self) -> int:
        return self._strings.count

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> list[str]: ...
    def __getitem__(self, number: int | slice) -> str | list[str]:
        if isinstance(number, slice):
            return [self._strings.at(i) for i in range(*number.indices(len(self)))]
        return self._strings.at(number)
