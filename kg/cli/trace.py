"""`kg trace`: the history of an entity."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from kg.cli.options import JsonOption, StoreOption

if TYPE_CHECKING:
    from kg.analytics.trace import Naming, Trace, Variant

_BAR = 40


def trace(
    entity: Annotated[str, typer.Argument(help="A name, alias or id of an entity.", metavar="ENTITY")],
    store: StoreOption,
    svg: Annotated[Path | None, typer.Option("--svg", help="Draw it into this file (needs matplotlib).")] = None,
    as_json: JsonOption = False,
) -> None:
    """Say where an entity was introduced, who took it up in which year, and what its variants are.

    Example: `kg trace BERT`
    """
    from kg.analytics.trace import trace as follow
    from kg.card import find
    from kg.cli.screen import say, write_json
    from loaders.generations import open_snapshot
    from schemas.errors import UsageError
    from schemas.nodes import EntityNode

    with open_snapshot(store) as snapshot:
        node = find(snapshot, entity)
        if not isinstance(node, EntityNode):
            raise UsageError(f"{entity!r} is a {node.label}: give a model, dataset, benchmark, method, task or metric")
        found = follow(snapshot, node)
    if svg is not None:
        from kg.analytics.pictures import draw_trace

        draw_trace(found, svg)
        say(f"wrote {svg}")
    if as_json:
        write_json(found)
    elif svg is None:
        _write(found)


def _write(found: Trace) -> None:
    from kg.cli.screen import heading, out

    screen = out()
    screen.print(Text(found.name, style="bold"), Text(f"  {found.label}  {found.id}", style="dim"))
    for variant in found.variant_of:
        screen.print(Text(f"a variant of {variant.name}"))
    screen.print(heading("Introduced by"))
    for paper in found.introduced_by:
        screen.print(_told(paper))
    if not found.introduced_by:
        screen.print("Nothing found: no paper of the graph introduces it.")
    screen.print(heading("Taken up"))
    most = max((year.papers for year in found.years), default=1)
    for year in found.years:
        bar = "█" * max(1, round(_BAR * year.papers / most))
        counts = [f"{n} {what}" for what in ("introduced", "used", "mentioned") if (n := getattr(year, what))]
        screen.print(Text(f"{year.year}  {bar} {', '.join(counts)}"))
        for paper in year.first:
            screen.print(Text(f"      {paper.title}"), Text(paper.id, style="dim"))
    if found.undated:
        screen.print(f"and {found.undated} papers without a year")
    screen.print(heading("Variants"))
    for variant in found.variants:
        screen.print(_named(variant))
    if not found.variants:
        screen.print("Nothing found: the graph has no variant of it.")


def _told(paper: Naming) -> Text:
    year = f" ({paper.year})" if paper.year else ""
    return Text(f"{paper.title}{year}  {paper.id}\n  “{paper.sentence}”")


def _named(variant: Variant) -> Text:
    since = f"since {variant.since}, " if variant.since else ""
    return Text(f"{variant.name}  ({since}{variant.papers} papers)")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(trace)
