"""Turn a draft into a question for related work."""

from __future__ import annotations

from kg import extract
from kg.drafts.cited import Cited, cited
from kg.drafts.manuscript import Manuscript
from kg.related import Draft, RelatedIndex
from loaders.snapshot import Snapshot
from schemas.errors import ExtractorError
from schemas.mention import Mention
from schemas.record import Record


class Understood(Record):
    """Hold what was understood of a draft: a question, what it cites already, and what to tell its reader."""

    ask: Draft
    told: tuple[str, ...]


def understand(manuscript: Manuscript, snapshot: Snapshot, index: RelatedIndex) -> Understood:
    """Read what a draft is about, which entities it names and which papers of the graph it cites."""
    known = cited(manuscript, snapshot, index)
    mentions = named(manuscript.title, manuscript.subject)
    told = list(manuscript.notes)
    if mentions is None:
        told.append("the extractor is not installed: what the draft names does not count")
    if known_ones := recognised(known, manuscript):
        told.append(known_ones)
    ask = Draft(
        title=manuscript.title,
        abstract=manuscript.subject,
        mentions=mentions or (),
        cites=known.ids,
        itself=known.itself,
    )
    return Understood(ask=ask, told=tuple(told))


def recognised(known: Cited, manuscript: Manuscript) -> str:
    """Say how many papers of the graph a draft cites; nothing where it has no references."""
    if known.ids:
        papers = f"{len(known.ids)} papers of the graph" if len(known.ids) != 1 else "1 paper of the graph"
        return f"it cites {papers} already: left out"
    return "none of what it cites is in the graph" if manuscript.references else ""


def named(title: str, text: str) -> tuple[Mention, ...] | None:
    """Return the entities that a text names, or None where no extractor is installed."""
    try:
        (read,) = extract.extract([("draft", title, text)])
    except ExtractorError:
        return None
    return read.mentions
