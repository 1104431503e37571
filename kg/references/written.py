"""A reference as it is written: its words, where clauses end, its years and identifiers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kg import sources
from kg.identity import identifiers
from kg.identity.title import words
from schemas.errors import SourceError
from schemas.identifiers import parse_arxiv, parse_doi
from schemas.paper import Paper, SetAside

_LONGEST = 2_000
_NUMBER = re.compile(r"^\s*(?:\[[^\]]{1,12}\]|\(?\d{1,4}[.)])\s+(?=\S)")
_BREAK = re.compile(r"[.,;:?!\"“”„»«()\[\]‘’`]+(?:\s|$)|(?:^|\s)[\"“”„»«(\[‘`]+|[.,;:?!\"“”)\]]{2,}|\s[-–—]\s")
_YEAR = re.compile(r"(?<![\d.:/-])(1[89]\d\d|20\d\d)(?=[a-z]?(?![\d/:-]|\.\d))")
_ARXIV = re.compile(
    r"(?:arxiv[:\s./a-z]*?|abs/)((?:\d{4}\.\d{4,5})|(?:[a-z-]+(?:\.[A-Z]{2})?/\d{7}))(?:v\d+)?", re.IGNORECASE
)
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]+")
_ENTRY = re.compile(r"\A(?:\s|%[^\n]*\n)*@\s*\w+\s*[{(]")


class Written(NamedTuple):
    """Hold a reference as it is written: parallel words and the clause of each, counted from 0."""

    text: str
    line: int | None
    words: tuple[str, ...]
    clauses: tuple[int, ...]
    years: frozenset[int]
    names: tuple[str, ...]
    """Identifiers in it, as `scheme:id`."""


def written(text: str, line: int | None = None) -> Written:
    """Take a reference apart: a number before it is left out, and what is no word or year is not kept."""
    text = " ".join(_NUMBER.sub("", text[:_LONGEST]).split())
    found: list[str] = []
    clauses: list[int] = []
    for clause, part in enumerate(_BREAK.split(text)):
        for word in words(part):
            found.append(word)
            clauses.append(clause)
    return Written(
        text, line, tuple(found), tuple(clauses), frozenset(int(year) for year in _YEAR.findall(text)), _names(text)
    )


def bibtex_or_lines(path: Path) -> Iterator[Written | SetAside]:
    """Yield each reference of a file: of BibTeX each entry, else each line; what is none is set aside.

    Raises `SourceError` for a file that is no text.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8 text") from error
    if _ENTRY.match(text):
        yield from _bibtex(path)
        return
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        reference = written(line, number)
        if reference.words:
            yield reference
        else:
            yield SetAside(source=str(path), line=number, record=line.strip()[:80], reason="no words in this line")


def _bibtex(path: Path) -> Iterator[Written | SetAside]:
    for item in sources.read([path], format="bibtex"):
        if isinstance(item, sources.FileEnd):
            continue
        yield _of_paper(item.record, item.line) if isinstance(item.record, Paper) else item.record


def _of_paper(paper: Paper, line: int | None) -> Written:
    authors = ", ".join(paper.authors)
    text = ". ".join(part for part in (authors, paper.title, str(paper.year or "")) if part)
    made = written(text, line)
    title, before = words(paper.title), words(authors)
    return made._replace(
        words=(*before, *title),
        clauses=(*[0] * len(before), *[1] * len(title)),
        years=frozenset({paper.year} if paper.year else ()),
        names=tuple(f"{scheme}:{value}" for scheme, value in identifiers(paper.ids.model_dump())),
    )


def _names(text: str) -> tuple[str, ...]:
    given: dict[str, str] = {}
    for scheme, pattern, parse in (("arxiv", _ARXIV, parse_arxiv), ("doi", _DOI, parse_doi)):
        found = pattern.search(text)
        if found is not None:
            given[scheme] = parse((found[1] if scheme == "arxiv" else found[0]).rstrip(".,;:)]}'"))
    return tuple(f"{scheme}:{value}" for scheme, value in identifiers(given))
