"""Print related papers: for people, or as JSON, CSV or BibTeX."""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from kg.cli.screen import out, write_json

if TYPE_CHECKING:
    from kg.related import Related
    from kg.related.quotes import Answer, Quote
    from loaders.snapshot import Snapshot

NOTHING = "Nothing found: no paper shares entities, citations or words with this."
_WIDE = 110
"""Characters of a sentence that are shown."""


def write_answers(found: Sequence[Related], snapshot: Snapshot, seeds: Sequence[str], form: str) -> None:
    """Print results in one of the forms text, json, csv and bibtex."""
    from kg.related.quotes import answer

    if form == "bibtex":
        sys.stdout.write(_bibtex(snapshot, [one.id for one in found]))
        return
    answers = [answer(snapshot, one, seeds) for one in found]
    if form == "json":
        write_json(answers)
    elif form == "csv":
        writer = csv.writer(sys.stdout)
        writer.writerow(("rank", "id", "title", "year", "score", "text", "entities", "citations", "reasons"))
        for place, one in enumerate(answers, start=1):
            writer.writerow(
                (place, one.id, one.title, one.year, one.score, *one.parts.values(), "; ".join(one.reasons))
            )
    else:
        _write_text(answers)


def _write_text(answers: Sequence[Answer]) -> None:
    screen = out()
    if not answers:
        screen.print(NOTHING)
    for place, one in enumerate(answers, start=1):
        year = f" ({one.year})" if one.year else ""
        screen.print(Text(f"{place:>2}. {one.title}{year}", style="bold"), Text(one.id, style="dim"))
        parts = ", ".join(f"{name} {value:.2f}" for name, value in one.parts.items() if value)
        screen.print(Text(f"    {one.score:.2f} = {parts}", style="dim"))
        for grounded in one.evidence:
            screen.print(Text(f"    · {grounded.reason}"))
            quote = next((q for q in grounded.quotes if q.paper == one.id), None)
            if quote is not None:
                screen.print(Text(f"        “{_around(quote)}”", style="dim italic"))


def _around(quote: Quote) -> str:
    """Cut a sentence to what stands around the words."""
    sentence = " ".join(quote.sentence.split())
    if len(sentence) <= _WIDE:
        return sentence
    place = max(0, sentence.find(quote.text) + len(quote.text) // 2 - _WIDE // 2)
    place = min(place, len(sentence) - _WIDE)
    return ("…" if place else "") + sentence[place : place + _WIDE] + ("…" if place + _WIDE < len(sentence) else "")


def _bibtex(snapshot: Snapshot, ids: Sequence[str]) -> str:
    from loaders.files.bibtex import write_bibtex
    from loaders.files.papers import paper_of

    papers = [paper for id in ids if (paper := paper_of(snapshot, id)) is not None]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "found.bib"
        write_bibtex(papers, path)
        return path.read_text(encoding="utf-8")
