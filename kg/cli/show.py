"""`kg show`: a paper or an entity, with the words that its edges stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from kg.cli.options import JsonOption, StoreOption

if TYPE_CHECKING:
    from kg.card import Card, Line, Sentence

_COMING = {
    "INTRODUCES": "introduced by", "USES": "used by", "EVALUATES_ON": "evaluated on by", "ADDRESSES": "addressed by",
    "MEASURES": "measured by", "MENTIONS": "mentioned by", "CITES": "cited by", "BUILDS_ON": "built on by",
    "VARIANT_OF": "variants", "AUTHORED": "authors", "PUBLISHED_IN": "papers", "RELATED_TO": "related from",
    "ABOUT": "claims about it", "ON": "claims on it", "IN": "claims in it", "CLAIMS": "claimed by",
}  # fmt: skip


def show(
    name: Annotated[
        str, typer.Argument(help="A paper's id or title, or an entity's id, name or alias.", metavar="ID-OR-NAME")
    ],
    store: StoreOption,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Most edges to show of each kind.")] = 8,
    as_json: JsonOption = False,
) -> None:
    """Show a paper or an entity with its edges and the sentences that they stand on.

    Example: `kg show BERT`
    """
    from kg.card import caption, card, find
    from kg.cli.screen import out, write_json
    from loaders.generations import open_snapshot
    from schemas.nodes import EntityNode

    with open_snapshot(store) as snapshot:
        made = card(snapshot, find(snapshot, name))
    if as_json:
        write_json(made)
        return
    screen = out()
    node = made.node
    screen.print(Text(caption(node), style="bold"), Text(f"  {node.label}  {node.id}", style="dim"))
    if node.label == "Paper":
        screen.print(Text(node.abstract or "(no abstract)"))
    elif isinstance(node, EntityNode):
        screen.print(Text(f"named by {node.papers} papers as: {', '.join(node.aliases) or '(only by its variants)'}"))
    for title, lines in _groups(made):
        screen.print(Text(f"\n{title} ({len(lines)})", style="bold"))
        for line in lines[:limit]:
            year = f"{line.year}  " if line.year else ""
            screen.print(Text(f"  {year}{line.name}"), Text(line.id, style="dim"))
            reasons = line.details.get("reasons")
            if isinstance(reasons, list):
                screen.print(Text("      " + "; ".join(str(r) for r in reasons), style="italic"))
            for sentence in line.sentences[:2]:
                screen.print(_marked(sentence))
        if len(lines) > limit:
            screen.print(Text(f"  … {len(lines) - limit} more (--limit)", style="dim"))


def _groups(made: Card) -> list[tuple[str, list[Line]]]:
    groups: dict[str, list[Line]] = {}
    for line in made.lines:
        title = line.type.lower().replace("_", " ") if line.outgoing else _COMING[line.type]
        groups.setdefault(title, []).append(line)
    for lines in groups.values():
        lines.sort(key=lambda one: (int(str(one.details.get("rank", 0))), -(one.year or 0), one.name, one.id))
    return list(groups.items())


def _marked(sentence: Sentence) -> Text:
    text = Text("      “", style="dim")
    begin, end = sentence.offset, sentence.offset + len(sentence.text)
    text.append(sentence.sentence[:begin])
    text.append(sentence.sentence[begin:end], style="bold reverse")
    text.append(sentence.sentence[end:] + "”")
    text.append(f" {sentence.confidence:.0%}", style="dim")
    return text


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(show)
