"""`kg map`: the papers of a topic, laid out and coloured by community."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import StoreOption


def draw_map(
    store: StoreOption,
    topic: Annotated[str, typer.Option("--topic", help="Words, or the name of an entity.")],
    output: Annotated[Path, typer.Option("-o", help="File to write: .html or .svg.", metavar="OUT")],
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="Most papers.")] = 200,
    seed: Annotated[int, typer.Option("--seed", help="Seed of the layout and of the communities.")] = 0,
) -> None:
    """Draw the papers of a topic so that those that hang together lie together.

    Each colour is a community, named after the entities that set it apart.

    Example: `kg map --topic "pre-trained language models" -o map.html`
    """
    from kg.analytics.atlas import atlas
    from kg.analytics.atlas_page import page, svg
    from kg.analytics.topic import papers_on
    from kg.cli.screen import say
    from kg.related import RelatedIndex
    from loaders.files.placing import placing_file
    from loaders.generations import open_current
    from schemas.errors import UsageError

    if output.suffix.lower() not in (".html", ".svg"):
        raise UsageError(f"{output}: name a file that ends in .html or .svg")
    with open_current(store) as (generation, snapshot):
        papers = papers_on(snapshot, RelatedIndex.load(generation.related), topic, k)
        found = atlas(snapshot, topic, papers, seed=seed)
    if not found.places:
        say(f"Nothing found: no paper of the graph is on {topic!r}.")
        return
    with placing_file(output) as draft:
        draft.write_text(page(found) if output.suffix.lower() == ".html" else svg(found), encoding="utf-8")
    say(f"{len(found.places)} papers in {len(found.groups)} communities; wrote {output}")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("map")(draw_map)
