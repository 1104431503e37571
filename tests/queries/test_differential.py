"""Two ways to one answer: the embedded store's Cypher and networkx on the snapshot's edges agree on the example graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest

import queries
from loaders.embedded import EmbeddedStore
from loaders.generations import open_current
from loaders.store import Store
from schemas.definitions import ENTITY_LABELS

Graph = nx.MultiDiGraph


@pytest.fixture(scope="module")
def both(example: Path) -> Iterator[tuple[Store, Graph]]:
    with open_current(example / "kg.graph") as (generation, snapshot):
        graph: Graph = nx.MultiDiGraph()
        for node in snapshot.nodes():
            graph.add_node(node.id, **node.model_dump())
        for edge in snapshot.edges():
            graph.add_edge(edge.source, edge.target, **edge.model_dump())
        with EmbeddedStore.open(generation.arcade) as store:
            yield store, graph


def joined(graph: Graph, *types: str) -> Iterator[tuple[str, str]]:
    for source, target, type in graph.edges(data="type"):
        if type in types:
            yield source, target


def test_counts_by_type(both: tuple[Store, Graph]) -> None:
    store, graph = both
    nodes = Counter(label for _, label in graph.nodes(data="label"))
    edges = Counter(type for _, _, type in graph.edges(data="type"))
    found = {(row.kind, row.type): row.count for row in queries.counts_by_type(store)}
    assert found == {("node", k): n for k, n in nodes.items()} | {("edge", k): n for k, n in edges.items()}
    assert sum(found.values()) > 500


def test_most_evaluated_benchmarks(both: tuple[Store, Graph]) -> None:
    store, graph = both
    counted = Counter(target for _, target in joined(graph, "EVALUATES_ON"))
    expected = sorted((-n, graph.nodes[id]["name"], id) for id, n in counted.items())[:20]
    assert [(-b.papers, b.name, b.benchmark) for b in queries.most_evaluated_benchmarks(store)] == expected
    assert len(expected) > 5


def test_datasets_used_together(both: tuple[Store, Graph]) -> None:
    store, graph = both
    pairs: Counter[tuple[str, str]] = Counter()
    used: dict[str, set[str]] = {}
    for paper, dataset in joined(graph, "USES", "EVALUATES_ON"):
        if graph.nodes[dataset]["label"] in ("Dataset", "Benchmark"):
            used.setdefault(paper, set()).add(dataset)
    for datasets in used.values():
        pairs.update(combinations(sorted(datasets), 2))
    expected = sorted((-n, *pair) for pair, n in pairs.items())
    found = queries.datasets_used_together(store, limit=10_000)
    assert [(-p.papers, p.first, p.second) for p in found] == expected
    assert expected


def test_builds_on_of_every_paper(both: tuple[Store, Graph]) -> None:
    store, graph = both
    cited = set(joined(graph, "CITES"))
    expected = set()
    for source, target in joined(graph, "BUILDS_ON"):
        expected.add((source, "builds on", target, (source, target) in cited))
        expected.add((target, "built on by", source, (source, target) in cited))
    papers = [id for id, label in graph.nodes(data="label") if label == "Paper"]
    found = [f for paper in papers for f in queries.builds_on(store, paper, limit=10_000)]
    assert {(f.paper, f.direction, f.other, f.cited) for f in found} == expected
    assert len(found) == len(expected) > 10


def test_the_lineage_of_entities(both: tuple[Store, Graph]) -> None:
    store, graph = both
    lineage = nx.DiGraph(list(joined(graph, "VARIANT_OF")))
    assert lineage.number_of_edges() > 3
    for id in sorted(lineage)[::3]:
        up = nx.single_source_shortest_path_length(lineage, id)
        down = nx.single_source_shortest_path_length(lineage.reverse(), id)
        expected = {("ancestor", other, n) for other, n in up.items() if n}
        expected |= {("descendant", other, n) for other, n in down.items() if n}
        assert {(r.relation, r.other, r.distance) for r in queries.variants(store, id)} == expected


def test_the_papers_of_entities(both: tuple[Store, Graph]) -> None:
    store, graph = both
    roles = {"INTRODUCES": "introduced", "MENTIONS": "mentioned"}
    entities = [id for id, label in graph.nodes(data="label") if label in ENTITY_LABELS]
    for id in entities[::7]:
        expected = {(roles.get(type, "used"), paper) for paper, _, type in graph.in_edges(id, data="type")
                    if graph.nodes[paper]["label"] == "Paper"}  # fmt: skip
        found = queries.introduced_by_and_taken_up(store, id)
        assert {(row.role, paper) for row in found for paper in row.ids} == expected
        assert all(row.papers == len(row.ids) for row in found)
