"""Claims as nodes, joined to what they are about where the paper's mentions say which entity that is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from kg.graph.evidence import Link
from kg.resolve import Resolution
from schemas.edges import About, AnyEdge, Claims, In, On
from schemas.mention import Claim
from schemas.nodes import ClaimNode
from schemas.paper import Paper


def claim_node(paper: str, claim: Claim, version: str) -> ClaimNode:
    """Make the node of a claim; its id depends on the paper and on what is claimed alone."""
    stated = claim.model_dump_json(exclude={"confidence"})
    digest = hashlib.sha256(f"{paper}\x00{stated}".encode()).hexdigest()[:20]
    return ClaimNode(id=f"claim:{digest}", paper=paper, extractor=version, **claim.model_dump())


def claim_edges(
    paper: Paper, nodes: Iterable[ClaimNode], found: Iterable[Link], resolution: Resolution
) -> Iterator[AnyEdge]:
    """Yield the edges of a paper's claims."""
    named = {m.text: link.entity for link in found for m in link.mentions}
    for node in nodes:
        yield Claims(source=paper.id, target=node.id)
        subject, on = named.get(node.subject), named.get(node.on)
        metric = named.get(node.metric) if node.metric else None
        if subject is not None:
            yield About(source=node.id, target=subject)
        if on is not None and resolution.entities[on].type in On.targets:
            yield On(source=node.id, target=on)
        if metric is not None and resolution.entities[metric].type in In.targets:
            yield In(source=node.id, target=metric)
