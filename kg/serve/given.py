"""Read what people paste or drop: a text, a list of references, a draft."""

from __future__ import annotations

from collections.abc import Iterable

from kg.drafts import read
from kg.drafts.ask import named, understand
from kg.related import Draft
from kg.serve.view import View
from schemas.errors import UsageError
from schemas.mention import Mention
from schemas.record import Record

MOST_CHARACTERS = 20_000
_MOST_NAMES = 8


class Given(Record):
    """Hold what was understood: papers of the graph, or else a draft; `understood` says so in words."""

    ids: tuple[str, ...] = ()
    draft: Draft | None = None
    understood: str


def from_text(text: str) -> Given:
    """Read a text; its entities count where the extractor is installed."""
    words = text.strip()[:MOST_CHARACTERS]
    if not words:
        raise UsageError("the text is empty: paste a title, an abstract or a few words")
    mentions = named("", words)
    if mentions is None:
        said = "The words of the text; the extractor is not installed, so its entities do not count."
    else:
        said = _said(mentions)
    return Given(draft=Draft(abstract=words, mentions=mentions or ()), understood=said)


def from_file(view: View, name: str, content: bytes) -> Given:
    """Read a file by its ending: a draft, whose references are no answers, or a list of references to ask from.

    Raises `UsageError` for a file that cannot be read.
    """
    manuscript = read(name, content)
    if manuscript.is_list and not manuscript.references:
        raise UsageError(f"{name}: no entry with a title could be read")
    understood = understand(manuscript, view.snapshot, view.related)
    ask, of = understood.ask, len(manuscript.references)
    if manuscript.is_list and ask.cites:
        said = f"{len(ask.cites)} of {of} references are papers of this graph; the list is related to these."
        return Given(ids=ask.cites, understood=said)
    if manuscript.is_list:
        return Given(draft=ask, understood=f"None of {of} references is in this graph; their titles count.")
    said = _said(ask.mentions) if ask.mentions else "The words of the text."
    return Given(draft=ask, understood=" ".join((said, *(f"{one[:1].upper()}{one[1:]}." for one in understood.told))))


def _said(mentions: Iterable[Mention]) -> str:
    names = list(dict.fromkeys(mention.text for mention in mentions))
    if not names:
        return "The words of the text; it names no entity that the extractor knows."
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return f"The words of the text, and what it names: {', '.join(names[:_MOST_NAMES])}{more}."
