"""The list of records that could not be used, kept beside the corpus."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from schemas.paper import SetAside


def path_beside(corpus: Path) -> Path:
    """Return where the list of a corpus lies: `kg.db` has `kg.set-aside.jsonl`."""
    return corpus.with_name(corpus.stem + ".set-aside.jsonl")


class SetAsideList:
    """Write the records that were set aside in this run, and count them; an empty list leaves no file."""

    def __init__(self, corpus: Path) -> None:
        self.path = path_beside(corpus)
        self.count = 0
        self._lines = 0
        self._draft = self.path.with_name(self.path.name + ".part")
        self._file = self._draft.open("w", encoding="utf-8")

    def add(self, record: SetAside) -> None:
        """Add a record that was not used, or a paper that was kept without a part of it."""
        self.count += not record.kept
        self._lines += 1
        self._file.write(record.model_dump_json() + "\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Put the list in its place; leave the former one after a failure."""
        self._file.close()
        if kind is None and self._lines:
            self._draft.replace(self.path)
            return
        self._draft.unlink(missing_ok=True)
        if kind is None:
            self.path.unlink(missing_ok=True)
