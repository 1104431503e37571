"""Measure a whole graph."""

from __future__ import annotations

from collections.abc import Collection

from pydantic import Field

from kg.analytics.backend import check_backend
from kg.analytics.communities import bridges, communities
from kg.analytics.core import innermost_core
from kg.analytics.couse import co_use
from kg.analytics.gaps import gaps
from kg.analytics.graphs import building_on_graph, citation_graph, entity_graph, named_entities, paper_graph
from kg.analytics.main_path import main_path
from kg.analytics.novelty import new_combinations
from kg.analytics.rank import betweenness, hits, pagerank
from kg.analytics.record import (
    Bridges,
    Combinations,
    Communities,
    Core,
    CoUse,
    Finding,
    Gaps,
    MainPath,
    RankedPapers,
    Trends,
)
from kg.analytics.trends import trends
from kg.analytics.years import naming
from loaders.snapshot import Counts, Snapshot
from schemas.mention import ENTITY_TYPES
from schemas.nodes import EntityNode
from schemas.record import Record


class Analysis(Record):
    """Hold every measure of a graph; `docs/analytics.md` says what each means and where it comes from."""

    counts: Counts = Field(description="Nodes by label and edges by type")
    cited: RankedPapers = Field(description="PageRank on citations")
    built_on: RankedPapers = Field(description="PageRank on building on")
    hubs: RankedPapers = Field(description="HITS hubs on citations")
    authorities: RankedPapers = Field(description="HITS authorities on citations")
    between: RankedPapers = Field(description="Betweenness on citations")
    core: Core = Field(description="Innermost core of citations and building on")
    communities: Communities = Field(description="Louvain communities of papers")
    bridges: Bridges = Field(description="Papers that join communities")
    co_use: CoUse = Field(description="Entities that papers name together")
    rising: Trends = Field(description="Entities whose rate rose")
    fading: Trends = Field(description="Entities whose rate fell")
    new: Combinations = Field(description="Papers that first name two known entities together")
    gaps: Gaps = Field(description="Tasks and data that nobody names together yet")
    main_path: MainPath = Field(description="Main path of citations")

    def findings(self) -> list[tuple[str, str, Finding]]:
        """Return each measure with its field's name and description, in their order."""
        return [
            (name, info.description or "", getattr(self, name))
            for name, info in type(self).model_fields.items()
            if name != "counts"
        ]


def analyze(
    snapshot: Snapshot,
    *,
    top: int = 20,
    seed: int = 0,
    backend: str | None = None,
    topic: Collection[str] | None = None,
) -> Analysis:
    """Measure a graph; `top` rows a table, the same for the same graph and seed.

    The main path is that of the papers `topic` (ids), or of all.

    `backend` is passed to networkx for those of PageRank, betweenness, core numbers and Louvain that it
    has: "parallel" or "cugraph". Raises `UsageError` where it is not installed.
    """
    import networkx as nx

    check_backend(backend)
    cites, builds = citation_graph(snapshot), building_on_graph(snapshot)
    joined = paper_graph(snapshot)
    named = named_entities(snapshot)
    captions = {node.id: node.name for node in snapshot.nodes(*ENTITY_TYPES) if isinstance(node, EntityNode)}
    groups = communities(joined, named, captions, seed=seed, backend=backend)
    hubs, authorities = hits(cites, top=top)
    dated = naming(snapshot, named)
    rising, fading = trends(dated, top=top)
    return Analysis(
        counts=snapshot.counts(),
        cited=pagerank(cites, top=top, backend=backend),
        built_on=pagerank(builds, top=top, backend=backend),
        hubs=hubs,
        authorities=authorities,
        between=betweenness(cites, top=top, seed=seed, backend=backend),
        core=innermost_core(nx.compose(cites, builds), top=top, backend=backend),
        communities=groups,
        bridges=bridges(joined, groups, top=top),
        co_use=co_use(entity_graph(snapshot, named=named), top=top),
        rising=rising,
        fading=fading,
        new=new_combinations(dated, top=top),
        gaps=gaps(dated, top=top),
        main_path=main_path(cites if topic is None else cites.subgraph(topic)),
    )
