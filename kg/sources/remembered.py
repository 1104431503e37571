"""What some files say about papers of other files, kept on disk until those are read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from types import TracebackType
from typing import Self

Cites = Callable[[str, str, str], None]
"""Takes a source, the paper that cites, as `scheme:id`, and the cited one."""


class Remembered:
    """Keep citations and abstracts by the paper's number, in a temporary SQLite file; tell `cites` each citation."""

    def __init__(self, cites: Cites | None = None) -> None:
        self.source = ""
        """The file or archive that is being read."""
        self._cites = cites
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(
            "CREATE TABLE citation (citing TEXT, cited TEXT, PRIMARY KEY (citing, cited)) WITHOUT ROWID;"
            "CREATE TABLE abstract (paper TEXT PRIMARY KEY, said TEXT) WITHOUT ROWID;"
            "BEGIN;"
        )

    def add_citation(self, citing: str, cited: str) -> None:
        """Keep that one paper cites another."""
        self._db.execute("INSERT OR IGNORE INTO citation VALUES (?, ?)", (citing, cited))
        if self._cites is not None:
            self._cites(self.source, f"s2:{citing}", f"s2:{cited}")

    def add_abstract(self, paper: str, said: str) -> None:
        """Keep a paper's abstract; the first one stands."""
        said = said.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        self._db.execute("INSERT OR IGNORE INTO abstract VALUES (?, ?)", (paper, said))

    def cited(self, citing: str) -> list[str]:
        """Return the numbers of the papers that a paper cites, in order."""
        rows = self._db.execute("SELECT cited FROM citation WHERE citing = ? ORDER BY cited", (citing,))
        return [cited for (cited,) in rows]

    def abstract(self, paper: str) -> str | None:
        """Return a paper's abstract, or None."""
        row = self._db.execute("SELECT said FROM abstract WHERE paper = ?", (paper,)).fetchone()
        return row[0] if row else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()
