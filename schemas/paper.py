"""A paper as the corpus keeps it, the record that people exchange, and records that were set aside."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Annotated

from pydantic import Field, field_validator

from schemas.identifiers import PaperId, PaperIds
from schemas.record import Record

_SPACE = re.compile(r"\s+")
MAX_TEXT = 2_000_000
"""Characters that a title or an abstract may have; a longer one is no abstract and is set aside."""


def title_key(title: str) -> str:
    """Return the form under which two titles are the same paper: Unicode NFKC, no case, single spaces."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", title)).strip().casefold()


def title_id(title: str) -> str:
    """Return the id of a paper that has nothing but its title: `title:` and 16 hex digits."""
    return "title:" + hashlib.sha256(title_key(title).encode("utf-8")).hexdigest()[:16]


def _checked(value: str) -> str:
    if "\x00" in value:
        raise ValueError("has NUL bytes")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError("is not valid Unicode (a lone surrogate: wrong encoding)") from None
    return value


class Paper(Record):
    """Hold a publication: a title and normally an abstract, both exactly as the source gives them.

    This is also the JSONL exchange format; its JSON Schema is `docs/paper.schema.json`.
    """

    id: PaperId = Field(
        description="Unique in a corpus; made from `ids` or else from the title where a source gives none"
    )
    title: Annotated[str, Field(min_length=1, max_length=MAX_TEXT, description="Title, as given")]
    abstract: Annotated[str, Field(max_length=MAX_TEXT, description="Abstract, as given; empty when there is none")] = (
        ""
    )
    year: Annotated[int, Field(ge=1600, le=2200)] | None = Field(None, description="Year of first appearance")
    venue: str | None = Field(None, max_length=500, description="Where it was published: a short name")
    authors: tuple[Annotated[str, Field(min_length=1, max_length=500)], ...] = Field(
        (), description="Names, in the paper's order"
    )
    ids: PaperIds = Field(default_factory=lambda: PaperIds.model_validate({}), description="Identifiers by scheme")
    references: tuple[PaperId, ...] = Field((), description="Ids of the papers that it cites")

    @field_validator("title", "abstract")
    @classmethod
    def _is_text(cls, value: str) -> str:
        return _checked(value)

    @field_validator("title")
    @classmethod
    def _is_named(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("is empty")
        return value

    @field_validator("venue")
    @classmethod
    def _venue_is_text(cls, value: str | None) -> str | None:
        return _checked(value).strip() or None if value else None

    @field_validator("authors")
    @classmethod
    def _authors_are_text(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_checked(name) for name in value)

    def content_hash(self) -> str:
        """Return a hash of all that the paper says, equal exactly when nothing changed."""
        return hashlib.sha256(self.model_dump_json().encode("utf-8")).hexdigest()

    def text_hash(self) -> str:
        """Return a hash of what the extractor reads: title and abstract."""
        return hashlib.sha256(f"{self.title}\x00{self.abstract}".encode()).hexdigest()


class SetAside(Record):
    """Say which record could not be used, where it stands and why."""

    source: str = Field(description="File (or service) that holds the record")
    line: int | None = Field(None, description="Line in the file, counted from 1, where it has lines")
    record: str = Field("", max_length=200, description="The record's id or the beginning of its title")
    reason: str = Field(description="What is wrong with it, and what to do where something can be done")
    kept: bool = Field(False, description="True when the paper is in the corpus all the same, without what was wrong")
