"""BibTeX: each entry is parsed on its own, so that a broken one loses nothing but itself."""

from __future__ import annotations

import contextlib
import html
import logging
import re
from collections.abc import Iterator, Mapping

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Entry, ParsingFailedBlock

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
_PLAIN = ("title", "abstract", "year", "date", "booktitle", "journal", "journaltitle", "doi", "eprint", "archiveprefix",
          "eprinttype")  # fmt: skip
_READ = frozenset({*_PLAIN, "author", "url"})
"""Fields that a paper is made of; to decode the others takes as long again."""
_MARK = re.compile(r'(?<!\\)[{}"]|#')
_ANY_ENTRY = re.compile(r"^\s*@\s*\w+\s*[{(]\s*[^\s,{}()=]*\s*[,=]", re.MULTILINE)

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # what fails is set aside, with the reason


def recognise(head: Head) -> bool:
    """Say whether an entry begins among the first lines that are no comments."""
    return not head.is_json and not head.data.lstrip().startswith(b"<") and _ANY_ENTRY.search(head.text) is not None


def read(file: File) -> Iterator[Item]:
    """Yield one item for each entry; strings that the file defines are put in."""
    strings = dict[str, str]()
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
            _define(strings, text)
        elif opening and kind not in _NO_ENTRY:
            item = _entry(file.source, number, text, strings)
    if item is not None and isinstance(item.record, SetAside) and item.record.reason == _OPEN:
        raise Broken("the last entry is cut off: " + _OPEN, item.line)
    if item is not None:
        yield item


def _parsed(text: str, strings: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of one entry that are read; raise `ValueError` saying why it cannot be read."""
    library = parse_string(text, parse_stack=[])
    broken = [one for one in library.failed_blocks if one.ignore_error_block is None]
    if broken:
        raise ValueError(_reason(broken[0]))
    # an entry that gives a field twice has failed, but is there: the last of the two counts
    found = (*library.entries, *(one.ignore_error_block for one in library.failed_blocks))
    entries = [one for one in found if isinstance(one, Entry)]
    if len(entries) != 1:
        raise ValueError(_OPEN)
    fields = ((field.key.lower(), field.value) for field in entries[0].fields)
    return {name: _value(value, strings) for name, value in fields if name in _READ}


def _reason(failed: ParsingFailedBlock) -> str:
    reason = getattr(failed.error, "abort_reason", None) or str(failed.error)
    return _OPEN if "end of file" in reason else f"not a BibTeX entry: {reason}"


def _value(source: str, strings: Mapping[str, str]) -> str:
    """Return what a field says: pieces joined by #, each in quotes or braces, or a number, or the name of a string."""
    pieces, start, depth, quoted = list[str](), 0, 0, False
    for mark in _MARK.finditer(source):
        if mark[0] == "#":
            if not (depth or quoted):
                pieces.append(source[start : mark.start()])
                start = mark.end()
        elif mark[0] == '"':
            quoted ^= depth == 0
        else:
            depth += 1 if mark[0] == "{" else -1
    return "".join(_piece(piece.strip(), strings) for piece in (*pieces, source[start:]))


def _piece(source: str, strings: Mapping[str, str]) -> str:
    if len(source) > 1 and source[0] + source[-1] in ("{}", '""'):
        return source[1:-1]
    if source.isdigit():
        return source
    if source.lower() not in strings:
        raise ValueError(f"the entry uses a string that is not defined: {source[:80]!r}")
    return strings[source.lower()]


def _define(strings: dict[str, str], text: str) -> None:
    """Take in a string's definition; entries that use one that cannot be read are set aside, saying its name."""
    for string in parse_string(text, parse_stack=[]).strings:
        with contextlib.suppress(ValueError):
            strings[string.key.lower()] = _value(string.value, strings)


def _entry(source: str, line: int, text: str, strings: Mapping[str, str]) -> Item:
    try:
        fields = _parsed(text, strings)
    except ValueError as error:
        return aside(source, line, str(error), record=text.strip()[:80])
    return _paper(source, line, fields)


def _paper(source: str, line: int, entry: Mapping[str, str]) -> Item:
    fields = {name: html.unescape(plain(entry[name])) for name in _PLAIN if name in entry}
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
