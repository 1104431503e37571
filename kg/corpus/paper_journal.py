"""The journal of which records are one paper: what the program joined and why, and what people ruled."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from schemas.decision import PaperDecision
from schemas.errors import UsageError

_FIELDS = "kind, paper, source, other, other_source, reason, by"
_COLUMNS = f"seq, {_FIELDS}, undone"


class PaperJournal:
    """Read and write the decisions on papers; they take effect when the corpus identifies its papers again."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def all(self) -> list[PaperDecision]:
        """Return every decision, the undone ones too, in the order in which they were made."""
        return self._read("true")

    def standing(self) -> list[PaperDecision]:
        """Return what people ruled and did not take back, in the order in which they ruled."""
        return self._read("by = 'person' AND NOT undone")

    def add(self, decision: PaperDecision) -> PaperDecision:
        """Write a decision; return it with its number."""
        names = ", ".join(f":{name.strip()}" for name in _FIELDS.split(","))
        cursor = self._db.execute(
            f"INSERT INTO paper_decision ({_FIELDS}) VALUES ({names})",  # noqa: S608
            decision.model_dump(),
        )
        return decision.model_copy(update={"seq": cursor.lastrowid})

    def undo(self, seq: int | None = None) -> PaperDecision:
        """Take back one decision, a person's last one when no number is given; return it.

        What the program decided is taken back by ruling the opposite, so that it stays so.
        Raises `UsageError` when there is no such decision or it is undone already.
        """
        if seq is None:
            ruled = self.standing()
            if not ruled:
                raise UsageError("nothing to undo: nobody ruled on papers; to undo a join name its number")
            seq = ruled[-1].seq
        found = self._read("seq = ? AND NOT undone", seq)
        if not found:
            raise UsageError(f"no decision {seq} stands; see: kg papers journal")
        (decision,) = found
        if decision.by == "program":
            opposite = {"merge": "split", "split": "merge"}[decision.kind]
            self.add(decision.model_copy(update={"kind": opposite, "by": "person", "reason": f"undid decision {seq}"}))
        self._db.execute("UPDATE paper_decision SET undone = 1 WHERE seq = ?", (seq,))
        return decision.model_copy(update={"undone": True})

    def replace_program(self, decisions: Iterable[PaperDecision]) -> None:
        """Make the program's decisions these; one that was there before keeps its number."""
        before = {d.model_copy(update={"seq": 0}): d.seq for d in self._read("by = 'program' AND NOT undone")}
        for decision in decisions:
            if before.pop(decision, None) is None:
                self.add(decision)
        self._db.executemany("DELETE FROM paper_decision WHERE seq = ?", ((seq,) for seq in before.values()))

    def _read(self, where: str, *values: object) -> list[PaperDecision]:
        names = [c.strip() for c in _COLUMNS.split(",")]
        rows = self._db.execute(f"SELECT {_COLUMNS} FROM paper_decision WHERE {where} ORDER BY seq", values)  # noqa: S608
        return [PaperDecision.model_validate(dict(zip(names, row, strict=True))) for row in rows]
