"""The names of a paper: its identifiers as `scheme:id`, and what a person may write for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from schemas.identifiers import (
    parse_acl,
    parse_arxiv,
    parse_doi,
    parse_huggingface,
    parse_openalex,
    parse_openreview,
    parse_s2,
)

SCHEMES = ("arxiv", "doi", "acl", "openreview", "s2", "openalex")
"""Schemes that name papers, the one that names a joined paper first; a Hugging Face id is an arXiv id."""
_PARSERS = {
    "arxiv": parse_arxiv, "doi": parse_doi, "acl": parse_acl, "openreview": parse_openreview, "or": parse_openreview,
    "s2": parse_s2, "openalex": parse_openalex, "huggingface": parse_huggingface, "hf": parse_huggingface,
}  # fmt: skip
_ALIASES = {"or": "openreview", "hf": "arxiv", "huggingface": "arxiv"}
_BARE = ("arxiv", "doi", "acl")
"""Schemes whose ids cannot be taken for anything else, so that people may leave the prefix out."""
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
_ACL_DOI = re.compile(r"10\.18653/v1/(.+)", re.IGNORECASE)
_PREPRINT_DOI = re.compile(
    r"10\.(?:48550|21203|2139|20944|31234|31219|26434|36227|22541|5281|32388|35542|31223|1101/(?=\d{4}\.))"
)
_PREPRINT_VENUE = re.compile(
    r"\b(?:arxiv|corr|biorxiv|medrxiv|ssrn|preprints?|computing research repository)\b|submission"
)


def identifiers(ids: Mapping[str, str | None]) -> Iterator[tuple[str, str]]:
    """Yield (scheme, id) of each identifier, those that another one spells out too.

    A Hugging Face id and arXiv's own DOI are arXiv ids; the Anthology's DOIs hold an ACL id.
    """
    for scheme, value in ids.items():
        if value is None:
            continue
        embedded = _ARXIV_DOI.fullmatch(value) if scheme == "doi" else None
        if embedded is not None and (found := _parsed("arxiv", embedded[1])):
            yield "arxiv", found
            continue
        yield _ALIASES.get(scheme, scheme), value
        embedded = _ACL_DOI.fullmatch(value) if scheme == "doi" else None
        if embedded is not None and (found := _parsed("acl", embedded[1])):
            yield "acl", found


def candidates(text: str) -> list[str]:
    """Return the names that a text may mean, the likeliest first: as it is, then as an identifier.

    "https://arxiv.org/abs/2106.09685v2" and "10.48550/arXiv.2106.09685" mean "arxiv:2106.09685".
    """
    text = text.strip()
    found = [text]
    scheme, colon, rest = text.partition(":")
    if colon and scheme.lower() in _PARSERS:
        value = _parsed(scheme.lower(), rest)
        if value:
            found += [f"{s}:{v}" for s, v in identifiers({scheme.lower(): value})]
    for bare in _BARE:
        value = _parsed(bare, text)
        if value:
            found += [f"{s}:{v}" for s, v in identifiers({bare: value})]
    return list(dict.fromkeys(found))


def preprint_doi(doi: str) -> bool:
    """Say whether a DOI was given by a preprint server."""
    return _PREPRINT_DOI.match(doi) is not None


def preprint_venue(venue: str) -> bool:
    """Say whether a venue is a preprint server or only a submission."""
    return _PREPRINT_VENUE.search(venue.casefold()) is not None


def _parsed(scheme: str, value: str) -> str:
    try:
        return _PARSERS[scheme](value)
    except ValueError:
        return ""
