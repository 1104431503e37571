"""The words of all papers in their order, kept so that only new papers need be read again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kg.related.grams import TITLE_WEIGHT
from kg.related.matrix import Ints, load_array
from kg.related.strings import Strings
from kg.related.words import words


class Runs(NamedTuple):
    """Hold a run of words for each paper: the title, counted `TITLE_WEIGHT` times, then the abstract."""

    vocabulary: Strings
    """All words, sorted."""
    flat: npt.NDArray[np.int32]
    """Numbers of words, paper after paper; -1 where no pair of words may reach across."""
    ends: Ints
    digests: Ints
    """A number that stands for the text of each paper."""

    @classmethod
    def read(cls, texts: Iterable[tuple[str, str]], former: Runs | None = None) -> Runs:
        """Cut (title, abstract) of each paper into words; a text that `former` holds is taken from there.

        The result is the same with and without `former`.
        """
        held = {} if former is None else {digest: number for number, digest in enumerate(former.digests.tolist())}
        known: dict[str, int] = {} if former is None else {w: n for n, w in enumerate(former.vocabulary.all())}
        runs: list[npt.NDArray[np.int32]] = []
        digests: list[int] = []
        for title, abstract in texts:
            digest = _digest(title, abstract)
            number = held.get(digest)
            if former is not None and number is not None:
                runs.append(former.flat[int(former.ends[number]) : int(former.ends[number + 1])])
            else:
                found = [known.setdefault(w, len(known)) if w else -1 for w in run(title, abstract)]
                runs.append(np.array(found, dtype=np.int32))
            digests.append(digest)
        flat = np.concatenate([*runs, np.zeros(0, dtype=np.int32)])
        used = np.zeros(len(known), dtype=bool)
        used[flat[flat >= 0]] = True
        names = [word for word, number in known.items() if used[number]]
        place = np.full(len(known) + 1, -1, dtype=np.int32)  # the last place is that of -1
        place[[known[word] for word in sorted(names)]] = np.arange(len(names))
        ends = np.cumsum([0, *(len(one) for one in runs)], dtype=np.int64)
        return cls(Strings.of(sorted(names)), place[flat], ends, np.array(digests, dtype=np.int64))

    @property
    def papers(self) -> int:
        """Count the papers."""
        return len(self.ends) - 1

    def owners(self) -> Ints:
        """Return the paper of each place of `flat`."""
        return np.repeat(np.arange(self.papers), np.diff(self.ends))

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """Return what `Runs.load` needs, by file name."""
        return {
            **self.vocabulary.arrays("words"),
            "runs": self.flat,
            "runs-ends": self.ends,
            "runs-digests": self.digests,
        }

    @classmethod
    def load(cls, folder: Path) -> Runs:
        """Map saved runs into memory."""
        return cls(
            Strings.load(folder, "words"),
            load_array(folder, "runs"),  # type: ignore[arg-type]
            load_array(folder, "runs-ends"),  # type: ignore[arg-type]
            load_array(folder, "runs-digests"),  # type: ignore[arg-type]
        )


def run(title: str, abstract: str) -> list[str]:
    """Return the words of a paper in their order, with an empty one where no pair may reach across."""
    return [*words(title), ""] * TITLE_WEIGHT + words(abstract)


def counted(owner: Ints, term: Ints, terms: int) -> tuple[Ints, Ints, Ints]:
    """Count each term of each owner: owners, terms and counts, by owner and term."""
    keys, counts = np.unique(owner * max(1, terms) + term, return_counts=True)
    return keys // max(1, terms), keys % max(1, terms), counts


def _digest(title: str, abstract: str) -> int:
    text = f"{title}\x00{abstract}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "little", signed=True)
