"""`kg stats`: what is in the graph."""

from __future__ import annotations

import typer

from kg.cli.options import JsonOption, StoreOption


def stats(store: StoreOption, as_json: JsonOption = False) -> None:
    """Count what is in the graph, and name what is used most.

    Example: `kg stats`
    """
    from kg.cli.screen import heading, out, table, write_json
    from kg.stats import statistics
    from loaders.generations import open_current

    with open_current(store) as (generation, snapshot):
        found = statistics(snapshot, waiting_references=generation.meta["waiting_references"])
    if as_json:
        write_json(found)
        return
    screen = out()
    screen.print(heading(f"{found.papers} papers"))
    screen.print(table(("nodes", "count"), found.nodes.items()))
    screen.print(heading("Edges by type"))
    screen.print(table(("edges", "count"), found.edges.items()))
    for title, names in (
        ("Benchmarks that most papers evaluate on", found.benchmarks),
        ("Models that most papers name", found.models),
        ("Methods that most papers name", found.methods),
    ):
        if names:
            screen.print(heading(title))
            screen.print(table(("name", "papers"), [(n.name, n.papers) for n in names]))
    if found.waiting_references:
        screen.print(f"{found.waiting_references} references wait for their paper to come into the corpus")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(stats)
