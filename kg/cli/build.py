"""`kg build`: from files to a graph."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import CorpusOption, JobsOption, JsonOption, PipelineOption, StoreOption, pairs


def build(
    source: Annotated[list[str], typer.Argument(help="Files, folders or globs with papers.", metavar="SOURCE...")],
    corpus: CorpusOption,
    store: StoreOption,
    jobs: JobsOption,
    pipeline: PipelineOption,
    format: Annotated[str, typer.Option("--format", help="How to read the files; `auto` looks into each.")] = "auto",
    map: Annotated[
        list[str] | None, typer.Option("--map", help="Name a column: --map title=Title; may be repeated.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Read papers and make the graph of what they name and cite.

    Only what changed since the last build is read again; with another --pipeline, everything is. Records that
    cannot be used are set aside, counted, and listed in a file beside the corpus.

    Example: `kg build papers/ more.bib --corpus kg.db --store kg.graph`
    """
    from kg import build as builder
    from kg.build.setaside import path_beside
    from kg.cli.screen import out, progress, say, write_json

    with progress() as hear:
        summary = builder.build(
            source,
            corpus=corpus,
            store=store,
            format=format,
            columns=pairs(map or (), "--map"),
            jobs=jobs,
            pipeline=pipeline,
            progress=hear,
        )
    if summary.papers.set_aside:
        say(f"{summary.papers.set_aside} records were set aside: see {path_beside(Path(corpus))}")
    if summary.cypher:
        say(f"no Cypher here: {summary.cypher}")
    if as_json:
        write_json(summary)
        return
    papers = summary.papers
    screen = out()
    screen.print(
        f"{papers.read} entries read, {papers.distinct} papers: {papers.new} new, {papers.changed} changed, "
        f"{papers.unchanged} unchanged, {papers.removed} removed, {papers.set_aside} set aside"
    )
    named = ", ".join(f"{count} {label}" for label, count in summary.entities.items())
    screen.print(f"{summary.mentions} mentions of {sum(summary.entities.values())} entities: {named}")
    screen.print(f"graph {summary.graph}: {sum(summary.edges.values())} edges in {store}")
    screen.print(f"took {sum(summary.seconds.values()):.1f} s")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(build)
