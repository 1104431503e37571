"""The journal of what people decided about names: kept, replayed on every build, and undone by number."""

from __future__ import annotations

import sqlite3

from schemas.decision import Decision
from schemas.errors import UsageError

_COLUMNS = "seq, kind, type, name, target_type, target_name, reason, score, by, undone"


class Journal:
    """Read and write the decisions of a corpus."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def add(self, decision: Decision) -> Decision:
        """Write a decision; return it with its number."""
        cursor = self._db.execute(
            "INSERT INTO decision (kind, type, name, target_type, target_name, reason, score, by) "
            "VALUES (:kind, :type, :name, :target_type, :target_name, :reason, :score, :by)",
            decision.model_dump(),
        )
        return decision.model_copy(update={"seq": cursor.lastrowid})

    def all(self) -> list[Decision]:
        """Return every decision, the undone ones too, in the order in which they were made."""
        return self._read(f"SELECT {_COLUMNS} FROM decision ORDER BY seq")  # noqa: S608

    def standing(self) -> list[Decision]:
        """Return the decisions that are not undone, in the order in which they were made."""
        return self._read(f"SELECT {_COLUMNS} FROM decision WHERE NOT undone ORDER BY seq")  # noqa: S608

    def undo(self, seq: int | None = None) -> Decision:
        """Take back one decision, the last that stands when no number is given; return it.

        Raises `UsageError` when there is no such decision or it is undone already.
        """
        standing = {d.seq: d for d in self.standing()}
        if not standing:
            raise UsageError("nothing to undo: no decision stands")
        seq = max(standing) if seq is None else seq
        if seq not in standing:
            raise UsageError(f"no decision {seq} stands; see: kg entities journal")
        self._db.execute("UPDATE decision SET undone = 1 WHERE seq = ?", (seq,))
        return standing[seq].model_copy(update={"undone": True})

    def _read(self, sql: str) -> list[Decision]:
        names = [c.strip() for c in _COLUMNS.split(",")]
        return [Decision.model_validate(dict(zip(names, row, strict=True))) for row in self._db.execute(sql)]
