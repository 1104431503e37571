"""`kg draft`: what a reviewer would miss in a draft."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from kg.cli.options import JsonOption, StoreOption

_HEADINGS = {
    "paper": "Close papers that are not cited",
    "model": "Models usually compared on the same benchmarks, not named",
    "newer": "Newer versions of what is used",
    "claim": "Claims that say otherwise",
}


def draft(
    file: Annotated[Path, typer.Argument(help="A draft: .md, .txt, .rst, .tex, .bib or .pdf.", metavar="FILE")],
    store: StoreOption,
    k: Annotated[int, typer.Option("-k", min=1, help="Most papers to name.")] = 10,
    as_json: JsonOption = False,
) -> None:
    """Say what a reviewer would miss: papers not cited, models not compared, newer versions, other claims.

    Example: `kg draft paper.tex`
    """
    from kg.cli.screen import heading, out, say, write_json
    from kg.drafts import read_file
    from kg.drafts.review import review
    from kg.related import RelatedIndex
    from loaders.generations import open_current

    with open_current(store) as (generation, snapshot):
        found = review(read_file(file), snapshot, RelatedIndex.load(generation.related), k)
    for told in found.told:
        say(f"{file}: {told}")
    if as_json:
        write_json(found.remarks)
        return
    screen = out()
    for kind, title in _HEADINGS.items():
        screen.print(heading(title))
        remarks = [remark for remark in found.remarks if remark.kind == kind]
        if not remarks:
            screen.print("Nothing found.")
        for remark in remarks:
            screen.print(Text(remark.name, style="bold"), Text(remark.id, style="dim"))
            for reason in remark.reasons:
                screen.print(Text(f"    · {reason}"))


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(draft)
