"""Names under which tables and JSON records keep what a paper has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from kg.sources.entry import PARSERS, paper
from kg.sources.item import Item
from kg.sources.link import from_link
from schemas.errors import UsageError

NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "paper_title", "papertitle", "document_title", "article_title"),
    "abstract": ("abstract", "summary", "abstracttext", "abstract_text", "paper_abstract", "paperabstract"),
    "id": ("id", "paper_id", "paperid", "_id"),
    "year": ("year", "publication_year", "pub_year", "published", "date", "publication_date", "update_date"),
    "venue": ("venue", "conference", "journal", "booktitle", "conference_name"),
    "authors": ("authors", "author", "author_names"),
    "references": ("references", "reference_ids", "cited_paper_ids"),
    "arxiv": ("arxiv_id", "arxivid", "arxiv"),
    "doi": ("doi",),
    "acl": ("acl_id", "aclid"),
    "openreview": ("openreview_id", "openreviewid"),
    "s2": ("s2_id", "s2id", "corpusid", "corpus_id"),
    "openalex": ("openalex_id", "openalexid"),
    "huggingface": ("huggingface_id",),
}
"""Usual names of columns, lower case, by what they hold; the first that a record has is taken."""
_LINKS = ("url", "link", "abs", "pdf", "paper_url", "site")
"""Columns whose address may tell an identifier of the paper."""
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)


def check_columns(columns: Mapping[str, str]) -> None:
    """Raise `UsageError` for a field that no paper has."""
    for field in columns:
        if field not in NAMES:
            raise UsageError(f"no field {field!r} to map a column to; fields are {', '.join(NAMES)}")


def are_papers(names: Iterable[str], columns: Mapping[str, str]) -> bool:
    """Say whether these columns are those of papers: titles, and something else that papers have."""
    names = [*names]
    if "title" in columns:
        return columns["title"] in names
    found = chosen(names, columns)
    return "title" in found and (len(found) > 1 or "ids" in names or len(names) == 1)


def chosen(names: Iterable[str], columns: Mapping[str, str]) -> dict[str, str]:
    """Return for each field the column that holds it: as mapped, else by its usual names."""
    return _chosen(tuple(names), tuple(columns.items()))


@lru_cache(maxsize=256)
def _chosen(names: tuple[str, ...], mapped: tuple[tuple[str, str], ...]) -> dict[str, str]:
    columns = dict(mapped)
    by_plain: dict[str, str] = {}
    for name in names:
        by_plain.setdefault(_plain(name), name)
    found = {}
    for field, usual in NAMES.items():
        column = columns.get(field) or next((by_plain[one] for one in usual if one in by_plain), None)
        if column is not None:
            found[field] = column
    return found


def from_record(source: str, line: int | None, record: Mapping[str, object], columns: Mapping[str, str]) -> Item:
    """Make an item of a record by the names of its columns."""
    where = chosen(record, columns)
    return from_chosen(source, line, record, where)


def from_chosen(source: str, line: int | None, record: Mapping[str, object], where: Mapping[str, str]) -> Item:
    """Make an item of a record whose columns were chosen before."""

    def value(field: str) -> object:
        return record.get(where[field]) if field in where else None

    ids: dict[str, object] = {scheme: value(scheme) for scheme in PARSERS if scheme in where}
    for column in _LINKS:
        scheme, found = from_link(record.get(column))
        if scheme:
            ids.setdefault(scheme, found)
    given = record.get("ids")
    if isinstance(given, Mapping):
        ids.update({str(scheme): one for scheme, one in given.items()})
    return paper(
        source,
        line,
        title=value("title"),
        abstract=value("abstract"),
        id=value("id"),
        year=value("year"),
        venue=value("venue"),
        authors=people(value("authors")),
        ids=ids,
        references=_list(value("references")),
    )


def people(value: object) -> list[object]:
    """Return names from a list of names, a list of `{"name"}`, or one string: "A and B", "A; B", "A, B"."""
    if isinstance(value, str):
        if ";" in value:
            return [*value.split(";")]
        if _AND.search(value):
            return [part for one in _AND.split(value) for part in _commas(one)]
        return [*_commas(value)]
    return [_name(one) for one in value] if isinstance(value, (list, tuple)) else []


def turned(name: object) -> object:
    """Turn "Lovelace, Ada" into "Ada Lovelace"; anything else comes back as it is."""
    if not isinstance(name, str) or name.count(",") != 1:
        return name
    last, _, first = name.partition(",")
    return f"{first.strip()} {last.strip()}"


def _commas(text: str) -> list[str]:
    """Split "Ada Lovelace, Alan Turing", but not "Lovelace, Ada"."""
    parts = [part for part in text.split(",") if part.strip()]
    return parts if len(parts) > 1 and all(" " in part.strip() for part in parts) else [text]


def _name(value: object) -> object:
    if not isinstance(value, Mapping):
        return value
    for key in ("name", "full_name", "fullname", "display_name", "author"):
        if isinstance(value.get(key), str):
            return value[key]
    parts = [value.get(key) for key in ("first", "given", "middle", "last", "family")]
    words = [word for part in parts for word in (part if isinstance(part, list) else [part]) if isinstance(word, str)]
    return " ".join(words) or value


def _list(value: object) -> list[object]:
    if isinstance(value, str):
        return [part for part in re.split(r"[;,\s]+", value) if part]
    return list(value) if isinstance(value, (list, tuple)) else []


def _plain(name: object) -> str:
    return str(name).strip().lower().replace(" ", "_").replace("-", "_")
