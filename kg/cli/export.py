"""`kg export`: the graph as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import CorpusOption, StoreOption


def export(
    output: Annotated[Path, typer.Argument(help="File or folder to write.", metavar="OUT")],
    corpus: CorpusOption,
    store: StoreOption,
    format: Annotated[
        str, typer.Option("--format", help="graphml, gexf, json, csv, parquet, bibtex or jsonl (the exchange format).")
    ],
) -> None:
    """Write the graph, or its papers, into files that other programs read.

    Example: `kg export --format graphml papers.graphml`
    """
    from kg.cli.screen import say
    from kg.corpus import Corpus
    from loaders.files import export as write
    from loaders.generations import open_snapshot

    if format == "jsonl":
        with Corpus(corpus, must_exist=True) as papers:
            write(papers.papers(), format, output)
    else:
        with open_snapshot(store) as snapshot:
            write(snapshot, format, output)
    say(f"wrote {output}")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(export)
