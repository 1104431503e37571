"""A saved page of Hugging Face Papers, as text: furniture of the page, then title and abstract in turn."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from kg.sources.entry import aside, paper
from kg.sources.file import File
from kg.sources.head import Head
from kg.sources.item import Item
from kg.sources.lines import decoding, lines, too_long

NAME = "huggingface_page"
DESCRIPTION = "Hugging Face Papers page saved as text: title and abstract lines in turn"

_INVITATION = re.compile(r"get (?:trending|daily) papers in your email inbox(?: once a day)?!?", re.IGNORECASE)
_CURATOR = re.compile(r"by\s?@?AK and the research community")
_DAY = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2}(?:, \d{4})?",
    re.IGNORECASE,
)
_MENU = re.compile(
    r"new|subscribe|(?:daily |trending )?papers|search|hugging face|models|datasets|spaces|docs|enterprise|pricing|"
    r"log in|sign up|back to (?:top|search)|previous|next|load more|view all",
    re.IGNORECASE,
)
_GLUED = re.compile(r"Subscribe(?=[A-Z0-9])")
_TITLE_MOST = 300
"""Characters that no title exceeds."""
_FIRST_LEAST = 80
"""Characters that the first abstract has: shorter lines before it are furniture of the page."""


def recognise(head: Head) -> bool:
    """Say whether the page's furniture stands among the first lines."""
    if not head.lines or head.lines[0][0] in "<{[@%":
        return False
    return any(_INVITATION.fullmatch(line) or _CURATOR.fullmatch(line) for line in head.lines[:12])


def read(file: File) -> Iterator[Item]:
    """Yield one item for each title with its abstract; a line that has no partner is set aside."""
    started = False
    waiting: deque[tuple[int, str]] = deque()
    rest = _paragraphs(file)
    while True:
        while len(waiting) < 3 and (following := next(rest, None)) is not None:
            if isinstance(following, Item):
                yield following
            elif not _is_furniture(following[1]):
                text = following[1] if started or waiting else _GLUED.sub("", following[1])
                waiting.append((following[0], text))
        if not waiting:
            return
        number, text = waiting.popleft()
        if _is_pair(text, *(one for _, one in waiting), first=not started):
            _, abstract = waiting.popleft()
            started = True
            yield paper(file.source, number, title=text, abstract=abstract)
        else:
            what = "an abstract without a title" if len(text) > _TITLE_MOST else "a title without an abstract"
            reason = f"this line stands alone, as {what}: title and abstract lines come in turn"
            yield aside(file.source, number, reason, record=text)


def _is_pair(title: str, abstract: str = "", following: str = "", *, first: bool) -> bool:
    """Say whether a line is the title of the one after it; `following` is the line after both.

    A line after it that is itself a title, because an abstract follows it, makes this one stand alone.
    """
    if not abstract or len(title) > _TITLE_MOST:
        return False
    if len(abstract) > _TITLE_MOST:
        return True
    return len(following) <= _TITLE_MOST and not (first and len(abstract) < _FIRST_LEAST)


def _is_furniture(text: str) -> bool:
    return any(pattern.fullmatch(text.strip()) for pattern in (_INVITATION, _CURATOR, _DAY, _MENU))


def _paragraphs(file: File) -> Iterator[tuple[int, str] | Item]:
    """Yield lines that are not blank; where the page has blank lines between, those without one are one text."""
    spaced = _is_spaced(file.head)
    begun, parts = 0, list[str]()
    for line in lines(file.stream):
        try:
            text = line.data.decode("utf-8").rstrip("\r\n") if line.data is not None else None
        except UnicodeDecodeError as error:
            yield aside(file.source, line.number, decoding(error))
            continue
        if text is None:
            yield aside(file.source, line.number, too_long(line))
            continue
        if text.strip() and spaced and not _is_furniture(text):
            begun = begun if parts else line.number
            parts.append(text)
            continue
        if parts:
            yield begun, "\n".join(parts)
            parts.clear()
        if text.strip():
            yield line.number, text
    if parts:
        yield begun, "\n".join(parts)


def _is_spaced(head: Head) -> bool:
    """Say whether a blank line stands between the first title and what follows it."""
    texts = [line.strip() for line in head.text.split("\n")]
    body = [n for n, text in enumerate(texts) if text and not _is_furniture(text)]
    return len(body) > 1 and body[1] - body[0] > 1
