"""`kg analyze`: measures of the graph."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.options import JsonOption, StoreOption


def analyze(
    store: StoreOption,
    top: Annotated[int, typer.Option("--top", min=1, help="Rows of each table.")] = 10,
    seed: Annotated[int, typer.Option("--seed", help="Seed of what is drawn at random.")] = 0,
    backend: Annotated[
        str | None, typer.Option("--backend", help="networkx backend to run on where installed: parallel, cugraph.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure the graph: ranks, communities, cores, bridges, and what is used together.

    Example: `kg analyze --top 5`
    """
    from kg.analytics import analyze as measure
    from kg.cli.screen import heading, out, table, write_json
    from loaders.generations import open_snapshot

    with open_snapshot(store) as snapshot:
        found = measure(snapshot, top=top, seed=seed, backend=backend)
    if as_json:
        write_json(found)
        return
    screen = out()
    for _, description, finding in found.findings():
        screen.print(heading(finding.title or description))
        if finding.explains:
            screen.print(finding.explains, markup=False)
        columns, rows = finding.table()
        if rows:
            screen.print(table(columns, rows[:top]))
        if finding.note:
            screen.print(finding.note, markup=False)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(analyze)
