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
        str,
        typer.Option(
            "--format",
            help="graphml, gexf, json, csv, parquet, bibtex, jsonl (the exchange format), or html (one page that opens without a server).",
        ),
    ],
) -> None:
    """Write the graph, or its papers, into files that other programs read.

    Of a graph of more than 5,000 nodes the page holds those with the most links, and says so.

    Example: `kg export --format graphml papers.graphml`
    """
    from kg.cli.screen import say
    from kg.corpus import Corpus
    from loaders.files import FORMATS
    from loaders.files import export as write
    from loaders.generations import Generations, open_snapshot
    from schemas.errors import UsageError

    if format not in (*FORMATS, "html"):
        raise UsageError(f"no format {format!r}; there are: {', '.join(FORMATS)}, html")
    told = ""
    if format == "jsonl":
        with Corpus(corpus, must_exist=True) as papers:
            write(papers.papers(), format, output)
    elif format == "html":
        from kg.serve.takeaway import write_page

        with Generations(store).reading() as generation:
            told = f": {write_page(generation, output)}"
    else:
        with open_snapshot(store) as snapshot:
            write(snapshot, format, output)
    say(f"wrote {output}{told}")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(export)
