"""Identifiers of papers, each in one canonical form.

Every scheme accepts what people paste (URLs, prefixes, upper case, versions) and yields the
form under which the graph keeps it, or raises `ValueError` saying what the form is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from schemas.record import Record

_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
RESERVED_PREFIXES = (
    "model:", "dataset:", "benchmark:", "method:", "task:", "metric:", "author:", "venue:", "claim:",
)  # fmt: skip
"""Prefixes of the graph's own node ids: a paper's id may not start with one."""


def _scheme(name: str, pattern: str, canonical: Callable[[re.Match[str]], str]) -> Callable[[str], str]:
    compiled = re.compile(pattern, re.IGNORECASE)

    def check(value: str) -> str:
        match = compiled.fullmatch(value.strip())
        if match is None:
            raise ValueError(f"{value[:80]!r} is not {name}")
        return canonical(match)

    return check


def _arxiv(match: re.Match[str]) -> str:
    return match["new"] or match["old"].lower()


def _acl(match: re.Match[str]) -> str:
    old, new = match["old"], match["new"]
    return old.upper() if old else new.lower()


parse_doi = _scheme(
    "a DOI (10.1234/suffix)",
    r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(?P<id>10\.\d{4,9}/\S+)",
    lambda m: m["id"].lower(),
)
parse_arxiv = _scheme(
    "an arXiv id (2106.09685 or cs/0112017)",
    r"(?:https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf)/|arxiv:\s*|10\.48550/arxiv\.)?"
    r"(?:(?P<new>\d{4}\.\d{4,5})|(?P<old>[a-z-]+(?:\.[A-Z]{2})?/\d{7}))(?:v\d+)?(?:\.pdf)?",
    _arxiv,
)
parse_openalex = _scheme(
    "an OpenAlex work id (W2741809807)",
    r"(?:https?://(?:api\.)?openalex\.org/(?:works/)?|openalex:\s*)?(?P<id>W\d{2,})",
    lambda m: m["id"].upper(),
)
parse_s2 = _scheme(
    "a Semantic Scholar id (40 hex digits or CorpusId:123)",
    r"(?:https?://www\.semanticscholar\.org/paper/(?:[^/]+/)?|s2:\s*)?(?P<id>[0-9a-f]{40}|(?:corpusid:)?\d{1,12})",
    lambda m: m["id"].lower().removeprefix("corpusid:"),
)
parse_acl = _scheme(
    "an ACL Anthology id (N19-1423 or 2020.acl-main.1)",
    r"(?:https?://(?:www\.)?aclanthology\.org/|acl:\s*)?(?:(?P<old>[A-Z]\d{2}-\d{4,5})|(?P<new>\d{4}\.[a-z0-9_]+-[a-z0-9_]+\.\d+))/?(?:\.pdf)?",
    _acl,
)
parse_openreview = _scheme(
    "an OpenReview forum id (uMDbGsVjCS4)",
    r"(?:https?://openreview\.net/(?:forum|pdf)\?id=|(?:openreview|or):\s*)?(?P<id>[A-Za-z0-9_-]{6,24})",
    lambda m: m["id"],
)
parse_huggingface = _scheme(
    "a Hugging Face Papers id (the paper's arXiv id)",
    r"(?:https?://huggingface\.co/papers/|(?:huggingface|hf):\s*)?(?P<id>\d{4}\.\d{4,5})(?:v\d+)?",
    lambda m: m["id"],
)


def parse_paper_id(value: str) -> str:
    """Check a paper's id in the corpus: any text of 1 to 512 characters without control characters.

    Raises `ValueError` for an id that is empty, too long, or in the graph's own name space.
    """
    value = value.strip()
    if not value or len(value) > 512 or _CONTROL.search(value):
        raise ValueError("a paper's id has 1 to 512 characters and no control characters")
    if value.lower().startswith(RESERVED_PREFIXES):
        raise ValueError(f"a paper's id may not start with {value.split(':')[0].lower()}:, which names other nodes")
    return value


PaperId = Annotated[str, AfterValidator(parse_paper_id)]
Doi = Annotated[str, AfterValidator(parse_doi)]
ArxivId = Annotated[str, AfterValidator(parse_arxiv)]
OpenAlexId = Annotated[str, AfterValidator(parse_openalex)]
S2Id = Annotated[str, AfterValidator(parse_s2)]
AclId = Annotated[str, AfterValidator(parse_acl)]
OpenReviewId = Annotated[str, AfterValidator(parse_openreview)]
HuggingFaceId = Annotated[str, AfterValidator(parse_huggingface)]
NodeId = Annotated[str, StringConstraints(min_length=1, max_length=600)]


class PaperIds(Record):
    """Hold the identifiers under which the world knows a paper, each in canonical form."""

    doi: Doi | None = Field(None, description="Digital object identifier, lower case, without a URL")
    arxiv: ArxivId | None = Field(None, description="arXiv id without version")
    acl: AclId | None = Field(None, description="ACL Anthology id")
    openreview: OpenReviewId | None = Field(None, description="OpenReview forum id")
    s2: S2Id | None = Field(None, description="Semantic Scholar paper hash or corpus id")
    openalex: OpenAlexId | None = Field(None, description="OpenAlex work id")
    huggingface: HuggingFaceId | None = Field(None, description="Hugging Face Papers id")

    def preferred(self) -> str | None:
        """Return `scheme:id` of the first identifier that is known, in the order of the fields."""
        for scheme in ("arxiv", "doi", "acl", "openreview", "s2", "openalex", "huggingface"):
            value = getattr(self, scheme)
            if value:
                return f"{'arxiv' if scheme == 'huggingface' else scheme}:{value}"
        return None
