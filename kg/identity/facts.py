"""What is compared of a record: who says it, its identifiers, title, year and first author."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from kg.identity.names import SCHEMES, identifiers, preprint_doi, preprint_venue
from kg.identity.person import Person, first
from kg.identity.title import fold, generic

_BEGINNING = 500
"""Characters of an abstract that are compared: sources cut long ones."""


class RecordKey(NamedTuple):
    """Name one record of the corpus: the source that holds it and its id there."""

    source: str
    id: str


class Facts(NamedTuple):
    """Hold what identity depends on of one record."""

    key: RecordKey
    title: str
    fold: str
    generic: bool
    year: int | None
    author: Person | None
    ids: tuple[tuple[str, str], ...]
    """Pairs of scheme and canonical id."""
    abstract: int | None
    """A hash of how the abstract begins; None where there is no abstract."""
    preprint: bool
    """True where a preprint server is named and no place of publication."""
    published: bool
    """True where a place of publication is named."""

    @property
    def named(self) -> bool:
        """Say whether the source gave the record an id, so that it is not made from the title."""
        return not self.key.id.startswith("title:")

    @property
    def opaque(self) -> bool:
        """Say whether the id means something in its source alone: "smith2020", "17"."""
        return self.named and not any(self.key.id == f"{scheme}:{value}" for scheme, value in self.ids)


def facts(source: str, record: Mapping[str, Any]) -> Facts:
    """Return the facts of a record, given as the JSON of a `schemas.paper.Paper`."""
    title, abstract = record["title"], "".join((record.get("abstract") or "")[:_BEGINNING].split()).casefold()
    ids = tuple(dict.fromkeys(identifiers(record.get("ids") or {})))
    dois = [value for scheme, value in ids if scheme == "doi"]
    venue = record.get("venue") or ""
    published = any(not preprint_doi(doi) for doi in dois) or bool(venue and not preprint_venue(venue))
    return Facts(
        key=RecordKey(source, record["id"]),
        title=title,
        fold=fold(title),
        generic=generic(title),
        year=record.get("year"),
        author=first(record.get("authors") or ()),
        ids=tuple(pair for pair in ids if pair[0] in SCHEMES),
        abstract=hash(abstract) if abstract else None,
        preprint=not published and bool(dois or venue or any(scheme == "arxiv" for scheme, _ in ids)),
        published=published,
    )
