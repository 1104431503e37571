"""`kg analyze`: measures of the graph."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import JsonOption, StoreOption

_MOST_ON_TOPIC = 300


def analyze(
    store: StoreOption,
    top: Annotated[int, typer.Option("--top", min=1, help="Rows of each table.")] = 10,
    seed: Annotated[int, typer.Option("--seed", help="Seed of what is drawn at random.")] = 0,
    backend: Annotated[
        str | None, typer.Option("--backend", help="networkx backend to run on where installed: parallel, cugraph.")
    ] = None,
    topic: Annotated[
        str | None, typer.Option("--topic", help="Words or an entity: the main path is that of the papers on it.")
    ] = None,
    svg: Annotated[
        Path | None, typer.Option("--svg", help="Draw the measures into this folder (needs matplotlib).")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure the graph: ranks, communities, cores, bridges, what is used together, what rises, what nobody tried.

    Examples: `kg analyze --top 5`, `kg analyze --svg pictures`
    """
    from kg.analytics import analyze as measure
    from kg.cli.screen import heading, out, say, table, write_json
    from loaders.generations import open_current

    with open_current(store) as (generation, snapshot):
        papers = None
        if topic is not None:
            from kg.analytics.topic import papers_on
            from kg.related import RelatedIndex

            papers = papers_on(snapshot, RelatedIndex.load(generation.related), topic, _MOST_ON_TOPIC)
        found = measure(snapshot, top=top, seed=seed, backend=backend, topic=papers)
    if svg is not None:
        from kg.analytics.pictures import draw_analysis

        drawn = draw_analysis(found, svg)
        say(f"drew {len(drawn)} pictures into {svg}")
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
