"""OpenReview's API, version 2: notes by id, of a venue, or by search."""

from __future__ import annotations

import json
import re

from kg.fetch.request import Answer, Request
from kg.fetch.settings import FetchSettings
from schemas.identifiers import parse_openreview

NAME = "openreview"
DESCRIPTION = "OpenReview notes: forum ids, venues (`ICLR.cc/2025/Conference`), or a search"
SUFFIX = "json"
INTERVAL = 0.6
EXPANDS = False
_PAGE = 1000
_VENUE = re.compile(r"[\w.-]+\.\w+/\S+")
_LINK = re.compile(r"https?://|openreview:")
_FORUM = re.compile(r"(?=[\w-]*[A-Z0-9_-])[\w-]{8,14}")


def address(settings: FetchSettings) -> str:
    """Return the address of the service."""
    return settings.openreview_url


def headers(settings: FetchSettings) -> dict[str, str]:
    """Return the token."""
    token = settings.openreview_token
    return {"Authorization": f"Bearer {token.get_secret_value()}"} if token else {}


def requests(terms: list[str], most: int) -> list[Request]:
    """Return a request for each id, venue or search."""
    size = str(min(_PAGE, most))
    return [_request(term.strip(), size) for term in terms]


def read(body: bytes, request: Request) -> Answer:
    """Return what a page holds."""
    page = json.loads(body)
    papers, params = len(page["notes"]), request.params
    after = int(params.get("offset", 0)) + papers
    more = "offset" in params and papers and after < int(page.get("count", 0))
    following = request.model_copy(update={"params": {**params, "offset": str(after)}}) if more else None
    return Answer(papers=papers, next=following)


def _request(term: str, size: str) -> Request:
    if _LINK.match(term) or _FORUM.fullmatch(term):
        return Request(path="notes", params={"id": parse_openreview(term)})
    if _VENUE.fullmatch(term):
        return Request(path="notes", params={"content.venueid": term, "offset": "0", "limit": size})
    return Request(path="notes/search", params={"term": term, "source": "forum", "offset": "0", "limit": size})
