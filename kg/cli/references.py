"""`kg resolve-references`: which papers a written list of references names."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import CorpusOption, JsonOption, StoreOption


def resolve_references(
    file: Annotated[Path, typer.Argument(help="References, one a line, or BibTeX.", metavar="FILE")],
    corpus: CorpusOption,
    store: StoreOption,
    citing: Annotated[
        str | None, typer.Option("--citing", help="Add the matches as references of this paper.", metavar="ID")
    ] = None,
    threshold: Annotated[
        float, typer.Option("--threshold", min=0.0, max=1.0, help="Confidence from which a match is added.")
    ] = 0.8,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be added; change nothing.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Match references as they are written to papers of the corpus, each with a confidence.

    With `--citing` they replace what was matched for that paper before, and are kept by every build.

    Example: `kg resolve-references references.txt --citing arxiv:2106.09685 --dry-run`
    """
    from kg.cli.screen import out, say, table, write_json
    from kg.corpus import Corpus, MatchedReference
    from kg.references import TitleIndex, Written, bibtex_or_lines, match
    from schemas.errors import UnknownName

    with Corpus(corpus, must_exist=True) as papers:
        paper = papers.find(citing) if citing is not None else None
        if citing is not None and paper is None:
            raise UnknownName("paper", citing)
        index = TitleIndex(papers.papers())
        found, aside = [], []
        for one in bibtex_or_lines(file):
            if isinstance(one, Written):
                found.append(match(one, index))
            else:
                aside.append(one)
        sure = [
            MatchedReference(reference=m.reference, cited=m.paper, method=m.method, confidence=m.confidence)
            for m in found
            if m.paper is not None and m.paper != paper and m.confidence >= threshold
        ]
        if paper is not None and not dry_run:
            papers.write_matched(paper, sure)
    if paper is not None and not dry_run:
        _rebuild(corpus, store)
    for record in aside:
        say(f"{record.source}, line {record.line}: {record.reason}")
    added = len(sure) if paper is not None and not dry_run else 0
    if as_json:
        write_json({"references": [m.model_dump() for m in found], "sure": len(sure), "citing": paper, "added": added})
        return
    rows = [(m.line or "", m.confidence, m.paper or "", m.title or m.reference, m.method) for m in found]
    out().print(table(("line", "confidence", "paper", "title", "by"), rows))
    told = f"{len(found)} references, {len(sure)} matched with a confidence of {threshold} or more"
    if paper is not None:
        told += f"; {'would be added' if dry_run else 'added'} to {paper}"
    out().print(told, markup=False)


def _rebuild(corpus: Path, store: Path) -> None:
    from kg.build import rebuild
    from kg.cli.screen import progress

    with progress() as hear:
        rebuild(corpus=corpus, store=store, progress=hear)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(resolve_references)
