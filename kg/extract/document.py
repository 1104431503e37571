"""Join a paper's fields into one document, and carry offsets back to the fields."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from schemas.mention import Field

log = logging.getLogger(__name__)

MAX_CHARACTERS = 100_000
"""Characters of a field that are read; what follows them is not."""

SEPARATOR = "\n\n"
ABSTRACT_START = "kg_abstract_start"
"""Key in `doc.user_data` of the character that the abstract begins with."""

# Lone surrogates cannot be encoded, and a NUL ends a string in C. One character replaces one
# character, so that offsets hold.
_UNREADABLE = re.compile("[\ud800-\udfff\x00]")
# splitting a stretch without white space takes time with the square of its length
_ENDLESS = re.compile(r"\S{500}")


@dataclass(frozen=True, slots=True)
class Layout:
    """Say where the fields of a paper lie in the document that is read."""

    title_end: int
    """Where the title ends, in characters of the document."""
    abstract_start: int

    def place(self, start: int, end: int) -> tuple[Field, int, int] | None:
        """Return field and offsets of document characters; None where they lie in both fields."""
        if end <= self.title_end:
            return "title", start, end
        if start >= self.abstract_start:
            return "abstract", start - self.abstract_start, end - self.abstract_start
        return None


def abstract_start_of(doc: Doc) -> int:
    """Return the character where a document's abstract begins: after the first `SEPARATOR`.

    `doc.user_data["kg_abstract_start"]` says it for titles that hold the separator themselves. A
    text without a separator is all abstract.
    """
    told = doc.user_data.get(ABSTRACT_START)
    if told is not None:
        return int(told)
    found = doc.text.find(SEPARATOR)
    return 0 if found < 0 else found + len(SEPARATOR)


def join(id_: str, title: str, abstract: str) -> tuple[str, Layout]:
    """Return the text to read, and its layout.

    A field longer than `MAX_CHARACTERS` is cut there with a warning in the log; offsets into what
    remains are those of the field as given.
    """
    parts = []
    for name, text in (("title", title), ("abstract", abstract)):
        if len(text) > MAX_CHARACTERS:
            log.warning(
                "paper %s: its %s has %d characters; the first %d are read",
                id_,
                name,
                len(text),
                MAX_CHARACTERS,
            )
        readable = _UNREADABLE.sub("\ufffd", text[:MAX_CHARACTERS])
        parts.append(_ENDLESS.sub(lambda run: run[0][:-1] + " ", readable))
    head, body = parts
    return head + SEPARATOR + body, Layout(len(head), len(head) + len(SEPARATOR))
