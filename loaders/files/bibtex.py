"""Write papers as BibTeX, by bibtexparser: UTF-8, with every character that LaTeX reads as markup escaped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.middlewares import AddEnclosingMiddleware
from bibtexparser.model import Entry, Field

from schemas.paper import Paper

_ESCAPED = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",  # a lone brace would end the field, an escaped one too
        "}": r"\textbraceright{}",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
    }
)
_BRACES = AddEnclosingMiddleware(reuse_previous_enclosing=False, enclose_integers=True, default_enclosing="{")
_SPACE = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_KEY = re.compile(r"[^A-Za-z0-9:.+/-]+")


def write_bibtex(papers: Iterable[Paper], path: Path) -> None:
    """Write one entry a paper, in the order given; keys are made from the ids and are unique.

    Spaces and line ends within a field become single spaces; BibTeX does not keep them.
    """
    keys: dict[str, int] = {}
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for paper in papers:
            library = Library([_entry(paper, _unique(_key(paper.id), keys))])
            file.write(write_string(library, unparse_stack=[_BRACES]) + "\n")


def escaped(text: str) -> str:
    r"""Return a text as LaTeX prints it.

    >>> print(escaped("50% of {A_1} & B"))
    50\% of \textbraceleft{}A\_1\textbraceright{} \& B
    """
    return _SPACE.sub(" ", _CONTROL.sub(" ", text)).strip().translate(_ESCAPED)


def _entry(paper: Paper, key: str) -> Entry:
    ids = paper.ids
    fields = {
        "title": escaped(paper.title),
        "author": " and ".join(_name(name) for name in paper.authors),
        "year": str(paper.year) if paper.year else "",
        "booktitle": escaped(paper.venue or ""),
        "abstract": escaped(paper.abstract),
        "doi": escaped(ids.doi or ""),
        "eprint": ids.arxiv or "",
        "archiveprefix": "arXiv" if ids.arxiv else "",
        "url": _url(paper),
    }
    kind = "inproceedings" if paper.venue else "misc"
    return Entry(kind, key, [Field(name, value) for name, value in fields.items() if value])


def _name(name: str) -> str:
    """Return an author's name; one that holds "and", or more commas than BibTeX reads, is kept whole by braces."""
    text = escaped(name)
    whole = re.search(r"\band\b", text, re.IGNORECASE) or text.count(",") > 2 or text.lower() == "others"
    return f"{{{text}}}" if whole else text


def _url(paper: Paper) -> str:
    ids = paper.ids
    if ids.acl:
        return f"https://aclanthology.org/{ids.acl}"
    if ids.openreview:
        return f"https://openreview.net/forum?id={ids.openreview}"
    return f"https://arxiv.org/abs/{ids.arxiv}" if ids.arxiv else ""


def _key(id: str) -> str:
    plain = unicodedata.normalize("NFKD", id).encode("ascii", "ignore").decode()
    return _KEY.sub("-", plain).strip("-") or "paper"


def _unique(key: str, keys: dict[str, int]) -> str:
    """Return a key that no earlier entry has; BibTeX ignores the case of keys."""
    while (count := keys.get(key.lower(), 0)) > 0:
        keys[key.lower()] = count + 1
        key = f"{key}-{count + 1}"
    keys[key.lower()] = 1
    return key
