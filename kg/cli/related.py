"""`kg related`: papers that matter for a paper, a text or a file, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from kg.cli.options import JsonOption, StoreOption

if TYPE_CHECKING:
    from kg.related import Draft


def related(
    store: StoreOption,
    id: Annotated[
        list[str] | None, typer.Argument(help="Ids or titles of papers in the graph.", metavar="[ID]...")
    ] = None,
    text: Annotated[str | None, typer.Option("--text", help="Find work related to these words.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="Find work related to this file of text.")] = None,
    k: Annotated[int, typer.Option("-k", min=1, help="How many papers.")] = 10,
    as_json: JsonOption = False,
) -> None:
    """Rank related papers, each with its score, the score's parts, and the reasons in words.

    Examples: `kg related arxiv:1810.04805 -k 5`, `kg related --text "low-rank updates of large models"`
    """
    from kg.cli.screen import out, write_json
    from kg.related import RelatedIndex
    from loaders.generations import open_current
    from schemas.errors import UsageError

    if sum((bool(id), text is not None, file is not None)) != 1:
        raise UsageError("give ids of papers, or --text, or --file, one of the three")
    with open_current(store) as (generation, snapshot):
        index = RelatedIndex.load(generation.related)
        if id:
            from kg.card import find

            found = index.rank([find(snapshot, one).id for one in id], k)
        else:
            found = index.rank(_draft(text if text is not None else _words(file)), k)
    if as_json:
        write_json(found)
        return
    screen = out()
    if not found:
        screen.print("nothing found: no paper shares entities, citations or words with this")
    for place, one in enumerate(found, start=1):
        screen.print(Text(f"{place:>2}. {one.title}", style="bold"), Text(one.id, style="dim"))
        parts = ", ".join(f"{name} {value:.2f}" for name, value in one.parts if value)
        screen.print(Text(f"    {one.score:.2f} = {parts}", style="dim"))
        for reason in one.reasons:
            screen.print(Text(f"    · {reason}"))


def _words(file: Path | None) -> str:
    assert file is not None  # noqa: S101
    from schemas.errors import SourceError

    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(f"{file}: not UTF-8 at byte {error.start}; give a text file") from error


def _draft(words: str) -> Draft:
    from kg import extract
    from kg.related import Draft
    from schemas.errors import UsageError

    if not words.strip():
        raise UsageError("the text is empty: give some words")
    (read,) = extract.extract([("draft", "", words)])
    return Draft(abstract=words, mentions=read.mentions)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(related)
