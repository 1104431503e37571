"""Read Markdown and plain text: the title, the abstract, the list of references."""

from __future__ import annotations

import re

from kg.drafts.manuscript import Manuscript
from kg.references import Written, written

_HEADING = re.compile(r"^(?:#{1,2}|title:)[ \t]+[\"']?(.+?)[\"']?[ \t]*#*$", re.MULTILINE | re.IGNORECASE)
_ABSTRACT = re.compile(
    r"^[ \t#*]*abstract\b[*:.\s—–-]*\n?(.+?)(?=^[ \t]*#|^[ \t*]*(?:1|I)?[. \t]*introduction\b|^[ \t]*\**key ?words\b|\Z)",
    re.MULTILINE | re.IGNORECASE | re.DOTALL,
)
_REFERENCES = re.compile(
    r"^[ \t#*]*(?:\d{1,2}\.?[ \t]+)?(?:references|bibliography|works cited|literature cited)[ \t*:]*$",
    re.MULTILINE | re.IGNORECASE,
)
_NUMBERED = re.compile(r"^[ \t]*(?:\[\w{1,12}\]|\d{1,3}[.)]|[-*])[ \t]+", re.MULTILINE)
_LINKED = re.compile(r"(?:arxiv\.org/(?:abs|pdf)/|arxiv:\s?|doi\.org/|doi:\s?)[^\s)\]>\"']+", re.IGNORECASE)
_WINDOW = 4
_MOST_ABSTRACT = 5_000


def read_plain(name: str, text: str, *, layout: bool = False) -> Manuscript:
    """Take a text apart; with `layout` its first line is the title and lines break anywhere, as in a PDF."""
    heading = _HEADING.search(text[:2_000])
    if heading:
        title = heading[1].strip()
    else:
        title = next((line.strip() for line in text.splitlines() if line.strip()), "") if layout else ""
    body, listed = _split(text)
    abstract = _ABSTRACT.search(body[:20_000])
    return Manuscript(
        name=name,
        title=title,
        abstract=abstract[1].strip()[:_MOST_ABSTRACT] if abstract else "",
        text=body.strip(),
        references=(*_links(body), *references(listed)),
    )


def references(listed: str) -> tuple[Written, ...]:
    """Return the references of a list.

    Without numbers or bullets nothing says where one ends: then each line is taken together with
    those after it, and what is looked for is a title anywhere in them.
    """
    lines = [line for line in listed.splitlines() if line.strip()]
    marks = list(_NUMBERED.finditer(listed))
    if marks and len(marks) * 12 >= len(lines):
        ends = [mark.start() for mark in marks[1:]] + [len(listed)]
        found = [_joined(listed[mark.end() : end]) for mark, end in zip(marks, ends, strict=True)]
    else:
        found = [_joined("\n".join(lines[at : at + _WINDOW])) for at in range(len(lines))]
    return tuple(one for text in found if (one := written(text)).words)


def _split(text: str) -> tuple[str, str]:
    headings = list(_REFERENCES.finditer(text))
    if not headings:
        return text, ""
    last = headings[-1]
    return text[: last.start()], text[last.end() :]


def _links(text: str) -> tuple[Written, ...]:
    found = dict.fromkeys(match[0].rstrip(".,;") for match in _LINKED.finditer(text))
    return tuple(written(link) for link in found)


def _joined(text: str) -> str:
    """Join lines; a word that a line end cuts in two becomes one again."""
    return " ".join(re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", text).split())
