"""Find which papers of a graph a draft cites already, and whether it is itself one of them."""

from __future__ import annotations

from collections.abc import Iterable

from kg.drafts.manuscript import Manuscript
from kg.references import Match, TitleIndex, Written, match, written
from kg.related import RelatedIndex
from kg.related.matrix import nearest
from loaders.snapshot import Snapshot
from schemas.edges import Authored
from schemas.identifiers import PaperIds
from schemas.nodes import PaperNode
from schemas.paper import Paper, title_key
from schemas.record import Record

SURE = 0.6
"""Confidence from which a reference names a paper."""
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
    found = [match(one, titles) for one in references]
    key = title_key(manuscript.title)
    opening = title_key(manuscript.text[:400])
    alike = _near(written(manuscript.title or manuscript.text[:300]), index)
    same = [index.ids.at(n) for n in alike if (title := title_key(index.titles.at(n))) == key or _opens(opening, title)]
    return Cited(references=tuple(one for one in found if one.paper and one.confidence >= SURE), itself=tuple(same))


def _near(reference: Written, index: RelatedIndex) -> list[int]:
    scores = index.text.scores(index.text.vector(reference.text))
    return [int(n) for n in nearest(scores, _CANDIDATES)]


def _named(references: Iterable[Written], snapshot: Snapshot) -> list[str]:
    return [node.id for one in references for name in one.names for node in snapshot.named(name)]


def _papers(snapshot: Snapshot, ids: Iterable[str]) -> Iterable[Paper]:
    for id in dict.fromkeys(ids):
        node = snapshot.node(id)
        if isinstance(node, PaperNode):
            authors = [snapshot.node(edge.source) for edge in _authorships(snapshot, id)]
            known = {scheme: value for scheme in PaperIds.model_fields if (value := getattr(node, scheme))}
            yield Paper(
                id=node.id,
                title=node.title,
                year=node.year,
                authors=tuple(author.name for author in authors if author is not None and author.label == "Author"),
                ids=PaperIds.model_validate(known),
            )


def _authorships(snapshot: Snapshot, paper: str) -> list[Authored]:
    edges = [edge for edge in snapshot.edges_to(paper, "AUTHORED") if isinstance(edge, Authored)]
    return sorted(edges, key=lambda edge: edge.position)


def _opens(text: str, title: str) -> bool:
    """Say whether a text begins with a title: a PDF's first lines, say."""
    return len(title) > 20 and text.startswith(title)
