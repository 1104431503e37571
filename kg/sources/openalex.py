"""Works of OpenAlex: pages of the API, single works, and the lines of a snapshot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.sources.entry import paper
from kg.sources.file import File
from kg.sources.head import Head
from kg.sources.item import Item
from kg.sources.link import from_link
from kg.sources.objects import objects
from kg.sources.values import items, mapping, mappings, text, within

NAME = "openalex"
DESCRIPTION = "OpenAlex works: API pages and snapshot lines"

_PLACES = ("results.item", "response.results.item", "item", "response", "")
_MARKS = ("abstract_inverted_index", "referenced_works", "authorships", "open_access")


def recognise(head: Head) -> bool:
    """Say whether the first record has what only works of OpenAlex have."""
    record = head.at(*_PLACES)
    return any(mark in record for mark in _MARKS) or "openalex.org/W" in str(record.get("id"))


def read(file: File) -> Iterator[Item]:
    """Yield one item for each work."""
    for line, record in objects(file, _PLACES):
        yield record if isinstance(record, Item) else _paper(file.source, line, record)


def _paper(source: str, line: int | None, work: Mapping[str, object]) -> Item:
    ids: dict[str, object] = {"openalex": work.get("id"), "doi": work.get("doi") or within(work, "ids", "doi")}
    for location in mappings(work.get("locations")):
        scheme, value = from_link(location.get("landing_page_url"))
        if scheme in ("arxiv", "acl", "openreview"):
            ids.setdefault(scheme, value)
    return paper(
        source,
        line,
        title=text(work.get("title")) or work.get("display_name"),
        abstract=from_inverted_index(work.get("abstract_inverted_index")),
        year=work.get("publication_year") or work.get("publication_date"),
        venue=within(work, "primary_location", "source", "display_name") or within(work, "host_venue", "display_name"),
        authors=[
            text(within(one, "author", "display_name")) or one.get("raw_author_name")
            for one in mappings(work.get("authorships"))
        ],
        ids=ids,
        references=[f"openalex:{one}" for one in items(work.get("referenced_works")) if isinstance(one, str)],
    )


def from_inverted_index(index: object) -> str:
    """Return the text of which an index gives each word's positions.

    >>> from_inverted_index({"deep": [1, 3], "Go": [0], "and": [2]})
    'Go deep and deep'
    """
    places = [
        (position, word)
        for word, positions in mapping(index).items()
        for position in items(positions)
        if isinstance(position, int)
    ]
    return " ".join(word for _, word in sorted(places))
