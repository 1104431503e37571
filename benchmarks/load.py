"""Measure loading into Neo4j: `kg load`, one MERGE a row, neo4j-graphrag's writer, and the import tool.

    make bench-load ARGS="--papers 50000"

Each runs on a server of its own, freshly started, one after the other. The loop and the writer get a
smaller graph of the same shape (--loop-papers, --writer-papers), as they would take hours: their
rates are taken for those of the whole. The loop's rate is that of its second half, when the server is
warm; the others start cold.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from neo4j import GraphDatabase

from benchmarks.synthetic import SyntheticGraph
from loaders.bulk import write_bulk
from loaders.neo4j_store import Neo4jSettings, Neo4jStore, load
from loaders.neo4j_store.rows import edge_row, node_row
from loaders.snapshot import Snapshot, properties
from tests.neo4j.server import WITH_APOC, Server

ROOT = Path(__file__).resolve().parent.parent
GRAPHRAG = "neo4j-graphrag==1.22.0"
Figures = dict[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--papers", type=int, default=50_000)
    parser.add_argument("--loop-papers", type=int, default=500)
    parser.add_argument("--writer-papers", type=int, default=10_000)
    parser.add_argument("--graphs", type=Path, help="folder that keeps the graphs made for the next time")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-load-") as folder:
        keep = given.graphs or Path(folder)
        run(Path(folder), keep, given.papers, given.loop_papers, given.writer_papers)


def made_graph(folder: Path, papers: int) -> tuple[SyntheticGraph, Path]:
    """Return a graph of real abstracts where they are at hand, and its file, made where it is missing."""
    data = Path(os.environ.get("KG_SHARED_DATA", ROOT.parent / "shared" / "data")) / "papers" / "abstracts.jsonl.gz"
    graph, path = SyntheticGraph(papers, data if data.is_file() else None), folder / f"{papers}.sqlite"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        graph.write(path.with_suffix(".new"))
        path.with_suffix(".new").rename(path)
    return graph, path


def run(folder: Path, keep: Path, papers: int, loop_papers: int, writer_papers: int) -> None:
    fifth = max(1, papers // 5)
    made = {size: made_graph(keep, size)[1] for size in sorted({papers, fifth, loop_papers, writer_papers})}
    with Snapshot(made[papers]) as graph:
        counts = graph.counts()
        nodes, edges = sum(counts.nodes.values()), sum(counts.edges.values())
    print(f"{papers} papers: {nodes} nodes, {edges} edges; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    loop = measure(folder, made[loop_papers], merge_loop)
    print(f"one MERGE a row     {rates(loop)}; on {loop_papers} papers, second half", flush=True)
    writer = measure(folder, made[writer_papers], kg_writer)
    print(
        f"neo4j-graphrag      {rates(writer)}; on {writer_papers} papers; peak {writer['peak_mb']:.0f} MB", flush=True
    )
    small = measure(folder, made[fifth], kg_load)
    ours = measure(folder, made[papers], kg_load)
    peaks = f"peak {ours['peak_mb']:.0f} MB ({small['peak_mb']:.0f} MB for a fifth of the graph)"
    print(f"kg load             {rates(ours)}; {peaks}")
    print(f"kg load once more   {ours['again']:.1f} s, all unchanged", flush=True)
    bulk = measure(folder, made[papers], bulk_import)
    total = bulk["write"] + bulk["import"] + bulk["finish"]
    print(
        f"import tool         {(nodes + edges) / total:8.0f} rows/s: {bulk['write']:.1f} s files, {bulk['import']:.1f} s import, {bulk['finish']:.1f} s indexes"
    )
    whole = (nodes + edges) / (ours["node_seconds"] + ours["edge_seconds"])
    by_loop = (nodes + edges) / (nodes / per_second(loop, "node") + edges / per_second(loop, "edge"))
    by_writer = (nodes + edges) / (nodes / per_second(writer, "node") + edges / per_second(writer, "edge"))
    print(
        f"kg load {whole:.0f} rows/s: {whole / by_loop:.1f} x the loop, {whole / by_writer:.1f} x neo4j-graphrag, {whole * total / (nodes + edges):.2f} x the import tool"
    )


def per_second(figures: Figures, what: str) -> float:
    return figures[f"{what}s"] / figures[f"{what}_seconds"]


def rates(figures: Figures) -> str:
    return f"{per_second(figures, 'node'):8.0f} nodes/s {per_second(figures, 'edge'):8.0f} edges/s"


def measure(folder: Path, graph: Path, contender: Callable[[Server, Path], Figures]) -> Figures:
    """Run a contender in a process of its own, so that its peak of memory is its own."""
    with server(folder) as running:
        context = multiprocessing.get_context("spawn")
        with context.Pool(1) as pool:
            return pool.apply(_measured, (contender.__name__, running.home, running.port, running.password, str(graph)))


def _measured(name: str, home: Path, port: int, password: str, graph: str) -> Figures:
    figures: Figures = globals()[name](Address(home, port, password), Path(graph))
    figures.setdefault("peak_mb", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return figures


class Address:
    """Say where a server is, to another process."""

    def __init__(self, home: Path, port: int, password: str) -> None:
        self.home, self.uri, self.password = home, f"bolt://127.0.0.1:{port}", password

    def store(self) -> Neo4jStore:
        """Open the store there."""
        return Neo4jStore(
            Neo4jSettings(uri=self.uri, username="neo4j", password=self.password, database=None), wait=300
        )


@contextmanager
def server(folder: Path) -> Iterator[Server]:
    home = Path(tempfile.mkdtemp(dir=folder))
    settings = {"server.directories.plugins": str(home / "plugins"), "dbms.security.procedures.unrestricted": "apoc.*"}
    running = Server(WITH_APOC, home, settings, heap="2g", flags=("-XX:+UseParallelGC",))
    (home / "plugins").mkdir()
    for jar in running.jars.glob("apoc-*.jar"):
        shutil.copy(jar, home / "plugins")
    running.start()
    try:
        yield running
    finally:
        running.kill()
        shutil.rmtree(home)


def kg_load(at: Address, path: Path) -> Figures:
    moments: dict[str, float] = {}
    with Snapshot(path) as graph, at.store() as store:
        began = time.monotonic()
        report = load(store, graph, progress=lambda stage, *_: moments.__setitem__(stage, time.monotonic()))
        ended = time.monotonic()
        again = load(store, graph)
        if again.nodes.unchanged != report.nodes.created or again.edges.unchanged != report.edges.created:
            raise SystemExit(f"a second load changed something: {again}")
        return {
            "nodes": report.nodes.created,
            "edges": report.edges.created,
            "node_seconds": moments["nodes"] - began,
            "edge_seconds": ended - moments["nodes"],
            "again": time.monotonic() - ended,
        }


def merge_loop(at: Address, path: Path) -> Figures:
    figures: Figures = {}
    with Snapshot(path) as graph, at.store() as store:
        store.apply_schema()
        labels = {node.id: node.label for node in graph.nodes()}
        nodes = [(f"MERGE (n:{n.label} {{id: $row.id}}) SET n += $row", node_row(n)) for n in graph.nodes()]
        edges = [(_edge_cypher(e.type, labels[e.source], labels[e.target]), edge_row(e)) for e in graph.edges()]
        login = ("neo4j", at.password)
        with GraphDatabase.driver(at.uri, auth=login) as driver, driver.session() as session:
            for what, rows in (("node", nodes), ("edge", edges)):
                half = len(rows) // 2
                for place, (cypher, row) in enumerate(rows):
                    if place == half:
                        began = time.monotonic()
                    session.run(cypher, row=row).consume()
                figures[f"{what}s"], figures[f"{what}_seconds"] = len(rows) - half, time.monotonic() - began
    return figures


def _edge_cypher(type: str, source: str, target: str) -> str:
    ends = f"MATCH (a:{source} {{id: $row.source}}), (b:{target} {{id: $row.target}})"
    return f"{ends} MERGE (a)-[r:{type}]->(b) SET r += $row.set"


def kg_writer(at: Address, path: Path) -> Figures:
    files = {what: at.home / f"{what}.jsonl" for what in ("nodes", "edges")}
    count = {}
    with Snapshot(path) as graph:
        rows: dict[str, Iterator[dict[str, Any]]] = {
            "nodes": ({"id": n.id, "label": n.label, "properties": properties(n)} for n in graph.nodes()),
            "edges": (
                {"start_node_id": e.source, "end_node_id": e.target, "type": e.type, "properties": properties(e)}
                for e in graph.edges()
            ),
        }
        for what, file in files.items():
            with file.open("w", encoding="utf-8") as out:
                count[what] = sum(bool(out.write(json.dumps(row) + "\n")) for row in rows[what])
    command = [sys.executable, "-m", "uv", "run", "--quiet", "--no-project", "--isolated", "--with", GRAPHRAG, "python"]
    arguments = [
        str(ROOT / "benchmarks" / "kg_writer.py"),
        at.uri,
        at.password,
        str(files["nodes"]),
        str(files["edges"]),
    ]
    done = subprocess.run([*command, *arguments], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"neo4j-graphrag failed: {done.stderr[-3000:]}")
    seconds = json.loads(done.stdout.splitlines()[-1])
    return {
        "nodes": count["nodes"],
        "edges": count["edges"],
        "node_seconds": seconds["nodes"],
        "edge_seconds": seconds["edges"],
        "peak_mb": seconds["peak_mb"],
    }


def bulk_import(at: Address, path: Path) -> Figures:
    """Import into a second home, as the tool wants its server stopped; then start it and make the indexes."""
    home = at.home / "imported"
    target = Server(WITH_APOC, home, heap="2g", flags=("-XX:+UseParallelGC",))
    with Snapshot(path) as graph:
        began = time.monotonic()
        files = write_bulk(graph, at.home / "bulk")
    wrote = time.monotonic()
    tool = at.home / "bin" / "neo4j-admin"
    tool.parent.mkdir()
    tool.write_text("#!/bin/sh\n" + " ".join(f"'{word}'" for word in target.admin_command()) + ' "$@"\n')
    tool.chmod(0o755)
    environment = target.environment() | {"PATH": f"{tool.parent}:{os.environ['PATH']}"}
    subprocess.run(["sh", str(files.script)], env=environment, check=True, capture_output=True)
    imported = time.monotonic()
    target.start()
    started = time.monotonic()
    target.shell(files.finish.read_text() + "CALL db.awaitIndexes(3600);")
    finished = time.monotonic()
    target.kill()
    return {"write": wrote - began, "import": imported - wrote, "finish": finished - started}


if __name__ == "__main__":
    main()
