"""Find which papers of a graph a draft cites already, and whether it is itself one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.drafts.manuscript import Manuscript
from kg.references import Match, TitleIndex, Written, match, written
from kg.related import RelatedIndex
from kg.related.matrix import nearest
from loaders.files.papers import paper_of
from loaders.snapshot import Snapshot
from schemas.paper import Paper, title_key
from schemas.record import Record

SURE = 0.6
"""Confidence from which a reference names a paper."""
_YEAR = re.compile(r"[.,]\s*\(?(?:19|20)\d\d\)?\.?$")
_CANDIDATES = 8
_MOST = 1_000


class Cited(Record):
    """Say which papers of the graph a draft cites, and which ones are the draft itself."""

    references: tuple[Match, ...]
    """Those of its references that name a paper of the graph for sure."""
    itself: tuple[str, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of the cited papers, each once, in the order of the references."""
        return tuple(dict.fromkeys(one.paper for one in self.references if one.paper and one.paper not in self.itself))


def cited(manuscript: Manuscript, snapshot: Snapshot, index: RelatedIndex) -> Cited:
    """Match the references of a draft to the papers of a graph.

    Looked at are, for each reference, the papers of its identifiers and those whose words are most
    like it; so the time grows with the references and hardly with the graph.
    """
    references = manuscript.references[:_MOST]
    near = {number for one in references for number in _near(one, index)}
    titles = TitleIndex(_papers(snapshot, [*(index.ids.at(n) for n in sorted(near)), *_named(references, snapshot)]))
    found = [_titled(one, index) or match(one, titles) for one in references]
    key = title_key(manuscript.title)
    opening = title_key(manuscript.text[:400])
    alike = _near(written(manuscript.title or manuscript.text[:300]), index)
    same = [index.ids.at(n) for n in alike if (title := title_key(index.titles.at(n))) == key or _opens(opening, title)]
    return Cited(references=tuple(one for one in found if one.paper and one.confidence >= SURE), itself=tuple(same))


def _titled(reference: Written, index: RelatedIndex) -> Match | None:
    """Match a reference that is a title and nothing else, but for a year at its end."""
    numbers = index.titled(_YEAR.sub("", reference.text).strip(' .,"“”'))
    if len(numbers) != 1:
        return None
    return Match(
        reference=reference.text,
        line=reference.line,
        paper=index.ids.at(numbers[0]),
        title=index.titles.at(numbers[0]),
        confidence=1.0,
        method="title alone",
    )


def _near(reference: Written, index: RelatedIndex) -> list[int]:
    scores = index.text.scores(index.text.vector(reference.text))
    return [int(n) for n in nearest(scores, _CANDIDATES)]


def _named(references: Iterable[Written], snapshot: Snapshot) -> list[str]:
    return [node.id for one in references for name in one.names for node in snapshot.named(name)]


def _papers(snapshot: Snapshot, ids: Iterable[str]) -> Iterator[Paper]:
    for id in dict.fromkeys(ids):
        paper = paper_of(snapshot, id)
        if paper is not None:
            yield paper


def _opens(text: str, title: str) -> bool:
    """Say whether a text begins with a title: a PDF's first lines, say."""
    return len(title) > 20 and text.startswith(title)
