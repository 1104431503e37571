"""A draft as it was read: what it is about, and what it cites."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from kg.references import Written
from schemas.record import Record


class Manuscript(Record):
    """Hold the parts of a draft; `text` is all of it that was read."""

    name: str = Field(description="Name of the file, for messages")
    title: str = ""
    abstract: str = Field("", description="Its abstract; empty where none is marked as such")
    text: str = Field("", description="All words that were read, references left out")
    references: tuple[Written, ...] = Field((), description="Its list of references, as written")
    notes: tuple[str, ...] = Field((), description="What was left unread, and why")

    @property
    def is_list(self) -> bool:
        """Say whether it is a list of references and no draft."""
        return Path(self.name).suffix.lower() == ".bib"

    @property
    def subject(self) -> str:
        """Return what says best what the draft is about: the abstract, else how its text begins."""
        return self.abstract or self.text[:MOST_SUBJECT]


MOST_SUBJECT = 6_000
"""Characters of a text without an abstract that say what it is about."""
