"""Everything that can go wrong, as one tree.

::

    KgError                 a failure with a message for people; exit code 1
    ├── UsageError          the command or call was wrong; exit code 2
    │   └── UnknownName     no paper, entity or query of that name; carries near ones
    ├── SourceError         a file or service cannot be read at all
    ├── CorpusError         the corpus file is locked, damaged or newer than this program
    ├── ExtractorError      the spaCy pipeline is missing or cannot be loaded
    └── StoreError          a store failed
        ├── StoreUnavailable    it is not installed, not there, locked or not answering
        └── QueryError          the store refused or could not finish a query

A message says what was wrong, where (file, line, record) and what to do. A bad *record* is no
exception: it becomes a `schemas.paper.SetAside` and the run goes on.
"""

from __future__ import annotations

from collections.abc import Sequence


class KgError(Exception):
    """Say what failed, where, and what to do about it."""

    exit_code = 1


class UsageError(KgError):
    """Say that a command or a call was used wrongly."""

    exit_code = 2


class UnknownName(UsageError):
    """Say that nothing has this name, and offer the nearest names that exist."""

    def __init__(self, kind: str, name: str, near: Sequence[str] = ()) -> None:
        hint = f"; near it: {', '.join(near)}" if near else ""
        super().__init__(f"no {kind} {name!r}{hint}")
        self.kind, self.name, self.near = kind, name, tuple(near)


class SourceError(KgError):
    """Say that a file or a service cannot be read at all."""


class CorpusError(KgError):
    """Say that the corpus file is locked, damaged or newer than this program."""


class ExtractorError(KgError):
    """Say that the spaCy pipeline is missing or cannot be loaded."""


class StoreError(KgError):
    """Say that a store failed."""


class StoreUnavailable(StoreError):
    """Say that a store is not installed, not there, locked or not answering."""


class QueryError(StoreError):
    """Say that a store refused a query or could not finish it."""
