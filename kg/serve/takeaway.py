"""Files of what is seen: the chosen nodes and edges, in the formats of `kg export`."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import numpy as np

from kg.serve.catalog import Catalog
from kg.serve.names import importance
from kg.serve.overview import overview
from kg.serve.page import STATIC
from kg.serve.view import View
from loaders.files import export
from loaders.files.html import MOST_NODES, write_html
from loaders.generations import Generation
from loaders.snapshot import Snapshot, SnapshotWriter
from schemas.edges import AnyEdge
from schemas.errors import UsageError
from schemas.nodes import AnyNode

Format = Literal["csv", "bibtex", "graphml", "gexf", "json", "html"]
EdgeName = tuple[str, str, str]
"""Source, type and target of an edge."""
_ENDINGS: dict[str, tuple[str, str]] = {
    "csv": ("graph.zip", "application/zip"),
    "bibtex": ("papers.bib", "application/x-bibtex"),
    "graphml": ("graph.graphml", "application/graphml+xml"),
    "gexf": ("graph.gexf", "application/gexf+xml"),
    "json": ("graph.json", "application/json"),
    "html": ("graph.html", "text/html"),
}


def write_page(generation: Generation, output: Path) -> str:
    """Write a graph as one page that opens without a server; return what it holds, in words.

    Of a graph that is too large for one file the nodes with the most links are kept, entities and
    papers before people, venues and claims.
    """
    with Snapshot(generation.snapshot) as snapshot, tempfile.TemporaryDirectory() as folder:
        total = sum(snapshot.counts().nodes.values())
        if total <= MOST_NODES:
            _write_page(generation, output)
            return f"all {total:,} nodes"
        catalog = Catalog(generation.snapshot)
        kept = {catalog.ids[node] for node in np.argsort(-importance(catalog), kind="stable")[:MOST_NODES].tolist()}
        part = Generation(Path(folder))
        writer = SnapshotWriter(part.snapshot)
        writer.write_nodes(node for node in snapshot.nodes() if node.id in kept)
        writer.write_edges(edge for edge in snapshot.edges() if edge.source in kept and edge.target in kept)
        writer.finish()
        _write_page(part, output)
    return f"the {MOST_NODES:,} nodes with the most links, of {total:,}"


def _write_page(generation: Generation, output: Path) -> None:
    view = View(generation)
    try:
        write_html(view.snapshot, output, page=STATIC, overview=overview(view).model_dump(mode="json"))
    finally:
        view.close()


def take_away(view: View, format: Format, nodes: Sequence[str], edges: Sequence[EdgeName]) -> tuple[bytes, str, str]:
    """Return the file, its name and its media type; names that the graph does not have are left out.

    Raises `UsageError` when nothing is left.
    """
    name, media = _ENDINGS[format]
    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder) / "part.sqlite"
        writer = SnapshotWriter(part)
        found = list(_nodes(view, nodes))
        if not found:
            writer.finish()
            raise UsageError("none of these nodes is in the graph any more: reload the page")
        writer.write_nodes(found)
        writer.write_edges(_edges(view, {node.id for node in found}, edges))
        writer.finish()
        made = Path(folder) / name
        with Snapshot(part) as snapshot:
            if format == "html":
                write_html(snapshot, made, page=STATIC)
            else:
                export(snapshot, format, made)
        return made.read_bytes(), name, media


def _nodes(view: View, ids: Sequence[str]) -> Iterator[AnyNode]:
    for id in dict.fromkeys(ids):
        node = view.snapshot.node(id)
        if node is not None:
            yield node


def _edges(view: View, ids: set[str], names: Sequence[EdgeName]) -> Iterator[AnyEdge]:
    wanted: dict[str, set[tuple[str, str]]] = {}
    for source, type, target in names:
        if source in ids and target in ids:
            wanted.setdefault(source, set()).add((type, target))
    for source, ends in wanted.items():
        for edge in view.snapshot.edges_from(source):
            if (edge.type, edge.target) in ends:
                yield edge
