"""Get papers back out of a graph: with authors, venue and the references that it holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from loaders.snapshot import Snapshot
from schemas.edges import Authored, Cites, PublishedIn
from schemas.identifiers import PaperIds
from schemas.nodes import AuthorNode, PaperNode, VenueNode
from schemas.paper import Paper


def papers_of(snapshot: Snapshot) -> Iterator[Paper]:
    """Yield the papers of a graph by id; references are the papers that they cite there."""
    people = {n.id: n.name for n in snapshot.nodes("Author", "Venue") if isinstance(n, AuthorNode | VenueNode)}
    authors: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    venues: dict[str, str] = {}
    references: defaultdict[str, list[str]] = defaultdict(list)
    for edge in snapshot.edges("AUTHORED", "PUBLISHED_IN", "CITES"):
        if isinstance(edge, Authored):
            authors[edge.target].append((edge.position, people[edge.source]))
        elif isinstance(edge, PublishedIn):
            venues[edge.source] = people[edge.target]
        elif isinstance(edge, Cites):
            references[edge.source].append(edge.target)
    for node in snapshot.nodes("Paper"):
        if isinstance(node, PaperNode):
            yield Paper(
                id=node.id,
                title=node.title,
                abstract=node.abstract,
                year=node.year,
                venue=venues.get(node.id),
                authors=tuple(name for _, name in sorted(authors[node.id])),
                ids=PaperIds(**{scheme: getattr(node, scheme) for scheme in PaperIds.model_fields}),
                references=tuple(references[node.id]),
            )
