"""Measure every named question on both stores, for a large graph: milliseconds, median and 95th percentile.

    make bench-queries ARGS="--papers 50000"

Each question is asked with parameters drawn from the graph, common names and rare ones, the same on
both stores, after one round that is not counted. Rows must be equal; else it fails and says where.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.load import made_graph, server
from benchmarks.synthetic import SyntheticGraph
from loaders.embedded import EmbeddedStore
from loaders.neo4j_store import Neo4jSettings, Neo4jStore, load
from loaders.snapshot import Snapshot
from loaders.store import Store
from queries.library import QUERIES, run
from schemas.definitions import ENTITY_LABELS
from schemas.errors import KgError

TIMEOUT = 120.0
Asked = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--papers", type=int, default=50_000)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--budget", type=float, default=4.0, help="seconds for one question on one store")
    parser.add_argument("--graphs", type=Path, help="folder that keeps the graphs made for the next time")
    parser.add_argument("names", nargs="*", help="only these questions")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-queries-") as name:
        folder = Path(name)
        made, path = made_graph(given.graphs or folder, given.papers)
        with Snapshot(path) as graph:
            counts = graph.counts()
            size = sum(counts.nodes.values()) + sum(counts.edges.values())
        with (
            Snapshot(path) as graph,
            EmbeddedStore.create(folder / "embedded", size=size) as embedded,
            server(folder) as running,
            Neo4jStore(Neo4jSettings(uri=running.uri, password=running.password, database=None), wait=300) as neo4j,
        ):
            print(f"{sum(counts.nodes.values())} nodes, {sum(counts.edges.values())} edges", flush=True)
            embedded.apply_schema()
            embedded.write_nodes(graph.nodes())
            embedded.write_edges(graph.edges())
            load(neo4j, graph)
            neo4j.query("CALL db.prepareForReplanning()", write=True)
            measure(made, embedded, neo4j, given.names or list(QUERIES), given.times, given.budget)


def measure(made: SyntheticGraph, embedded: Store, neo4j: Store, names: list[str], times: int, budget: float) -> None:
    print("| question | rows | embedded p50 | p95 | Neo4j p50 | p95 |\n|---|--:|--:|--:|--:|--:|")
    different = []
    for name in names:
        asked = [drawn(made, name, random.Random(f"{name}-{number}")) for number in range(times)]
        cells, rows = [], []
        for store in (embedded, neo4j):
            seconds, answers = timed(partial(ask, store, name), asked, budget)
            rows.append(answers)
            cells += [f"{np.percentile(seconds, at) * 1000:.0f}" for at in (50, 95)]
        both = list(zip(*rows, strict=False))
        if any(ours != theirs for ours, theirs in both):
            different.append(name)
        size = "/".join({str(len(a)) if isinstance(a, list) else a for a in (rows[0][0], rows[1][0])})
        print(f"| `{name}` | {size} | {' | '.join(cells)} |", flush=True)
    if different:
        raise SystemExit(f"the stores give different rows: {', '.join(different)}")


def timed(ask: Callable[[Asked], Any], asked: list[Asked], budget: float) -> tuple[list[float], list[Any]]:
    """Ask once unmeasured, then each until the budget is spent, twice at least; return seconds and answers."""
    seconds: list[float] = []
    answers = []
    ask(asked[0])
    for one in asked:
        began = time.monotonic()
        answers.append(ask(one))
        seconds.append(time.monotonic() - began)
        if len(seconds) > 1 and sum(seconds) > budget:
            break
    return seconds, answers


def ask(store: Store, name: str, asked: Asked) -> Any:
    try:
        found = run(_Limited(store), name, asked)
    except KgError as error:
        return str(error)[:60]
    return [[round(v, 9) if isinstance(v, float) else v for v in row] for row in found.rows]


class _Limited:
    """Ask a store with a limit of time."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def query(self, cypher: str, parameters: Any) -> Any:
        return self._store.query(cypher, parameters, timeout=TIMEOUT)


def drawn(made: SyntheticGraph, name: str, draw: random.Random) -> Asked:
    """Return parameters for a question: names that are common and names that are rare."""
    taken: Asked = {}
    for parameter in QUERIES[name].parameters:
        if not parameter.required:
            continue
        match parameter.name:
            case "paper":
                taken["paper"] = f"arxiv:{draw.randrange(made.papers):06d}"
            case "since":
                taken["since"] = draw.randint(2012, 2024)
            case "source" | "target":
                taken[parameter.name] = entity(made, draw, draw.choice(ENTITY_LABELS))
            case "entity":
                taken["entity"] = entity(made, draw, draw.choice(ENTITY_LABELS))
            case "first" | "second":
                taken[parameter.name] = entity(made, draw, "Task")
            case other:
                taken[other] = entity(made, draw, other.capitalize())
    return taken


def entity(made: SyntheticGraph, draw: random.Random, label: str) -> str:
    return f"{label} {int(made.entities[label] * draw.random() ** 3)}"


if __name__ == "__main__":
    main()
