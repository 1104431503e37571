"""Bring papers, mentions, claims and the resolution together into nodes and edges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from kg.corpus import Corpus
from kg.graph.citations import Citations
from kg.graph.claims import claim_edges, claim_node
from kg.graph.evidence import Introducer, Link, builds_on, evidence_edges, introducer, links
from kg.graph.people import People
from kg.resolve import Resolution
from schemas.definitions import NODE_ADAPTER
from schemas.edges import AnyEdge, VariantOf
from schemas.mention import Claim, Mention
from schemas.nodes import AnyNode, ClaimNode, PaperNode
from schemas.paper import Paper


class Reading(NamedTuple):
    """Hold one paper with what was read in it."""

    paper: Paper
    version: str
    mentions: list[Mention]
    claims: list[Claim]


class Assembly:
    """Yield the nodes and the edges of a corpus, in an order that depends on its content alone.

    Memory holds names, ids and one paper at a time, never all texts. The same claim stated twice
    in a paper is one node.
    """

    def __init__(self, corpus: Corpus, resolution: Resolution) -> None:
        self._corpus = corpus
        self._resolution = resolution
        self._people = People(corpus.papers())
        self._citations = Citations(corpus)

    def nodes(self) -> Iterator[AnyNode]:
        """Yield all nodes: papers with their claims, authors, venues, entities."""
        aliases = groupby(self._corpus.aliases(), key=itemgetter(0))
        next_aliases = next(aliases, None)
        for reading in self._readings():
            others: list[str] = []
            if next_aliases is not None and next_aliases[0] == reading.paper.id:
                others = [alias for _, alias in next_aliases[1]]
                next_aliases = next(aliases, None)
            yield _paper_node(reading.paper, others)
            yield from _claim_nodes(reading)
        yield from self._people.nodes()
        for entity in sorted(self._resolution.entities.values(), key=lambda e: e.id):
            yield NODE_ADAPTER.validate_python(
                {
                    "label": entity.type,
                    "id": entity.id,
                    "name": entity.name,
                    "aliases": entity.aliases,
                    "papers": entity.papers,
                }
            )

    def edges(self) -> Iterator[AnyEdge]:
        """Yield all edges but RELATED_TO, which needs the whole graph."""
        origins = self._origins()
        for reading in self._readings():
            paper, found = reading.paper, self._links(reading)
            yield from self._people.edges(paper)
            yield from evidence_edges(paper.id, reading.version, found, self._resolution)
            yield from builds_on(paper, found, origins, self._resolution)
            yield from claim_edges(paper, _claim_nodes(reading), found, self._resolution)
        for entity in sorted(self._resolution.entities.values(), key=lambda e: e.id):
            if entity.variant_of is not None:
                yield VariantOf(source=entity.id, target=entity.variant_of, difference=entity.difference or "")
        yield from self._citations.edges()

    def waiting_references(self) -> int:
        """Count the references whose paper is not in the corpus (yet)."""
        return self._citations.waiting()

    def _links(self, reading: Reading) -> list[Link]:
        return links(reading.paper.id, reading.mentions, self._resolution)

    def _origins(self) -> dict[str, Introducer]:
        best: dict[str, Introducer] = {}
        for reading in self._readings():
            for link in self._links(reading):
                if link.role == "introduced":
                    rank = introducer(reading.paper, link)
                    best[link.entity] = min(rank, best.get(link.entity, rank))
        return best

    def _readings(self) -> Iterator[Reading]:
        mentions = groupby(self._corpus.mentions(), key=itemgetter(0))
        claims = groupby(self._corpus.claims(), key=itemgetter(0))
        next_mentions, next_claims = next(mentions, None), next(claims, None)
        for paper in self._corpus.papers():
            found: list[Mention] = []
            stated: list[Claim] = []
            version = ""
            if next_mentions is not None and next_mentions[0] == paper.id:
                rows = list(next_mentions[1])
                version, found = rows[0][1], [mention for _, _, mention in rows]
                next_mentions = next(mentions, None)
            if next_claims is not None and next_claims[0] == paper.id:
                claim_rows = list(next_claims[1])
                version, stated = claim_rows[0][1], [claim for _, _, claim in claim_rows]
                next_claims = next(claims, None)
            yield Reading(paper, version, found, stated)


def _paper_node(paper: Paper, aliases: Iterable[str]) -> PaperNode:
    ids = paper.ids.model_dump()
    shown = {f"{scheme}:{value}" for scheme, value in ids.items()}
    return PaperNode(
        id=paper.id,
        title=paper.title,
        abstract=paper.abstract,
        year=paper.year,
        aliases=tuple(alias for alias in aliases if alias not in shown),
        **ids,
    )


def _claim_nodes(reading: Reading) -> list[ClaimNode]:
    nodes = [claim_node(reading.paper.id, claim, reading.version) for claim in reading.claims]
    return list({node.id: node for node in nodes}.values())
