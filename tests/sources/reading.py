"""What was read of some files, sorted for tests to look at."""

from __future__ import annotations

from pathlib import Path

from kg.sources import FileEnd, Item, read
from schemas.paper import Paper, SetAside


class Reading:
    """Hold what was read of some files: items, papers, records set aside, ends."""

    def __init__(self, found: list[Item | FileEnd]) -> None:
        self.items = [one for one in found if isinstance(one, Item)]
        self.ends = [one for one in found if isinstance(one, FileEnd)]
        self.papers = [one.record for one in self.items if isinstance(one.record, Paper)]
        self.aside = [one.record for one in self.items if isinstance(one.record, SetAside)]

    @property
    def paper(self) -> Paper:
        """Return the only paper; what was set aside instead is in the message."""
        assert len(self.items) == 1, self.items
        assert len(self.papers) == 1, self.aside
        return self.papers[0]

    @property
    def reason(self) -> str:
        """Return why the only record was set aside."""
        assert len(self.aside) == 1, self.items
        return self.aside[0].reason

    @property
    def end(self) -> FileEnd:
        """Return the mark of the only file."""
        assert len(self.ends) == 1
        return self.ends[0]


def reading(*paths: Path | str, format: str = "auto", columns: dict[str, str] | None = None) -> Reading:
    """Read files whole."""
    return Reading(list(read([*paths], format=format, columns=columns)))
