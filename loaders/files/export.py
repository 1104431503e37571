"""Choose the format and write the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from loaders.files.papers import papers_of
from loaders.files.placing import placing_file, placing_folder
from loaders.snapshot import Snapshot
from schemas.definitions import EDGES, NODES
from schemas.errors import UsageError
from schemas.paper import Paper

FORMATS: tuple[str, ...] = ("graphml", "gexf", "json", "csv", "parquet", "bibtex", "jsonl")
"""Names of the formats."""


def export(source: Snapshot | Iterable[Paper], format: str, path: Path) -> None:
    """Write a graph in one of `FORMATS` to a file, or for `csv` and `parquet` a folder.

    `csv` to a path that ends in `.zip` makes one archive. `bibtex` and `jsonl` also take papers: the
    graph knows only the references whose papers it holds, the corpus knows all. The file is there
    whole or not at all; what was there before is replaced. Raises `UsageError` for a format that
    does not exist, for papers where a graph is needed, and for a path of the wrong kind.
    """
    if format not in FORMATS:
        raise UsageError(f"no format {format!r}; there are: {', '.join(FORMATS)}")
    if format in ("bibtex", "jsonl"):
        _export_papers(source, format, path)
    elif not isinstance(source, Snapshot):
        raise UsageError(f"the format {format} needs a graph, not papers alone; bibtex and jsonl take papers")
    elif format == "parquet" or (format == "csv" and path.suffix.lower() != ".zip"):
        _export_folder(source, format, path)
    else:
        with placing_file(path) as draft:
            _graph_file(format)(source, draft)


def _graph_file(format: str) -> Callable[[Snapshot, Path], None]:
    # Each writer is imported where it is used: networkx alone takes half a second.
    if format == "json":
        from loaders.files.node_link import write_node_link

        return write_node_link
    if format == "csv":
        from loaders.files.csv_tables import write_csv_zip

        return write_csv_zip
    if format == "graphml":
        from loaders.files.graph_xml import write_graphml

        return write_graphml
    from loaders.files.graph_xml import write_gexf

    return write_gexf


def _export_folder(snapshot: Snapshot, format: str, path: Path) -> None:
    with placing_folder(path, [f"{name}.{format}" for name in (*NODES, *EDGES)]) as draft:
        if format == "csv":
            from loaders.files.csv_tables import write_csv

            write_csv(snapshot, draft)
        else:
            from loaders.files.parquet_tables import write_parquet

            write_parquet(snapshot, draft)


def _export_papers(source: Snapshot | Iterable[Paper], format: str, path: Path) -> None:
    papers = papers_of(source) if isinstance(source, Snapshot) else source
    with placing_file(path) as draft:
        if format == "jsonl":
            from loaders.files.exchange import write_jsonl

            write_jsonl(papers, draft)
        else:
            from loaders.files.bibtex import write_bibtex

            write_bibtex(papers, draft)
