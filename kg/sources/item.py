"""What a source yields: one item for each entry of a file, and one mark for the file's end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from kg.sources.file import File
from kg.sources.head import Head
from schemas.paper import Paper, SetAside


@dataclass(frozen=True, slots=True)
class Item:
    """Hold one entry of a file: a paper, or why it is none.

    `notes` say what was left out of a paper that was kept, such as an identifier that is none: they
    are no entries, so entries are always papers and set-aside records together.
    """

    source: str
    line: int | None
    record: Paper | SetAside
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileEnd:
    """Mark the end of a file: `whole` is False where it broke off or could not be read at all."""

    source: str
    whole: bool
    entries: int


class Source(Protocol):
    """Declare what every module of a format has."""

    NAME: str
    """Word for `--format`."""
    DESCRIPTION: str
    """What it reads, in one phrase."""

    def recognise(self, head: Head) -> bool:
        """Say whether a file that begins so is of this format."""
        ...

    def read(self, file: File) -> Iterator[Item]:
        """Yield one item for each entry; raise `Broken` where the file cannot be read on."""
        ...


class Broken(Exception):
    """Say why and where a file cannot be read on; what was read before it stands."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.line = reason, line
