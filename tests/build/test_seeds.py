"""The saved pages become a graph in which nothing is lost and every edge shows its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.build import Summary
from kg.stores import open_store
from loaders.generations import open_snapshot
from loaders.snapshot import evidence
from schemas.edges import EVIDENCE_CLASSES, EvidenceEdge
from schemas.nodes import ClaimNode, PaperNode


def test_every_entry_is_accounted_for(seeds: tuple[Path, Summary]) -> None:
    papers = seeds[1].papers
    assert (papers.read, papers.distinct, papers.new, papers.set_aside) == (633, 535, 535, 0)


def test_the_graph_holds_every_kind_of_entity(seeds: tuple[Path, Summary]) -> None:
    assert all(count > 20 for count in seeds[1].entities.values())
    assert {"INTRODUCES", "USES", "EVALUATES_ON", "BUILDS_ON", "VARIANT_OF", "RELATED_TO"} <= set(seeds[1].edges)


def test_every_mention_of_every_edge_is_the_words_of_its_paper(seeds: tuple[Path, Summary]) -> None:
    checked = 0
    with open_snapshot(seeds[0]) as snapshot:
        papers = {node.id: node for node in snapshot.nodes("Paper") if isinstance(node, PaperNode)}
        for edge in snapshot.edges(*EVIDENCE_CLASSES):
            assert isinstance(edge, EvidenceEdge)
            for field, start, end, text, _ in evidence(edge):
                assert getattr(papers[edge.source], field)[start:end] == text
                checked += 1
        for claim in snapshot.nodes("Claim"):
            assert isinstance(claim, ClaimNode)
            assert getattr(papers[claim.paper], claim.field)[claim.start : claim.end] == claim.text
    assert checked > 2000


def test_the_store_holds_the_same_evidence(seeds: tuple[Path, Summary]) -> None:
    pytest.importorskip("arcadedb_embedded", reason="no embedded store on this machine")
    types = "|".join(EVIDENCE_CLASSES)
    cypher = (
        f"MATCH (p:Paper)-[r:{types}]->(e) RETURN p.title AS title, p.abstract AS abstract, r.fields AS fields, "
        "r.starts AS starts, r.ends AS ends, r.texts AS texts"
    )
    with open_store(seeds[0]) as store:
        rows = list(store.query(cypher).records())
    assert len(rows) == sum(count for kind, count in seeds[1].edges.items() if kind in EVIDENCE_CLASSES)
    for row in rows:
        for field, start, end, text in zip(row["fields"], row["starts"], row["ends"], row["texts"], strict=True):
            assert row[field][start:end] == text
