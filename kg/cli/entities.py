"""`kg entities`: the things that papers name, and what was decided about their names."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from kg.cli.options import CorpusOption, JsonOption, StoreOption
from schemas.decision import Decision, DecisionKind
from schemas.mention import EntityType

app = typer.Typer(no_args_is_help=True, help="List entities and correct which names are the same thing.")

TypeArgument = Annotated[EntityType, typer.Argument(help="The type of the entity.", metavar="TYPE")]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why; kept in the journal.")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Say what would be decided; change nothing.")]


@app.command("list")
def list_entities(
    store: StoreOption,
    type: Annotated[EntityType | None, typer.Option("--type", help="Only entities of this type.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Most entities to show.")] = 50,
    as_json: JsonOption = False,
) -> None:
    """List entities, those that most papers name first.

    Example: `kg entities list --type Benchmark`
    """
    from kg.cli.screen import out, table, write_json
    from loaders.generations import open_snapshot
    from schemas.definitions import ENTITY_LABELS
    from schemas.nodes import EntityNode

    with open_snapshot(store) as snapshot:
        labels = (type,) if type else ENTITY_LABELS
        found = [node for node in snapshot.nodes(*labels) if isinstance(node, EntityNode)]
    found.sort(key=lambda node: (-node.papers, node.name, node.id))
    shown = found[:limit]
    if as_json:
        write_json(shown)
        return
    rows = [(n.name, getattr(n, "label", ""), n.papers, [a for a in n.aliases if a != n.name][:6]) for n in shown]
    out().print(table(("name", "type", "papers", "also called"), rows))
    if len(found) > limit:
        out().print(f"… {len(found) - limit} more (--limit)")


@app.command()
def aliases(
    name: Annotated[str, typer.Argument(help="An entity's name, alias or id.")],
    store: StoreOption,
    as_json: JsonOption = False,
) -> None:
    """Show all names of an entity, most used first.

    Example: `kg entities aliases "Low-Rank Adaptation"`
    """
    from kg.card import find
    from kg.cli.screen import out, write_json
    from loaders.generations import open_snapshot
    from schemas.errors import UnknownName
    from schemas.nodes import EntityNode

    with open_snapshot(store) as snapshot:
        node = find(snapshot, name)
    if not isinstance(node, EntityNode):
        raise UnknownName("entity", name)
    if as_json:
        write_json(node)
    else:
        for alias in node.aliases:
            out().print(alias, markup=False)


@app.command()
def merge(
    type: TypeArgument,
    name: Annotated[str, typer.Argument(help="A name.")],
    into: Annotated[str, typer.Argument(help="The name of the same thing.", metavar="OTHER")],
    corpus: CorpusOption,
    store: StoreOption,
    into_type: Annotated[
        EntityType | None, typer.Option("--into-type", help="The other's type, when it differs.")
    ] = None,
    reason: ReasonOption = "said by a person",
    dry_run: DryRunOption = False,
) -> None:
    """Say that two names are the same thing.

    Example: `kg entities merge Model "LLaMA v2" "Llama 2"`
    """
    _decide("merge", type, name, corpus, store, into, into_type or type, reason, dry_run)


@app.command()
def split(
    type: TypeArgument,
    name: Annotated[str, typer.Argument(help="A name.")],
    other: Annotated[str, typer.Argument(help="The name that it is not.", metavar="OTHER")],
    corpus: CorpusOption,
    store: StoreOption,
    reason: ReasonOption = "said by a person",
    dry_run: DryRunOption = False,
) -> None:
    """Say that a name is not the same thing as another.

    Example: `kg entities split Method DARE "Drop And REscale"`
    """
    _decide("split", type, name, corpus, store, other, type, reason, dry_run)


@app.command()
def retype(
    type: TypeArgument,
    name: Annotated[str, typer.Argument(help="A name.")],
    to: Annotated[EntityType, typer.Argument(help="The type that it has.", metavar="TYPE")],
    corpus: CorpusOption,
    store: StoreOption,
    reason: ReasonOption = "said by a person",
    dry_run: DryRunOption = False,
) -> None:
    """Say that a name is of another type.

    Example: `kg entities retype Method Mamba Model`
    """
    _decide("retype", type, name, corpus, store, None, to, reason, dry_run)


@app.command()
def reject(
    type: TypeArgument,
    name: Annotated[str, typer.Argument(help="A name.")],
    corpus: CorpusOption,
    store: StoreOption,
    reason: ReasonOption = "said by a person",
    dry_run: DryRunOption = False,
) -> None:
    """Say that a name is no entity.

    Example: `kg entities reject Method "our approach"`
    """
    _decide("reject", type, name, corpus, store, None, None, reason, dry_run)


@app.command()
def undo(
    corpus: CorpusOption,
    store: StoreOption,
    seq: Annotated[int | None, typer.Argument(help="Number in the journal; the last when left out.")] = None,
) -> None:
    """Take back a decision that a person made, and make the graph anew.

    Example: `kg entities undo 3`
    """
    from kg.cli.screen import out
    from kg.corpus import Corpus

    with Corpus(corpus, must_exist=True) as papers:
        undone = papers.journal.undo(seq)
    rebuild_graph(corpus, store)
    out().print(f"undone: {_told(undone)}", markup=False)


@app.command()
def journal(
    corpus: CorpusOption,
    store: StoreOption,
    by: Annotated[Literal["person", "program", "all"], typer.Option("--by", help="Whose decisions.")] = "person",
    limit: Annotated[int, typer.Option("--limit", min=1, help="Most decisions to show.")] = 100,
    as_json: JsonOption = False,
) -> None:
    """List decisions: which names were joined, kept apart, retyped or rejected, and why.

    A person's decision is taken back by `undo`; one of the program is overruled by `merge` or `split`.

    Example: `kg entities journal --by program`
    """
    from kg.cli.screen import out, table, write_json
    from kg.corpus import Corpus
    from loaders.generations import open_current

    found: list[Decision] = []
    if by != "program":
        with Corpus(corpus, must_exist=True) as papers:
            found += papers.journal.all()
    if by != "person":
        with open_current(store) as (generation, _):
            found += [Decision.model_validate(d) for d in generation.meta["decisions"]]
    if as_json:
        write_json(found[:limit])
        return
    rows = [(d.seq or "", d.by, _told(d), d.reason, d.score, "undone" if d.undone else "") for d in found[:limit]]
    out().print(table(("number", "by", "decision", "reason", "score", ""), rows))
    if len(found) > limit:
        out().print(f"… {len(found) - limit} more (--limit)")


def _decide(
    kind: DecisionKind,
    type: EntityType,
    name: str,
    corpus: Path,
    store: Path,
    target_name: str | None,
    target_type: EntityType | None,
    reason: str,
    dry_run: bool,
) -> None:
    from kg.cli.screen import out
    from kg.corpus import Corpus

    decision = Decision(
        kind=kind, type=type, name=name, target_type=target_type, target_name=target_name, reason=reason
    )
    with Corpus(corpus, must_exist=True) as papers:
        papers.require_name(type, name)
        if target_name is not None and target_type is not None:
            papers.require_name(target_type, target_name)
        if dry_run:
            out().print(f"would decide: {_told(decision)}", markup=False)
            return
        decision = papers.journal.add(decision)
    rebuild_graph(corpus, store)
    out().print(
        f"decision {decision.seq}: {_told(decision)}; kg entities undo {decision.seq} takes it back", markup=False
    )


def rebuild_graph(corpus: Path, store: Path) -> None:
    """Make the graph of the corpus anew, with progress on the screen."""
    from kg.build import rebuild
    from kg.cli.screen import progress

    with progress() as hear:
        rebuild(corpus=corpus, store=store, progress=hear)


def _told(decision: Decision) -> str:
    name = f"{decision.type} {decision.name!r}"
    target = f"{decision.target_type} {decision.target_name!r}"
    return {
        "merge": f"{name} is {target}",
        "split": f"{name} is not {target}",
        "retype": f"{name} is a {decision.target_type}",
        "reject": f"{name} is no entity",
    }[decision.kind]
