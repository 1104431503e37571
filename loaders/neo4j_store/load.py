"""Make a Neo4j database hold the graph of a snapshot."""

from __future__ import annotations

from loaders.neo4j_store.removal import remove_stale
from loaders.neo4j_store.report import LoadReport, Progress, Removals, Vectors
from loaders.neo4j_store.store import Neo4jStore
from loaders.neo4j_store.writer import Heard, Writer
from loaders.snapshot import Snapshot


def load(
    store: Neo4jStore,
    snapshot: Snapshot,
    *,
    vectors: Vectors | None = None,
    prune: bool = False,
    dry_run: bool = False,
    progress: Progress = lambda *_: None,
) -> LoadReport:
    """Write the schema, then nodes, edges and `vectors`; with `prune`, remove what the graph no longer has.

    Written twice, the graph is the same, and the second report says that all is unchanged. Stopped
    at any moment, it keeps what was committed, and the next load completes it. Memory does not grow
    with the graph. A dry run only reads, and reports the same.
    """
    counts = snapshot.counts()
    writer = Writer(store.connection, store.batch, dry_run=dry_run)
    if not dry_run:
        store.apply_schema(vector_size=None if vectors is None else vectors.size)
    nodes = writer.write_nodes(snapshot.nodes(), _counter("nodes", sum(counts.nodes.values()), progress))
    edges = writer.write_edges(snapshot.edges(), _counter("edges", sum(counts.edges.values()), progress))
    meanings = None
    if vectors is not None:
        meanings = writer.write_vectors(vectors, _counter("vectors", counts.nodes.get("Paper", 0), progress))
    removed = _prune(store, snapshot, dry_run=dry_run, progress=progress) if prune else None
    if not dry_run:
        store.refresh()
    return LoadReport(dry_run=dry_run, nodes=nodes, edges=edges, vectors=meanings, removed=removed, batch=writer.batch)


def _prune(store: Neo4jStore, snapshot: Snapshot, *, dry_run: bool, progress: Progress) -> Removals:
    stale = remove_stale(store.connection, snapshot, progress, dry_run=True)
    if dry_run or not (stale.nodes or stale.edges):
        return stale
    held = f" ({stale.kept} more nodes stay: edges of others end there)" if stale.kept else ""
    store.connection.say(f"removing {stale.nodes} nodes and {stale.edges} edges that the graph no longer has{held}")
    return remove_stale(store.connection, snapshot, progress)


def _counter(stage: str, total: int, progress: Progress) -> Heard:
    done = 0

    def heard(count: int) -> None:
        nonlocal done
        done += count
        progress(stage, done, total)

    return heard
