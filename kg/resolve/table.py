"""The table of acronyms that ships with the program: short form, long form, number of papers."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from kg.resolve.form import plain_of

PATH = Path(__file__).parent / "tables" / "acronyms.tsv.gz"
PARENTS = PATH.parent / "parents.tsv"
ALIASES = PATH.parent / "aliases.tsv"
_EMPTY: Mapping[str, int] = {}


class Table:
    """Answer what the literature calls by a short form."""

    def __init__(self, rows: Iterable[tuple[str, str, int]]) -> None:
        self._longs: dict[str, Counter[str]] = {}
        for short, long, papers in rows:
            self._longs.setdefault(short, Counter())[long] += papers

    def longs(self, short: str) -> Mapping[str, int]:
        """Return the long forms of a short form in normal form, with the papers that define each."""
        return self._longs.get(short, _EMPTY)

    def meaning(self, short: str) -> str | None:
        """Return the one long form that nearly all papers give a short form, or None."""
        longs = self._longs.get(plain_of(short))
        if not longs:
            return None
        (best, papers), total = longs.most_common(1)[0], longs.total()
        return best if papers >= 2 and papers >= 0.6 * total and " " in best.replace("-", " ") else None


@cache
def known_aliases() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the names that every reader of the field knows to be one thing: a group of types, and the names."""
    with ALIASES.open(encoding="utf-8", newline="") as file:
        return tuple((row[0], tuple(row[1:])) for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def known_parents() -> tuple[tuple[str, str, str], ...]:
    """Return what is known to be made from what, where the names do not tell: group of types, child, parent."""
    with PARENTS.open(encoding="utf-8", newline="") as file:
        return tuple((group, child, parent) for group, child, parent in csv.reader(file, delimiter="\t"))


@cache
def shipped() -> Table:
    """Return the table that ships with the program."""
    with gzip.open(PATH, "rt", encoding="utf-8", newline="") as file:
        return Table((short, long, int(papers)) for short, long, papers in csv.reader(file, delimiter="\t"))
