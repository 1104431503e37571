"""A page of Hugging Face Papers saved as HTML: the data that the page carries, or else its headings and links."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

import lxml.html
from lxml import etree

from kg.sources.entry import paper
from kg.sources.file import File
from kg.sources.head import Head
from kg.sources.huggingface_daily import entry
from kg.sources.item import Broken, Item

NAME = "huggingface_html"
DESCRIPTION = "Hugging Face Papers page saved as HTML"

_MOST = 50_000_000
_LINK = re.compile(r"/papers/(\d{4}\.\d{4,5})(?:v\d+)?/?(?:[#?].*)?$")
_NAME = re.compile(rb"hugging ?face", re.IGNORECASE)
_MARK = re.compile(rb"<!doctype html|<html|<head|<body|<article|<main", re.IGNORECASE)


def recognise(head: Head) -> bool:
    """Say whether it is HTML that speaks of Hugging Face or links to its papers."""
    start = head.data.lstrip()
    return (
        start.startswith(b"<")
        and _MARK.search(start[:2048]) is not None
        and (_NAME.search(head.data) is not None or b'href="/papers/' in head.data)
    )


def read(file: File) -> Iterator[Item]:
    """Yield one item for each paper of the page, in its order."""
    data = bytearray()
    while block := file.stream.read(1 << 20):
        data += block
        if len(data) > _MOST:
            raise Broken(f"the page is larger than {_MOST:,} bytes: no page of papers is")
    try:
        page = lxml.html.document_fromstring(
            bytes(data), parser=lxml.html.HTMLParser(encoding="utf-8", no_network=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Broken(f"not HTML that can be read: {error}") from None
    found = {key: one for key, one in (*_carried(page, file.source), *_single(page, file.source)) if key}
    if not found:
        found = dict(_articles(page, file.source))
    if not found:
        raise Broken("the page names no papers: save a page with a list of papers, or one paper's page")
    yield from found.values()


def _carried(page: lxml.html.HtmlElement, source: str) -> Iterator[tuple[str, Item]]:
    """Yield the papers in the JSON of the page's `data-props`, by id."""
    for element in page.iter():
        props = element.get("data-props") if isinstance(element.tag, str) else None
        if not props or '"title"' not in props:
            continue
        try:
            value = json.loads(props)
        except (ValueError, RecursionError):
            continue
        for record in _records(value):
            yield str(record.get("id")), entry(source, element.sourceline, {"paper": record})


def _records(value: object) -> Iterator[Mapping[str, object]]:
    """Yield the objects that describe a paper, wherever they stand, in order."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if isinstance(one.get("title"), str) and "summary" in one and _LINK.search(f"/papers/{one.get('id')}"):
                yield one
            else:
                waiting.extend(reversed(one.values()))
        elif isinstance(one, list):
            waiting.extend(reversed(one))


def _single(page: lxml.html.HtmlElement, source: str) -> Iterator[tuple[str, Item]]:
    """Yield the paper of a page about one: its heading, and the text under "Abstract"."""
    links = (_LINK.search(one) for one in page.xpath("//link[@rel='canonical']/@href"))
    ids = [link[1] for link in links if link]
    headings = page.xpath("//h1")
    if len(ids) != 1 or not headings:
        return
    texts = page.xpath(
        "//h2[normalize-space()='Abstract']/following-sibling::*//p | //h2[normalize-space()='Abstract']/following-sibling::p"
    )
    abstract = _text(texts[0]) if texts else ""
    yield ids[0], _made(source, headings[0], ids[0], abstract)


def _articles(page: lxml.html.HtmlElement, source: str) -> Iterator[tuple[str, Item]]:
    """Yield the papers of a list: headings that link to a paper, with the paragraph of their article."""
    for heading in page.xpath("//h1 | //h2 | //h3 | //h4"):
        links = [m for one in heading.xpath(".//a/@href | ancestor::a/@href") if (m := _LINK.search(one))]
        if not links:
            continue
        paragraphs = heading.xpath("ancestor::article[1]//p")
        abstract = max((_text(one) for one in paragraphs), key=len, default="")
        yield links[0][1], _made(source, heading, links[0][1], abstract)


def _made(source: str, heading: lxml.html.HtmlElement, id: str, abstract: str) -> Item:
    ids = {"huggingface": id, "arxiv": id}
    return paper(source, heading.sourceline, title=_text(heading), abstract=abstract, ids=ids)


def _text(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())
