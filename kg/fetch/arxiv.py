"""arXiv's API: papers by id, 100 a request, or by query; Atom."""

from __future__ import annotations

from lxml import etree

from kg.fetch.request import Answer, Request
from kg.fetch.settings import FetchSettings
from kg.fetch.terms import in_parts, parted
from schemas.identifiers import parse_arxiv

NAME = "arxiv"
DESCRIPTION = "arXiv papers: arXiv ids, or a query in its own words (`all:lora AND cat:cs.CL`)"
SUFFIX = "xml"
INTERVAL = 3.0
EXPANDS = False
_PAGE = 100
_ATOM = "{http://www.w3.org/2005/Atom}"
_TOTAL = "{http://a9.com/-/spec/opensearch/1.1/}totalResults"


def address(settings: FetchSettings) -> str:
    """Return the address of the service."""
    return settings.arxiv_url


def headers(settings: FetchSettings) -> dict[str, str]:  # noqa: ARG001 - arXiv has no keys
    """Return nothing: arXiv has no keys."""
    return {}


def requests(terms: list[str], most: int) -> list[Request]:
    """Return a request for each 100 ids and for each query."""
    ids, queries = parted(terms, parse_arxiv)
    found = [
        Request(path="query", params={"id_list": ",".join(part), "max_results": str(_PAGE)})
        for part in in_parts(ids, _PAGE)
    ]
    size = str(min(_PAGE, most))
    return found + [
        Request(path="query", params={"search_query": q, "start": "0", "max_results": size}) for q in queries
    ]


def read(body: bytes, request: Request) -> Answer:
    """Return what a feed holds."""
    try:
        feed = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from None
    papers = len(feed.findall(f"{_ATOM}entry"))
    after = int(request.params.get("start", 0)) + papers
    more = "search_query" in request.params and papers and after < int(feed.findtext(_TOTAL) or 0)
    following = request.model_copy(update={"params": {**request.params, "start": str(after)}}) if more else None
    return Answer(papers=papers, next=following)
