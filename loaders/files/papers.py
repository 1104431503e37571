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
            yield _paper(node, authors[node.id], venues.get(node.id), references[node.id])


def paper_of(snapshot: Snapshot, id: str) -> Paper | None:
    """Return one paper of a graph, or None where the graph has none of this id."""
    node = snapshot.node(id)
    if not isinstance(node, PaperNode):
        return None
    people = [
        (edge.position, person.name)
        for edge in snapshot.edges_to(id, "AUTHORED")
        if isinstance(edge, Authored) and isinstance(person := snapshot.node(edge.source), AuthorNode)
    ]
    venues = [snapshot.node(edge.target) for edge in snapshot.edges_from(id, "PUBLISHED_IN")]
    venue = next((node.name for node in venues if isinstance(node, VenueNode)), None)
    return _paper(node, people, venue, [edge.target for edge in snapshot.edges_from(id, "CITES")])


def _paper(node: PaperNode, authors: list[tuple[int, str]], venue: str | None, references: list[str]) -> Paper:
    return Paper(
        id=node.id,
        title=node.title,
        abstract=node.abstract,
        year=node.year,
        venue=venue,
        authors=tuple(name for _, name in sorted(authors)),
        ids=PaperIds(**{scheme: getattr(node, scheme) for scheme in PaperIds.model_fields}),
        references=tuple(references),
    )
