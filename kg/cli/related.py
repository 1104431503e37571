"""`kg related`: papers that matter for a paper, a text or a file, and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import JsonOption, StoreOption

if TYPE_CHECKING:
    from kg.related import Draft, RelatedIndex, Wanted
    from loaders.snapshot import Snapshot


def related(
    store: StoreOption,
    id: Annotated[
        list[str] | None, typer.Argument(help="Ids or titles of papers in the graph.", metavar="[ID]...")
    ] = None,
    away: Annotated[
        list[str] | None, typer.Option("--not", help="A paper from which answers should be far.", metavar="ID")
    ] = None,
    text: Annotated[str | None, typer.Option("--text", help="Find work related to these words.")] = None,
    file: Annotated[
        Path | None, typer.Option("--file", help="Find work related to a draft: .md, .txt, .rst, .tex, .bib, .pdf.")
    ] = None,
    k: Annotated[int, typer.Option("-k", min=1, help="How many papers.")] = 10,
    since: Annotated[int | None, typer.Option("--since", help="First year.")] = None,
    until: Annotated[int | None, typer.Option("--until", help="Last year.")] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", help="What papers must do: introduces:Dataset, uses:BERT, names:GSM8K."),
    ] = None,
    diverse: Annotated[bool, typer.Option("--diverse", help="Put papers that say something else earlier.")] = False,
    popularity: Annotated[
        bool, typer.Option("--popularity/--no-popularity", help="Whether what is cited much comes earlier.")
    ] = True,
    queries: Annotated[
        Path | None, typer.Option("--queries", help='Answer a file: lines {"id", "title", "abstract"}.')
    ] = None,
    output: Annotated[Path | None, typer.Option("-o", help="Where answers to --queries go.", metavar="OUT")] = None,
    as_json: JsonOption = False,
    as_bibtex: Annotated[bool, typer.Option("--bibtex", help="Print BibTeX.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """Rank related papers, each with its score, the score's parts, and the reasons with the words they stand on.

    Several ids, or a .bib file, are asked from together: a reading list. What a draft cites already is left out.

    Examples: `kg related arxiv:1810.04805 -k 5`, `kg related --text "low-rank updates of large models"`,
    `kg related --file draft.tex --since 2023 --only introduces:Dataset`
    """
    from kg.cli.answers import write_answers
    from kg.related import RelatedIndex, Wanted
    from loaders.generations import open_current
    from schemas.errors import UsageError

    if sum((bool(id), text is not None, file is not None, queries is not None)) != 1:
        raise UsageError("give ids of papers, or --text, or --file, or --queries, one of the four")
    if (queries is None) != (output is None):
        raise UsageError("--queries FILE and -o OUT go together")
    if since is not None and until is not None and since > until:
        raise UsageError(f"--since {since} is after --until {until}: no year is in between")
    if sum((as_json, as_bibtex, as_csv)) > 1:
        raise UsageError("--json, --bibtex and --csv are three ways to print: give one of them")
    form = "json" if as_json else "bibtex" if as_bibtex else "csv" if as_csv else "text"
    with open_current(store) as (generation, snapshot):
        wanted = Wanted(
            away=tuple(_paper(snapshot, one) for one in away or ()),
            since=since,
            until=until,
            only=tuple(only or ()),
            diverse=diverse,
            popularity=popularity,
        )
        index = RelatedIndex.load(generation.related)
        if queries is not None and output is not None:
            _answer_file(index, queries, output, k, wanted)
            return
        asked: list[str] | Draft
        if id:
            asked = [_paper(snapshot, one) for one in id]
        else:
            asked = _from_text(text) if text is not None else _from_file(file, snapshot, index)
        found = index.rank(asked, k, wanted)
        seeds = asked if isinstance(asked, list) else []
        write_answers(found, snapshot, seeds, form)


def _paper(snapshot: Snapshot, name: str) -> str:
    node = snapshot.node(name)
    if node is None:
        from kg.card import find

        node = find(snapshot, name)
    if node.label != "Paper":
        from schemas.errors import UsageError

        raise UsageError(f"{name!r} is a {node.label}, not a paper: kg show tells which papers name it")
    return node.id


def _from_text(words: str) -> Draft:
    from kg.drafts.ask import named
    from kg.related import Draft
    from schemas.errors import UsageError

    if not words.strip():
        raise UsageError("the text is empty: give some words")
    return Draft(abstract=words, mentions=named("", words) or ())


def _from_file(file: Path | None, snapshot: Snapshot, index: RelatedIndex) -> list[str] | Draft:
    from kg.cli.screen import say
    from kg.drafts import read_file
    from kg.drafts.ask import understand

    assert file is not None  # noqa: S101
    manuscript = read_file(file)
    understood = understand(manuscript, snapshot, index)
    if manuscript.is_list and understood.ask.cites:
        known = len(understood.ask.cites)
        say(f"{file}: {known} of its {len(manuscript.references)} entries are papers of the graph; asked from these")
        return list(understood.ask.cites)
    for told in understood.told:
        say(f"{file}: {told}")
    return understood.ask


def _answer_file(index: RelatedIndex, queries: Path, output: Path, k: int, wanted: Wanted) -> None:
    from kg import extract
    from kg.cli.screen import say
    from kg.related.bulk import Question, answers, questions
    from loaders.files.placing import placing_file
    from schemas.errors import ExtractorError
    from schemas.mention import Mention

    aside = []

    def asked() -> Iterator[Question]:
        for one in questions(queries):
            if isinstance(one, Question):
                yield one
            else:
                aside.append(one)

    def read(papers: list[tuple[str, str, str]]) -> list[tuple[Mention, ...]]:
        try:
            return [one.mentions for one in extract.extract(papers)]
        except ExtractorError as error:
            say(f"{error}; what these texts name does not count")
            return [()] * len(papers)

    count = 0
    with placing_file(output) as draft, draft.open("w", encoding="utf-8") as lines:
        for one in answers(index, asked(), k, wanted, read):
            lines.write(one.model_dump_json() + "\n")
            count += 1
    for record in aside:
        say(f"{record.source}, line {record.line}: {record.reason}")
    say(f"answered {count} questions, set {len(aside)} lines aside; wrote {output}")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(related)
