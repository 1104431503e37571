"""`kg papers`: which records are one paper, and what was decided about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.cli.options import CorpusOption, JsonOption, StoreOption
from schemas.decision import PaperDecision, PaperKind

if TYPE_CHECKING:
    from kg.corpus import Corpus

app = typer.Typer(no_args_is_help=True, help="See which records are one paper, and correct it.")

PaperArgument = Annotated[
    str, typer.Argument(help="Any id of a paper, or SOURCE#ID for one record.", metavar="PAPER", show_default=False)
]
OtherArgument = Annotated[
    str, typer.Argument(help="Any id of the other, or SOURCE#ID.", metavar="OTHER", show_default=False)
]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why; kept in the journal.")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Say what would be decided; change nothing.")]


@app.command()
def records(
    paper: Annotated[str, typer.Argument(help="Any id of a paper.", metavar="PAPER")],
    corpus: CorpusOption,
    as_json: JsonOption = False,
) -> None:
    """Show what each source says of a paper.

    Example: `kg papers records arxiv:1810.04805`
    """
    from kg.cli.screen import out, table, write_json
    from kg.corpus import Corpus

    with Corpus(corpus, must_exist=True) as papers:
        found = papers.records(_required(papers, paper))
    if as_json:
        write_json([{"source": source, **record.model_dump(mode="json")} for source, record in found])
        return
    rows = [
        (source, r.id, r.year or "", r.authors[0] if r.authors else "", r.title, len(r.abstract)) for source, r in found
    ]
    out().print(table(("source", "id", "year", "first author", "title", "abstract"), rows))


@app.command()
def merge(
    paper: PaperArgument,
    other: OtherArgument,
    corpus: CorpusOption,
    store: StoreOption,
    reason: ReasonOption = "said by a person",
    dry_run: DryRunOption = False,
) -> None:
    """Say that two papers are one.

    Example: `kg papers merge arxiv:1706.03762 openreview:abcdefg123`
    """
    _decide("merge", paper, other, corpus, store, reason, dry_run)


@app.command()
def split(
    paper: PaperArgument,
    other: OtherArgument,
    corpus: CorpusOption,
    store: StoreOption,
    reason: ReasonOption = "said by a person",
    dry_run: DryRunOption = False,
) -> None:
    """Say that two papers are different; ids that they had before they were joined are good names.

    Example: `kg papers split arxiv:2106.09685 papers.bib#hu2021lora`
    """
    _decide("split", paper, other, corpus, store, reason, dry_run)


@app.command()
def undo(
    corpus: CorpusOption,
    store: StoreOption,
    seq: Annotated[int | None, typer.Argument(help="Number in the journal; a person's last when left out.")] = None,
) -> None:
    """Take back a decision, a person's or the program's, and make the graph anew.

    Example: `kg papers undo 3`
    """
    from kg.cli.screen import out
    from kg.corpus import Corpus

    with Corpus(corpus, must_exist=True) as papers:
        undone = papers.paper_journal.undo(seq)
    _rebuild(corpus, store)
    out().print(f"undone: {_told(undone)}", markup=False)


@app.command()
def journal(
    corpus: CorpusOption,
    by: Annotated[Literal["person", "program", "all"], typer.Option("--by", help="Whose decisions.")] = "all",
    limit: Annotated[int, typer.Option("--limit", min=1, help="Most decisions to show.")] = 100,
    as_json: JsonOption = False,
) -> None:
    """List decisions: which records were joined or kept apart, by whom and why.

    Example: `kg papers journal --by program --limit 20`
    """
    from kg.cli.screen import out, table, write_json
    from kg.corpus import Corpus

    with Corpus(corpus, must_exist=True) as papers:
        found = [d for d in papers.paper_journal.all() if by in ("all", d.by)]
    if as_json:
        write_json(found[:limit])
        return
    rows = [(d.seq, d.by, _told(d), d.reason, "undone" if d.undone else "") for d in found[:limit]]
    out().print(table(("number", "by", "decision", "reason", ""), rows))
    if len(found) > limit:
        out().print(f"… {len(found) - limit} more (--limit)")


def _decide(kind: PaperKind, paper: str, other: str, corpus: Path, store: Path, reason: str, dry_run: bool) -> None:
    from kg.cli.screen import out
    from kg.corpus import Corpus
    from kg.corpus.ruling import ruling

    with Corpus(corpus, must_exist=True) as papers:
        decision = ruling(papers, kind, paper, other, reason)
        if dry_run:
            out().print(f"would decide: {_told(decision)}", markup=False)
            return
        decision = papers.paper_journal.add(decision)
    _rebuild(corpus, store)
    out().print(
        f"decision {decision.seq}: {_told(decision)}; kg papers undo {decision.seq} takes it back", markup=False
    )


def _required(papers: Corpus, name: str) -> str:
    from schemas.errors import UnknownName

    found = papers.find(name)
    if found is None:
        raise UnknownName("paper", name)
    return found


def _rebuild(corpus: Path, store: Path) -> None:
    from kg.build import rebuild
    from kg.cli.screen import progress

    with progress() as hear:
        rebuild(corpus=corpus, store=store, progress=hear)


def _told(decision: PaperDecision) -> str:
    one = f"{decision.source}#{decision.paper}" if decision.source else decision.paper
    other = f"{decision.other_source}#{decision.other}" if decision.other_source else decision.other
    return f"{one} is {'' if decision.kind == 'merge' else 'not '}{other}"
