"""`kg path`: how two papers or entities hang together."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from kg.cli.options import JsonOption, StoreOption


def path(
    first: Annotated[str, typer.Argument(help="A paper or an entity: id, title, name or alias.", metavar="A")],
    second: Annotated[str, typer.Argument(help="Another one.", metavar="B")],
    store: StoreOption,
    as_json: JsonOption = False,
) -> None:
    """Say step by step how two papers or entities hang together, with the sentences that say so.

    Example: `kg path BERT SQuAD`
    """
    from kg.analytics.path import way
    from kg.card import caption, find
    from kg.cli.screen import out, write_json
    from loaders.generations import open_snapshot

    with open_snapshot(store) as snapshot:
        ends = [find(snapshot, name) for name in (first, second)]
        found = way(snapshot, ends[0].id, ends[1].id)
    if as_json:
        write_json(found)
        return
    screen = out()
    if not found.steps:
        same = ends[0].id == ends[1].id
        told = "both are the same" if same else f"nothing joins {caption(ends[0])!r} and {caption(ends[1])!r}"
        screen.print(f"Nothing found: {told}.", markup=False)
    for place, step in enumerate(found.steps, start=1):
        screen.print(Text(f"{place}. {step.words}", style="bold"))
        if step.stands_on:
            screen.print(Text(f"   {step.stands_on}", style="dim italic"))


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(path)
