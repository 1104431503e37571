"""OpenAlex: works by id or DOI, 50 a request, or by search with a cursor."""

from __future__ import annotations

import json

from kg.fetch.request import Answer, Request
from kg.fetch.settings import FetchSettings
from kg.fetch.terms import in_parts, parted
from schemas.identifiers import parse_arxiv, parse_doi, parse_openalex

NAME = "openalex"
DESCRIPTION = "OpenAlex works: W ids, DOIs, arXiv ids, or a search"
SUFFIX = "json"
INTERVAL = 0.1
EXPANDS = True
_IDS = 50
_PAGE = 200


def address(settings: FetchSettings) -> str:
    """Return the address of the service."""
    return settings.openalex_url


def headers(settings: FetchSettings) -> dict[str, str]:
    """Return the key."""
    key = settings.openalex_key
    return {"Authorization": f"Bearer {key.get_secret_value()}"} if key else {}


def requests(terms: list[str], most: int) -> list[Request]:
    """Return a request for each 50 ids and for each search."""
    works, rest = parted(terms, parse_openalex)
    dois, queries = parted(rest, _as_doi)
    found = [
        Request(path="works", params={"filter": f"{name}:{'|'.join(part)}", "per-page": str(_IDS)})
        for name, ids in (("openalex", works), ("doi", dois))
        for part in in_parts(ids, _IDS)
    ]
    size = str(min(_PAGE, most))
    return found + [Request(path="works", params={"search": q, "per-page": size, "cursor": "*"}) for q in queries]


def read(body: bytes, request: Request) -> Answer:
    """Return what a page holds."""
    page = json.loads(body)
    works = page["results"]
    cursor = page["meta"].get("next_cursor")
    more = "cursor" in request.params and works and cursor
    return Answer(
        papers=len(works),
        next=request.model_copy(update={"params": {**request.params, "cursor": cursor}}) if more else None,
        references=tuple(one for work in works for one in work.get("referenced_works") or ()),
    )


def _as_doi(term: str) -> str:
    try:
        return f"10.48550/arxiv.{parse_arxiv(term)}"
    except ValueError:
        return parse_doi(term)
