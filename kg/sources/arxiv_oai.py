"""Records of arXiv by OAI-PMH: the formats arXiv, arXivRaw and Dublin Core."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from kg.sources.entry import aside, paper
from kg.sources.file import File
from kg.sources.head import Head
from kg.sources.item import Item
from kg.sources.latex import plain
from kg.sources.link import from_link
from kg.sources.markup import child, children, local_name, said
from kg.sources.xml import elements

NAME = "arxiv_oai"
DESCRIPTION = "OAI-PMH records of arXiv: arXiv, arXivRaw and Dublin Core"

_AND = re.compile(r",\s*(?:and\s+)?|\s+and\s+")
_AFFILIATION = re.compile(r"\s*\([^()]*\)")


def recognise(head: Head) -> bool:
    """Say whether it is an answer by OAI-PMH, or records taken out of one."""
    name, _ = head.root
    return name == "OAI-PMH" or (name in ("ListRecords", "GetRecord", "record") and "arxiv.org" in head.text.lower())


def read(file: File) -> Iterator[Item]:
    """Yield one item for each record; deleted ones and errors are set aside."""
    for record in elements(file, "record", "error"):
        line = record.sourceline
        if local_name(record) == "error":
            yield aside(file.source, line, f"the service answered with an error: {record.get('code')} {said(record)}")
            continue
        header, metadata = child(record, "header"), child(record, "metadata")
        name = said(child(header, "identifier"))
        described = next((one for one in metadata if isinstance(one.tag, str)), None) if metadata is not None else None
        if header is not None and header.get("status") == "deleted":
            yield aside(file.source, line, "the service says that the record was deleted", record=name)
        elif described is None:
            yield aside(file.source, line, "the record has no metadata", record=name)
        else:
            yield _paper(file.source, line, described, name.rpartition(":")[2] if "arxiv" in name.lower() else "")


def _paper(source: str, line: int, described: etree._Element, name: str) -> Item:
    versions = children(described, "version")
    links = [from_link(said(one)) for one in children(described, "identifier")]
    first_date = said(child(next(versions, None), "date")) or said(child(described, "created"))
    return paper(
        source,
        line,
        title=said(child(described, "title")),
        abstract=said(child(described, "abstract")) or said(child(described, "description")),
        year=first_date or said(child(described, "date")),
        venue=None,
        authors=_authors(described),
        ids={
            "arxiv": said(child(described, "id")) or next((id for scheme, id in links if scheme == "arxiv"), name),
            "doi": _first_doi(said(child(described, "doi"))),
        },
    )


def _first_doi(text: str) -> str | None:
    """Return the first of the identifiers that authors wrote into one field."""
    return text.replace(",", " ").replace(";", " ").split()[0] if text.strip(" ,;") else None


def _authors(described: etree._Element) -> list[str]:
    listed = [
        f"{said(child(one, 'forenames'))} {said(child(one, 'keyname'))} {said(child(one, 'suffix'))}"
        for one in children(child(described, "authors"), "author")
    ]
    creators = [" ".join(reversed(said(one).split(", ", 1))) for one in children(described, "creator")]
    return [*listed, *creators] or split_authors(said(child(described, "authors")))


def split_authors(text: str) -> list[str]:
    r"""Return the names in arXiv's line of authors, which has accents in TeX and affiliations in brackets.

    >>> split_authors(r"C. Bal\'azs (MSU), E. L. Berger and C.-P. Yuan")
    ['C. Balázs', 'E. L. Berger', 'C.-P. Yuan']
    """
    flat = _AFFILIATION.sub("", " ".join(text.split()))
    return [plain(name).strip() for name in _AND.split(flat) if name.strip()]
