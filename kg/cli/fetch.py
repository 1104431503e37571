"""`kg fetch`: bring papers from services into files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import JsonOption


def fetch(
    service: Annotated[
        str,
        typer.Argument(
            help="openalex, semanticscholar, arxiv, openreview, huggingface or crossref.", metavar="SERVICE"
        ),
    ],
    terms: Annotated[
        list[str], typer.Argument(help="Ids, or queries; each query in quotes.", metavar="QUERY-OR-ID...")
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Folder for the answers; fetched/SERVICE when left out.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Papers after which it stops.")] = 1000,
    expand: Annotated[
        int, typer.Option("--expand", min=0, help="Follow references so many steps from what was asked for.")
    ] = 0,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be asked first; ask nothing.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Bring papers from a service: its answers as they are, in a folder that `kg build` reads.

    Interrupted, the same command goes on where it was. Keys, addresses and waits are settings
    (KG_FETCH_*, see the guide).

    Example: `kg fetch openalex "low-rank adaptation" --limit 200 -o papers/ && kg build papers/`
    """
    from kg.cli.screen import out as screen
    from kg.cli.screen import progress, say, write_json
    from kg.fetch import fetch as run
    from kg.fetch import planned
    from kg.fetch.settings import fetch_settings

    settings = fetch_settings()
    if dry_run:
        urls = planned(service, terms, settings, limit=limit)
        if as_json:
            write_json({"requests": urls})
        else:
            for url in urls:
                screen().print(url, markup=False, soft_wrap=True)
        return
    folder = out or Path("fetched") / service
    with progress() as hear:
        found = run(
            service, terms, folder, settings, limit=limit, expand=expand,
            progress=lambda papers: hear("fetch", papers, limit),
        )  # fmt: skip
    if found.resumed:
        say("went on where an earlier run had stopped")
    if found.unknown:
        say(f"{found.unknown} of the requests were for what {service} does not know")
    if as_json:
        write_json(found)
        return
    screen().print(
        f"{found.papers} papers in {len(found.files)} files of {folder}, {found.requests} requests; kg build {folder}",
        markup=False,
    )


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(fetch)
