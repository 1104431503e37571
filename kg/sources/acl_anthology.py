"""Volumes of the ACL Anthology: its XML, with the marks for fixed case taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from kg.sources.entry import paper
from kg.sources.file import File
from kg.sources.head import Head
from kg.sources.item import Item
from kg.sources.markup import child, children, local_name, said
from kg.sources.xml import elements

NAME = "acl_anthology"
DESCRIPTION = "ACL Anthology XML"

_OLD = re.compile(r"[A-Z]\d{2}")


def recognise(head: Head) -> bool:
    """Say whether it is a collection of the Anthology."""
    return head.root[0] == "collection" and b"<volume" in head.data


def read(file: File) -> Iterator[Item]:
    """Yield one item for each paper; the front matter of a volume is no paper."""
    venue = year = None
    for element in elements(file, "meta", "paper"):
        if local_name(element) == "meta":
            venue = said(child(element, "venue")) or said(child(element, "booktitle"))
            year = said(child(element, "year"))
        else:
            yield _paper(file.source, element, venue, year)


def _paper(source: str, element: etree._Element, venue: str | None, year: str | None) -> Item:
    return paper(
        source,
        element.sourceline,
        title=said(child(element, "title")),
        abstract=said(child(element, "abstract")),
        year=said(child(element, "year")) or year,
        venue=(venue or "").upper() if len(venue or "") < 12 else venue,
        authors=[f"{said(child(one, 'first'))} {said(child(one, 'last'))}" for one in children(element, "author")],
        ids={"acl": _id(element), "doi": said(child(element, "doi"))},
    )


def _id(paper: etree._Element) -> str | None:
    """Return the Anthology's id: as given for the paper's page, else from the numbers around it."""
    given = said(child(paper, "url"))
    if given and "/" not in given:
        return given
    volume = next(paper.iterancestors("volume"), None)
    collection = next(paper.iterancestors("collection"), None)
    number = paper.get("id") or ""
    if volume is None or collection is None or not number.isdecimal():
        return None
    part, name = volume.get("id") or "", collection.get("id") or ""
    if not _OLD.fullmatch(name):
        return f"{name}-{part}.{number}"
    return (
        f"{name}-{part}{int(number[:6]):03d}" if len(part) == 1 and name[0] != "W" else f"{name}-{part:0>2}{number:0>2}"
    )
