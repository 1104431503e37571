"""`kg entities review`: what new papers would change in known entities, for a person to decide."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.options import CorpusOption, JsonOption, StoreOption

if TYPE_CHECKING:
    from kg.resolve.proposals import Proposal

_PAPERS = 3
"""Papers that are shown for each name."""


def review(
    corpus: CorpusOption,
    store: StoreOption,
    accept: Annotated[list[str] | None, typer.Option("--accept", help="Do what this proposal says.")] = None,
    reject: Annotated[list[str] | None, typer.Option("--reject", help="Leave it as it is, for good.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show what new papers would merge or split among known entities, with the evidence; decide on it.

    Nothing of it is done until a proposal is accepted. Decisions go into the journal, the graph is made
    anew, later builds keep to them, and `kg entities undo` takes them back.

    Example: `kg entities review --accept 1f09c3 --reject 77ab02`
    """
    from kg.cli.entities import rebuild_graph
    from kg.cli.screen import out, say, table, write_json
    from kg.corpus import Corpus
    from schemas.errors import UnknownName

    answers = [(key, True) for key in accept or ()] + [(key, False) for key in reject or ()]
    if answers:
        found = _proposals(store)
        for key, _ in answers:
            if key not in found:
                raise UnknownName("proposal", key, list(found)[:5])
        with Corpus(corpus, must_exist=True) as papers:
            for key, accepted in answers:
                papers.journal.add(found[key].answer(accepted))
        rebuild_graph(corpus, store)
        say(f"{len(answers)} decided: kg entities journal shows it, kg entities undo takes the last one back")
    with Corpus(corpus, must_exist=True) as papers:
        rows: list[dict[str, Any]] = [
            {
                "key": key,
                "kind": p.kind,
                "name": {"type": p.name[0], "text": p.name[1], "papers": papers.papers_naming(*p.name, _PAPERS)},
                "other": {"type": p.other[0], "text": p.other[1], "papers": papers.papers_naming(*p.other, _PAPERS)},
                "evidence": p.evidence,
                "score": p.score,
            }
            for key, p in _proposals(store).items()
        ]
    if as_json:
        write_json(rows)
        return
    if not rows:
        out().print("nothing to review: no paper would change what is known")
        return
    columns = ("key", "would", "name", "in", "and", "in", "because", "score")
    cells = [
        (r["key"], r["kind"], _told(r["name"]), r["name"]["papers"], _told(r["other"]), r["other"]["papers"],
         r["evidence"], r["score"])
        for r in rows
    ]  # fmt: skip
    out().print(table(columns, cells))


def _proposals(store: Path) -> dict[str, Proposal]:
    from kg.resolve.proposals import Proposal
    from loaders.generations import open_current

    with open_current(store) as (generation, _):
        found = [Proposal.model_validate(p) for p in generation.meta.get("proposals", ())]
    return {proposal.key: proposal for proposal in found}


def _told(name: Any) -> str:
    return f"{name['type']} {name['text']!r}"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(review)
