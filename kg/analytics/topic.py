"""Find the papers on a topic: those that name an entity, else those whose text is nearest to some words."""

from __future__ import annotations

from kg.related import Draft, RelatedIndex
from loaders.snapshot import Snapshot
from schemas.edges import EVIDENCE_CLASSES
from schemas.nodes import EntityNode


def papers_on(snapshot: Snapshot, index: RelatedIndex, topic: str, most: int) -> list[str]:
    """Return the ids of at most `most` papers on a topic, the nearest first.

    Where the topic is the name of entities, papers that name one come first, those most cited before others.
    """
    naming = {
        edge.source
        for node in snapshot.named(topic)
        if isinstance(node, EntityNode)
        for edge in snapshot.edges_to(node.id, *EVIDENCE_CLASSES)
    }
    cited = {paper: len(snapshot.edges_to(paper, "CITES", "BUILDS_ON")) for paper in naming}
    first = sorted(naming, key=lambda paper: (-cited[paper], paper))[:most]
    near = [hit.id for hit in index.rank(Draft(abstract=topic), most)]
    return list(dict.fromkeys([*first, *near]))[:most]
