"""Hugging Face papers: by arXiv id, of a day, or by search."""

from __future__ import annotations

import json
import re

from kg.fetch.request import Answer, Request
from kg.fetch.settings import FetchSettings
from kg.fetch.terms import parted
from schemas.identifiers import parse_arxiv

NAME = "huggingface"
DESCRIPTION = "Hugging Face papers: arXiv ids, days (`2026-03-02`), or a search"
SUFFIX = "json"
INTERVAL = 0.5
EXPANDS = False
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PAGE = 100


def address(settings: FetchSettings) -> str:
    """Return the address of the service."""
    return settings.huggingface_url


def headers(settings: FetchSettings) -> dict[str, str]:
    """Return the token."""
    token = settings.huggingface_token
    return {"Authorization": f"Bearer {token.get_secret_value()}"} if token else {}


def requests(terms: list[str], most: int) -> list[Request]:
    """Return a request for each id, day or search."""
    ids, rest = parted(terms, parse_arxiv)
    size = str(min(_PAGE, most))
    found = [Request(path=f"papers/{id}") for id in ids]
    for term in rest:
        if _DAY.fullmatch(term):
            found.append(Request(path="daily_papers", params={"date": term, "limit": size, "p": "0"}))
        else:
            found.append(Request(path="papers/search", params={"q": term, "limit": size}))
    return found


def read(body: bytes, request: Request) -> Answer:
    """Return what an answer holds."""
    page = json.loads(body)
    if isinstance(page, dict):
        return Answer(papers=1 if page.get("title") else 0)
    size, number = int(request.params["limit"]), request.params.get("p")
    more = number is not None and len(page) == size
    following = request.model_copy(update={"params": {**request.params, "p": str(int(number or 0) + 1)}})
    return Answer(papers=len(page), next=following if more else None)
