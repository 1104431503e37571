"""Crossref: works by DOI, or by query with a cursor."""

from __future__ import annotations

import json
from urllib.parse import quote

from kg.fetch.request import Answer, Request
from kg.fetch.settings import FetchSettings
from kg.fetch.terms import parted
from schemas.identifiers import parse_doi

NAME = "crossref"
DESCRIPTION = "Crossref works: DOIs, or a query"
SUFFIX = "json"
INTERVAL = 0.2
EXPANDS = True
_PAGE = 100


def address(settings: FetchSettings) -> str:
    """Return the address of the service."""
    return settings.crossref_url


def headers(settings: FetchSettings) -> dict[str, str]:  # noqa: ARG001 - Crossref asks for an address, not for a key
    """Return nothing: Crossref has no keys."""
    return {}


def requests(terms: list[str], most: int) -> list[Request]:
    """Return a request for each DOI and for each query."""
    dois, queries = parted(terms, parse_doi)
    size = str(min(_PAGE, most))
    return [
        *(Request(path=f"works/{quote(doi, safe='')}") for doi in dois),
        *(Request(path="works", params={"query": q, "rows": size, "cursor": "*"}) for q in queries),
    ]


def read(body: bytes, request: Request) -> Answer:
    """Return what an answer holds."""
    message = json.loads(body)["message"]
    works = message.get("items", [message])
    cursor = message.get("next-cursor")
    full = len(works) >= int(message.get("items-per-page") or 0)
    more = "cursor" in request.params and works and full and cursor
    return Answer(
        papers=len(works),
        next=request.model_copy(update={"params": {**request.params, "cursor": cursor}}) if more else None,
        references=tuple(
            one["DOI"] for work in works for one in work.get("reference") or () if isinstance(one.get("DOI"), str)
        ),
    )
