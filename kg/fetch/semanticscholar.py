"""Semantic Scholar's Graph API: papers by id, 500 a request, or by search."""

from __future__ import annotations

import json
import re

from kg.fetch.request import Answer, Request
from kg.fetch.settings import FetchSettings
from kg.fetch.terms import in_parts, parted
from schemas.identifiers import parse_acl, parse_arxiv, parse_doi

NAME = "semanticscholar"
DESCRIPTION = "Semantic Scholar papers: S2 hashes, CorpusIds, DOIs, arXiv and ACL ids, or a search"
SUFFIX = "json"
INTERVAL = 1.0
EXPANDS = True
_IDS = 500
_PAGE = 100
_OWN = re.compile(r"(?:s2:)?([0-9a-f]{40})|(CorpusId:\d+)", re.IGNORECASE)
_FIELDS = "title,abstract,year,venue,journal,publicationDate,authors,externalIds,references.paperId"
_SEARCH_FIELDS = _FIELDS.rpartition(",")[0]
"""A search gives no references."""


def address(settings: FetchSettings) -> str:
    """Return the address of the service."""
    return settings.semanticscholar_url


def headers(settings: FetchSettings) -> dict[str, str]:
    """Return the key."""
    key = settings.semanticscholar_key
    return {"x-api-key": key.get_secret_value()} if key else {}


def requests(terms: list[str], most: int) -> list[Request]:
    """Return a request for each 500 ids and for each search."""
    ids, queries = parted(terms, _own, lambda t: f"ARXIV:{parse_arxiv(t)}", lambda t: f"DOI:{parse_doi(t)}", _acl)
    found = [
        Request(path="paper/batch", params={"fields": _FIELDS}, posted={"ids": part}) for part in in_parts(ids, _IDS)
    ]
    size = str(min(_PAGE, most))
    return found + [
        Request(path="paper/search", params={"query": q, "fields": _SEARCH_FIELDS, "offset": "0", "limit": size})
        for q in queries
    ]


def read(body: bytes, request: Request) -> Answer:
    """Return what a page holds."""
    page = json.loads(body)
    papers = [one for one in (page if isinstance(page, list) else page.get("data", [])) if one]
    after = page.get("next") if isinstance(page, dict) else None
    return Answer(
        papers=len(papers),
        next=request.model_copy(update={"params": {**request.params, "offset": str(after)}}) if after else None,
        references=tuple(
            one["paperId"] for paper in papers for one in paper.get("references") or () if one.get("paperId")
        ),
    )


def _own(term: str) -> str:
    found = _OWN.fullmatch(term.strip())
    if found is None:
        raise ValueError(f"{term!r} is no id of Semantic Scholar")
    return found[1] or found[2]


def _acl(term: str) -> str:
    return f"ACL:{parse_acl(term)}"
