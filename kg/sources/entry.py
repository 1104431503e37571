"""From the loose values of a source to a paper: what is wrong is left out with a note, or the record is set aside."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping

from pydantic import ValidationError

from kg.identity.title import generic
from kg.sources.item import Item
from schemas.identifiers import (
    PaperIds,
    parse_acl,
    parse_arxiv,
    parse_doi,
    parse_huggingface,
    parse_openalex,
    parse_openreview,
    parse_paper_id,
    parse_s2,
)
from schemas.paper import Paper, SetAside, title_id

PARSERS = {
    "arxiv": parse_arxiv,
    "doi": parse_doi,
    "acl": parse_acl,
    "openreview": parse_openreview,
    "s2": parse_s2,
    "openalex": parse_openalex,
    "huggingface": parse_huggingface,
}
_SCHEMES = {**PARSERS, "or": parse_openreview, "hf": parse_huggingface}
_FULL_NAME = {"or": "openreview", "hf": "huggingface"}
_WRONG_ENCODING = "not valid Unicode (a lone surrogate, or bytes that are no UTF-8: wrong encoding)"
_YEAR = re.compile(r"(?<!\d)(1[6-9]\d\d|2[01]\d\d)(?!\d)")
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)


def paper(
    source: str,
    line: int | None,
    *,
    title: object,
    abstract: object = None,
    id: object = None,
    year: object = None,
    venue: object = None,
    authors: Iterable[object] = (),
    ids: Mapping[str, object] | None = None,
    references: Iterable[object] = (),
    fallback: object = None,
) -> Item:
    """Make an item of what a source says, whatever types it has.

    Title and abstract stay exactly as given. A record without a usable title or text is set aside;
    an identifier, year, author or reference that is none is left out, and a note says so. The
    paper's id is `id`, else its preferred identifier, else `fallback`, else made from the title.
    """
    notes: list[str] = []
    known = identifiers(ids or {}, notes)
    name = _id(id, notes)
    if name is not None:
        _learn(name, known)
    if not isinstance(title, str) or not title.strip():
        reason = "no title" if _missing(title) or isinstance(title, str) else f"the title is {_kind(title)}, not text"
        return aside(source, line, reason, record=name or next(iter(known.values()), ""))
    if not isinstance(abstract, str):
        if not _missing(abstract):
            notes.append(f"abstract left out: it is {_kind(abstract)}, not text")
        abstract = ""
    try:
        paper_ids = PaperIds.model_validate(known)
        told_year, told_authors = _year(year, notes), _authors(authors, notes)
        record = Paper(
            id=name or paper_ids.preferred() or _id(fallback, notes) or _told_id(title, told_year, told_authors),
            title=title,
            abstract=abstract,
            year=told_year,
            venue=_short(venue, "venue", notes),
            authors=told_authors,
            ids=paper_ids,
            references=_references(references, notes),
        )
    except (ValidationError, UnicodeEncodeError) as error:
        return aside(source, line, _explained(error), record=name or title)
    return Item(source, line, record, tuple(notes))


def _told_id(title: str, year: int | None, authors: tuple[str, ...]) -> str:
    """Return an id made from the title, with year and first author where many papers have such a title: "Editorial"."""
    return title_id(f"{title} {year or ''} {''.join(authors[:1])}" if generic(title) else title)


def aside(source: str, line: int | None, reason: str, record: object = "") -> Item:
    """Make an item of a record that cannot be used; `record` is its id or the beginning of its title."""
    shown = record if isinstance(record, (str, int)) else ""
    return Item(
        source, line, SetAside(source=_clean(source), line=line, record=_clean(str(shown))[:200], reason=_clean(reason))
    )


def identifiers(given: Mapping[str, object], notes: list[str]) -> dict[str, str]:
    """Return the identifiers in canonical form by scheme; leave out, with a note, what is none."""
    known: dict[str, str] = {}
    for scheme, value in given.items():
        if _missing(value) or value == "":
            continue
        try:
            known[scheme] = _identifier(scheme, value)
        except ValueError as error:
            notes.append(_clean(f"{scheme[:40]} identifier left out: {error}"))
    found = _ARXIV_DOI.fullmatch(known.get("doi", ""))
    if found is not None and "arxiv" not in known:
        known.update(_parsed("arxiv", found[1]))
    return known


def _identifier(scheme: str, value: object) -> str:
    if scheme not in PARSERS:
        raise ValueError(f"no scheme {_clean(scheme)[:40]!r}; known are {', '.join(PARSERS)}")
    text = str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
    if not text:
        raise ValueError(f"it is {_kind(value)}, not text")
    return PARSERS[scheme](text)


def reference(value: str) -> str:
    """Return a reference as `scheme:id` in canonical form where it has a scheme, else as it is.

    Raises `ValueError` for text that can be no id.
    """
    scheme, colon, rest = value.strip().partition(":")
    if colon and scheme.lower() in _SCHEMES:
        for name, id in _parsed(scheme.lower(), rest).items():
            found = _ARXIV_DOI.fullmatch(id) if name == "doi" else None
            return f"arxiv:{found[1]}" if found and _parsed("arxiv", found[1]) else f"{name}:{id}"
    return parse_paper_id(value)


def _parsed(scheme: str, value: str) -> dict[str, str]:
    try:
        return {_FULL_NAME.get(scheme, scheme): _SCHEMES[scheme](value)}
    except ValueError:
        return {}


def _learn(name: str, known: dict[str, str]) -> None:
    scheme, colon, rest = name.partition(":")
    if colon and scheme.lower() in _SCHEMES:
        for full, value in _parsed(scheme.lower(), rest).items():
            known.setdefault(full, value)


def _id(value: object, notes: list[str]) -> str | None:
    if _missing(value) or value == "":
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, (str, int)) or isinstance(value, bool):
        notes.append(f"id left out: it is {_kind(value)}, not text or a number")
        return None
    try:
        return parse_paper_id(str(value))
    except ValueError as error:
        notes.append(f"id left out: {_clean(str(error))}")
        return None


def _year(value: object, notes: list[str]) -> int | None:
    if isinstance(value, (dt.date, dt.datetime)):
        value = value.year
    if _missing(value) or value == "" or value == 0:
        return None
    found = _YEAR.search(str(value)[:100]) if isinstance(value, (str, int, float)) else None
    if found is None or isinstance(value, bool):
        notes.append(_clean(f"year left out: {str(value)[:40]!r} is no year between 1600 and 2199"))
        return None
    return int(found[0])


def _short(value: object, what: str, notes: list[str]) -> str | None:
    if _missing(value):
        return None
    if not isinstance(value, str) or len(value) > 500:
        notes.append(f"{what} left out: " + ("it is too long" if isinstance(value, str) else f"it is {_kind(value)}"))
        return None
    return value.strip() or None


def _authors(values: Iterable[object], notes: list[str]) -> tuple[str, ...]:
    kept: list[str] = []
    bad = 0
    for value in values:
        name = " ".join(value.split()) if isinstance(value, str) else ""
        if len(name) <= 500 and any(char.isalpha() for char in name):
            kept.append(name)
        elif not _missing(value) and value != "":
            bad += 1
    if bad:
        notes.append(f"{bad} authors left out: no name, or too long for one")
    return tuple(kept)


def _references(values: Iterable[object], notes: list[str]) -> tuple[str, ...]:
    kept: dict[str, None] = {}
    bad = 0
    for value in values:
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            try:
                kept[reference(str(value))] = None
                continue
            except ValueError:
                pass
        bad += 1
    if bad:
        notes.append(f"{bad} references left out: they are no ids")
    return tuple(kept)


def _missing(value: object) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def _kind(value: object) -> str:
    kinds = {dict: "an object", list: "a list", tuple: "a list", bool: "true or false", bytes: "bytes"}
    return kinds.get(type(value), "a number" if isinstance(value, (int, float)) else f"a {type(value).__name__}")


def _explained(error: ValidationError | UnicodeEncodeError) -> str:
    if isinstance(error, UnicodeEncodeError):
        return f"title: {_WRONG_ENCODING}"
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    if first["type"] == "string_unicode":
        return f"{place}: {_WRONG_ENCODING}"
    return f"{place}: {first['msg'].removeprefix('Value error, ')}"


def _clean(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8").replace("\x00", "\\x00")
