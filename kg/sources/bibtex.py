"""BibTeX: each entry is parsed on its own, so that a broken one loses nothing but itself."""

from __future__ import annotations

import contextlib
import html
import re
from collections.abc import Iterator, Mapping

from bibtexparser.bibdatabase import UndefinedString
from bibtexparser.bparser import BibTexParser
from pyparsing import ParseException

from kg.sources.columns import turned
from kg.sources.entry import aside, paper
from kg.sources.file import File
from kg.sources.head import Head
from kg.sources.item import Broken, Item
from kg.sources.latex import plain
from kg.sources.lines import decoding, lines, too_long
from kg.sources.link import from_link
from schemas.paper import SetAside

NAME = "bibtex"
DESCRIPTION = "BibTeX, with abstracts where entries have them"

_OPENING = re.compile(r"\s*@\s*(\w+)\s*[{(]")
_OPEN = "not a whole BibTeX entry: braces or quotes do not close"
_NO_ENTRY = frozenset({"comment", "preamble"})
_READ = ("title", "abstract", "year", "date", "booktitle", "journal", "journaltitle", "doi", "eprint", "archiveprefix",
         "eprinttype")  # fmt: skip
"""Fields that a paper is made of, beside authors and address; to decode the others takes as long again."""
_ANY_ENTRY = re.compile(r"^\s*@\s*\w+\s*[{(]\s*[^\s,{}()=]*\s*[,=]", re.MULTILINE)


def recognise(head: Head) -> bool:
    """Say whether an entry begins among the first lines that are no comments."""
    return not head.is_json and not head.data.lstrip().startswith(b"<") and _ANY_ENTRY.search(head.text) is not None


def read(file: File) -> Iterator[Item]:
    """Yield one item for each entry; strings that the file defines are put in."""
    parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False, interpolate_strings=True)
    parser.expect_multiple_parse = True
    item: Item | None = None
    for number, text in _entries(file):
        if item is not None:
            yield item
        item = None
        if isinstance(text, Item):
            item = text
            continue
        opening = _OPENING.match(text)
        kind = opening[1].lower() if opening else ""
        if kind == "string":
            _define(parser, text)
        elif opening and kind not in _NO_ENTRY:
            item = _entry(file.source, number, text, parser)
    if item is not None and isinstance(item.record, SetAside) and item.record.reason == _OPEN:
        raise Broken("the last entry is cut off: " + _OPEN, item.line)
    if item is not None:
        yield item


def _parsed(parser: BibTexParser, text: str) -> list[Mapping[str, str]]:
    """Return the entries of a text; raise `ValueError` saying why it cannot be read."""
    parser.bib_database.entries = []
    parser.bib_database.comments = []
    try:
        parser.parse(text)
    except ParseException as error:
        raise ValueError(f"not a BibTeX entry: {error.msg}") from None
    except (UndefinedString, KeyError) as error:
        raise ValueError(f"the entry uses a string that is not defined: {error}") from None
    except RecursionError:
        raise ValueError("the braces are nested too deeply") from None
    return list(parser.bib_database.entries)


def _define(parser: BibTexParser, text: str) -> None:
    """Take in a string's definition; entries that use one that cannot be read are set aside, saying its name."""
    with contextlib.suppress(ValueError):
        _parsed(parser, text)


def _entry(source: str, line: int, text: str, parser: BibTexParser) -> Item:
    try:
        found = _parsed(parser, text)
    except ValueError as error:
        return aside(source, line, str(error), record=text.strip()[:80])
    if len(found) != 1:
        return aside(source, line, _OPEN, record=text.strip()[:80])
    return _paper(source, line, found[0])


def _paper(source: str, line: int, entry: Mapping[str, str]) -> Item:
    fields = {name: html.unescape(plain(entry[name])) for name in _READ if isinstance(entry.get(name), str)}
    is_arxiv = fields.get("archiveprefix", fields.get("eprinttype", "")).lower() == "arxiv"
    scheme, linked = from_link(entry.get("url"))
    ids: dict[str, object] = {scheme: linked} if scheme else {}
    if doi := fields.get("doi", "").strip():
        ids["doi"] = doi
    if is_arxiv:
        ids["arxiv"] = fields.get("eprint")
    return paper(
        source,
        line,
        title=_joined(fields.get("title", "")) or None,
        abstract=_joined(fields.get("abstract", "")),
        year=fields.get("year") or fields.get("date"),
        venue=_joined(fields.get("booktitle") or fields.get("journal") or fields.get("journaltitle") or "") or None,
        authors=[turned(name) for name in entry_authors(entry)],
        ids=ids,
    )


def entry_authors(entry: Mapping[str, str]) -> list[str]:
    """Return the names of an entry's authors, in LaTeX no more; braces hold a name with "and" together."""
    names, depth, start = list[str](), 0, 0
    value = " ".join(entry.get("author", "").split())
    for match in re.finditer(r"[{}]| and ", value, re.IGNORECASE):
        if match[0] in "{}":
            depth += 1 if match[0] == "{" else -1
        elif depth <= 0:
            names.append(value[start : match.start()])
            start = match.end()
    return [name for one in (*names, value[start:]) if (name := html.unescape(plain(one)).strip())]


def _joined(text: str) -> str:
    return " ".join(text.split())


def _entries(file: File) -> Iterator[tuple[int, str | Item]]:
    """Yield the text of each entry, from a line that opens one to the next such line, with its number."""
    begun, parts = 1, list[str]()
    for line in lines(file.stream):
        failed = ""
        text = ""
        try:
            text = line.data.decode("utf-8") if line.data is not None else ""
        except UnicodeDecodeError as error:
            failed = decoding(error)
        if line.data is None:
            failed = too_long(line)
        if failed:
            yield line.number, aside(file.source, line.number, failed, record="".join(parts)[:80])
            begun, parts = line.number, []
            continue
        if _OPENING.match(text) and parts:
            yield begun, "".join(parts)
            parts = []
        if not parts:
            begun = line.number
        parts.append(text)
    if parts:
        yield begun, "".join(parts)
