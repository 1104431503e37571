"""`kg remove`: take papers out."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.options import CorpusOption, JsonOption, StoreOption


def remove(
    id: Annotated[list[str], typer.Argument(help="Ids of papers.", metavar="ID...")],
    corpus: CorpusOption,
    store: StoreOption,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be removed; change nothing.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Remove papers with the evidence that only they give; everything else stays.

    A paper whose source is built again comes back: take it out of the source too.

    Example: `kg remove arxiv:2106.09685`
    """
    from kg import build as pipeline
    from kg.cli.screen import out, progress, write_json
    from kg.corpus import Corpus
    from schemas.errors import UnknownName

    with Corpus(corpus, must_exist=True) as papers:
        for one in id:
            if papers.find(one) is None:
                raise UnknownName("paper", one)
    if dry_run:
        if as_json:
            write_json({"would_remove": id})
        else:
            out().print(f"would remove {len(id)} papers: {', '.join(id)}", markup=False)
        return
    with progress() as hear:
        summary = pipeline.remove(id, corpus=corpus, store=store, progress=hear)
    if as_json:
        write_json(summary)
    else:
        out().print(f"removed {summary.papers.removed} papers; {summary.papers.distinct} stay")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(remove)
