"""Answers of the arXiv API: Atom feeds."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from kg.sources.entry import aside, paper
from kg.sources.file import File
from kg.sources.head import Head
from kg.sources.item import Item
from kg.sources.markup import child, children, said
from kg.sources.xml import elements

NAME = "arxiv_atom"
DESCRIPTION = "arXiv API: Atom feeds"


def recognise(head: Head) -> bool:
    """Say whether it is an Atom feed that speaks of arXiv."""
    name, attributes = head.root
    return name == "feed" and ("arxiv.org/schemas" in attributes or "arxiv.org/" in head.text)


def read(file: File) -> Iterator[Item]:
    """Yield one item for each entry; the entry of an error is set aside with what the service said."""
    for entry in elements(file, "entry"):
        address = said(child(entry, "id"))
        if "/api/errors" in address:
            reason = f"the service answered with an error: {said(child(entry, 'summary'))}"
            yield aside(file.source, entry.sourceline, reason, record=address)
        else:
            yield _paper(file.source, entry, address)


def _paper(source: str, entry: etree._Element, address: str) -> Item:
    return paper(
        source,
        entry.sourceline,
        title=said(child(entry, "title")),
        abstract=said(child(entry, "summary")),
        year=said(child(entry, "published")) or said(child(entry, "updated")),
        authors=[said(child(author, "name")) for author in children(entry, "author")],
        ids={"arxiv": address, "doi": said(child(entry, "doi"))},
    )
