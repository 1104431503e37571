"""`kg console`: ask again and again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import Neo4jOption, StoreOption


def console(
    store: StoreOption,
    neo4j: Neo4jOption = False,
    history: Annotated[Path, typer.Option("--history", help="File that remembers what was typed.")] = Path(
        "~/.local/state/kg/history"
    ),
) -> None:
    """Open a prompt for Cypher and the named questions, with completion and history.

    Example: `kg console`
    """
    from kg.cli.screen import out
    from kg.console import run
    from kg.stores import open_store

    with open_store(store, neo4j=neo4j) as database:
        run(database, out(), history.expanduser())


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(console)
