"""`kg entities resolve`: which of the names of a list are the same thing."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer


def resolve(
    file: Annotated[
        Path,
        typer.Argument(
            help='JSON lines, each {"surface", "type"?, "context"?}; - reads standard input.', metavar="FILE"
        ),
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write to this file instead of standard output.")
    ] = None,
) -> None:
    """Resolve a list of names, all seen together as one corpus: one JSON line in, one out, in the same order.

    Gives `{"surface", "type", "entity", "variant_of", "confidence", "reason"}`. Equal `entity` means
    the same thing; `variant_of` is the entity that this one is a variant of, or null.

    Example: `kg entities resolve names.jsonl -o resolved.jsonl`
    """
    from json import JSONEncoder

    from kg.collector import collector_at_rest
    from kg.resolve.lines import read_lines, resolve_lines

    with collector_at_rest(), ExitStack() as opened:
        text = sys.stdin if str(file) == "-" else opened.enter_context(file.open(encoding="utf-8-sig"))
        lines = resolve_lines(read_lines(text, str(file)))
        to = sys.stdout if out is None else opened.enter_context(out.open("w", encoding="utf-8"))
        encode = JSONEncoder(ensure_ascii=False).encode
        for line in lines:
            to.write(encode(line) + "\n")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(resolve)
