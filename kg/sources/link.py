"""Which paper a link leads to."""

from __future__ import annotations

import re

from kg.sources.entry import PARSERS

_HOSTS = (
    (re.compile(r"https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf)/", re.IGNORECASE), "arxiv"),
    (re.compile(r"https?://(?:dx\.)?doi\.org/10\.", re.IGNORECASE), "doi"),
    (re.compile(r"https?://(?:www\.)?aclanthology\.org/", re.IGNORECASE), "acl"),
    (re.compile(r"https?://openreview\.net/(?:forum|pdf)\?id=", re.IGNORECASE), "openreview"),
    (re.compile(r"https?://huggingface\.co/papers/", re.IGNORECASE), "huggingface"),
)


def from_link(value: object) -> tuple[str, str]:
    """Return the scheme and the identifier of the paper that an address leads to; two empty texts for any other.

    >>> from_link("https://arxiv.org/abs/1706.03762v5")
    ('arxiv', '1706.03762')
    """
    if isinstance(value, str):
        for pattern, scheme in _HOSTS:
            if pattern.match(value.strip()):
                try:
                    return scheme, PARSERS[scheme](value)
                except ValueError:
                    break
    return "", ""
