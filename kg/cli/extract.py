"""`kg extract`: mentions and claims of papers, without a corpus or a graph."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import JobsOption, PipelineOption, pairs

_PAPERS_WORTH_A_PROCESS = 1_000
"""What a process reads in the time that it takes to start, several times over."""


def extract(
    source: Annotated[list[str], typer.Argument(help="Files, folders or globs with papers.", metavar="INPUT...")],
    jobs: JobsOption,
    pipeline: PipelineOption,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write here instead of to stdout.")] = None,
    format: Annotated[str, typer.Option("--format", help="How to read the files; `auto` looks into each.")] = "auto",
    map: Annotated[list[str] | None, typer.Option("--map", help="Name a column: --map title=Title.")] = None,
) -> None:
    """Find what papers name and claim; write one JSON line a paper.

    A line is `{"id", "mentions": [{"field", "start", "end", "text", "type", "role", "confidence"}],
    "acronyms": [...], "claims": [...]}`; offsets count in the field as the input gives it.

    Example: `kg extract papers.jsonl -o mentions.jsonl`
    """
    from kg import extract as extractor
    from kg import sources
    from kg.cli.screen import progress, say
    from schemas.paper import Paper

    aside = 0

    def texts() -> Iterator[tuple[str, str, str]]:
        nonlocal aside
        for item in sources.read(source, format=format, columns=pairs(map or (), "--map")):
            if isinstance(item, sources.FileEnd):
                continue
            if isinstance(item.record, Paper):
                yield item.record.id, item.record.title, item.record.abstract
            else:
                aside += 1
                place = f"{item.source}:{item.line}" if item.line else item.source
                say(f"{place}: set aside: {item.record.reason}")

    draft = output.with_name(output.name + ".part") if output else None
    target = draft.open("w", encoding="utf-8") if draft else sys.stdout
    stream = texts()
    first = [] if jobs else list(islice(stream, _PAPERS_WORTH_A_PROCESS))
    processes = jobs or (os.cpu_count() or 1 if len(first) == _PAPERS_WORTH_A_PROCESS else 1)
    papers = chain(first, stream)
    try:
        with progress() as hear:
            for done, found in enumerate(extractor.extract(papers, pipeline=pipeline, jobs=processes), start=1):
                line = found.model_dump(mode="json", exclude={"version"})
                target.write(json.dumps(line, ensure_ascii=False) + "\n")
                hear("extract", done, None)
    finally:
        if draft:
            target.close()
    if draft and output:
        os.replace(draft, output)  # noqa: PTH105
    if aside:
        say(f"{aside} records were set aside")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(extract)
