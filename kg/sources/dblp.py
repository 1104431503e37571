"""DBLP: its XML, the whole dump or single records."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from kg.sources.entry import aside, paper
from kg.sources.file import File
from kg.sources.head import Head
from kg.sources.item import Item
from kg.sources.link import from_link
from kg.sources.markup import child, children, local_name, said
from kg.sources.values import scheme_id
from kg.sources.xml import elements

NAME = "dblp"
DESCRIPTION = "DBLP XML"

_PAPERS = ("article", "inproceedings", "incollection", "book", "phdthesis", "mastersthesis")
_OTHER = {"proceedings": "a volume of proceedings", "www": "a person's page", "data": "a data publication"}
_NAMESAKE = re.compile(r"\s\d{4}$")
_COLUMN = re.compile(r"(?<!\.)\.$")


def recognise(head: Head) -> bool:
    """Say whether the root is that of DBLP, or one of its records with a key."""
    name, attributes = head.root
    return name == "dblp" or (name in (*_PAPERS, *_OTHER) and "key=" in attributes and "mdate=" in attributes)


def read(file: File) -> Iterator[Item]:
    """Yield one item for each record; what is no paper is set aside."""
    for element in elements(file, *_PAPERS, *_OTHER):
        kind = local_name(element)
        if kind in _OTHER:
            yield aside(file.source, element.sourceline, f"{_OTHER[kind]}, not a paper", record=element.get("key"))
        else:
            yield _paper(file.source, element)


def _paper(source: str, record: etree._Element) -> Item:
    ids: dict[str, object] = {}
    for link in children(record, "ee"):
        scheme, value = from_link(said(link))
        if scheme:
            ids.setdefault(scheme, value)
    volume = said(child(record, "volume"))
    if volume.startswith("abs/"):
        ids.setdefault("arxiv", volume.removeprefix("abs/"))
    cited = (scheme_id("dblp", said(one)) for one in children(record, "cite") if said(one) != "...")
    return paper(
        source,
        record.sourceline,
        title=_COLUMN.sub("", said(child(record, "title"))),
        year=said(child(record, "year")),
        venue=said(child(record, "booktitle")) or said(child(record, "journal")),
        authors=[_NAMESAKE.sub("", said(one)) for one in children(record, "author")],
        ids=ids,
        fallback=scheme_id("dblp", record.get("key")),
        references=[one for one in cited if one],
    )
