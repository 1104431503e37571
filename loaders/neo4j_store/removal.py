"""Take out of the database what the graph no longer has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from neo4j import ManagedTransaction

from loaders.neo4j_store import statements
from loaders.neo4j_store.connection import Connection, records
from loaders.neo4j_store.parts import Parts
from loaders.neo4j_store.report import Progress, Removals
from loaders.snapshot import Snapshot
from schemas.definitions import NODES

PAGE = 1000
"""Nodes that are looked at in one transaction."""


def remove_nodes(tx: ManagedTransaction, ids: Sequence[str], label: str) -> tuple[int, int]:
    """Remove own nodes with their own edges; return how many went, and how many edges of others hold in place."""
    if not ids:
        return 0, 0
    (row,) = records(tx, statements.remove_nodes(label), {"ids": list(ids)})
    return row["found"] - row["kept"], row["kept"]


def remove_stale(connection: Connection, snapshot: Snapshot, progress: Progress, *, dry_run: bool = False) -> Removals:
    """Remove own edges, then own nodes, that the graph no longer has; return how many, or would when it is a dry run."""
    parts = Parts(connection, PAGE, dry_run=dry_run)
    edges = looked = 0
    for label, ids in _own_pages(parts):
        work = partial(_stale_edges, label=label, snapshot=snapshot, dry_run=dry_run)
        edges += sum(gone for _, gone in parts.run(ids, work))
        looked += len(ids)
        progress("stale edges", looked, None)
    nodes = kept = looked = 0
    for label, ids in _own_pages(parts):
        stale = [id for id in ids if snapshot.label(id) != label]
        for _, (gone, left) in parts.run(stale, partial(_count_held if dry_run else remove_nodes, label=label)):
            nodes, kept = nodes + gone, kept + left
        looked += len(ids)
        progress("stale nodes", looked, None)
    return Removals(nodes=nodes, edges=edges, kept=kept)


def _stale_edges(tx: ManagedTransaction, ids: Sequence[str], label: str, snapshot: Snapshot, *, dry_run: bool) -> int:
    there = {id: snapshot.edge_keys(id) for id in ids}
    found = records(tx, statements.own_edges(label), {"ids": list(ids)})
    stale = [row["key"] for row in found if (row["type"], row["target"]) not in there[row["source"]]]
    if stale and not dry_run:
        records(tx, statements.REMOVE_EDGES, {"keys": stale})
    return len(stale)


def _count_held(tx: ManagedTransaction, ids: Sequence[str], label: str) -> tuple[int, int]:
    (row,) = records(tx, statements.count_held(label), {"ids": list(ids)})
    return len(ids) - row["kept"], row["kept"]


def _own_pages(parts: Parts) -> Iterator[tuple[str, list[str]]]:
    for label in NODES:
        after: str | None = ""
        while after is not None:
            parameters = {"after": after, "page": PAGE}
            page = parts.once(partial(records, cypher=statements.own_nodes(label), parameters=parameters))
            after = page[-1]["id"] if page else None
            own = [row["id"] for row in page if row["own"]]
            if own:
                yield label, own
