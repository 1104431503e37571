"""Works of Crossref: answers of the API, files of the yearly dump, and lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.sources.columns import people
from kg.sources.entry import paper
from kg.sources.file import File
from kg.sources.head import Head
from kg.sources.item import Item
from kg.sources.markup import from_jats
from kg.sources.objects import objects
from kg.sources.values import first, flat, mappings, scheme_id, within

NAME = "crossref"
DESCRIPTION = "Crossref works: API answers, dump files and lines; JATS abstracts"

_PLACES = ("message.items.item", "message", "response.message.items.item", "response.message", "items.item", "item", "")
_DATES = ("issued", "published-online", "published-print", "published", "posted", "accepted", "created")


def recognise(head: Head) -> bool:
    """Say whether it is an answer of the API, or the first record has a DOI written as Crossref does."""
    record = head.at(*_PLACES)
    if "message-type" in head.at("response", ""):
        return str(head.at("response", "").get("message-type")).startswith("work")
    return "DOI" in record and ("prefix" in record or "is-referenced-by-count" in record or "deposited" in record)


def read(file: File) -> Iterator[Item]:
    """Yield one item for each work."""
    for line, record in objects(file, _PLACES):
        yield record if isinstance(record, Item) else _paper(file.source, line, record)


def _paper(source: str, line: int | None, work: Mapping[str, object]) -> Item:
    references = (scheme_id("doi", one.get("DOI")) for one in mappings(work.get("reference")))
    return paper(
        source,
        line,
        title=_title(work),
        abstract=from_jats(work.get("abstract")),
        year=next((year for name in _DATES if (year := _year(work.get(name)))), None),
        venue=first(work.get("container-title")) or within(work, "event", "name"),
        authors=people(work.get("author")),
        ids={"doi": work.get("DOI")},
        references=[one for one in references if one],
    )


def _title(work: Mapping[str, object]) -> object:
    title = first(work.get("title"))
    return flat(title) if isinstance(title, str) else title


def _year(date: object) -> object:
    return first(first(within(date, "date-parts")))
