"""Read what people paste or drop: a text, a list of references, a PDF."""

from __future__ import annotations

import tempfile
from pathlib import Path

from kg import extract
from kg.related import Draft
from kg.serve.view import View
from kg.sources import FileEnd, read
from schemas.errors import ExtractorError, UsageError
from schemas.mention import Mention
from schemas.paper import Paper, title_key
from schemas.record import Record

MOST_CHARACTERS = 20_000
TEXTS = (".md", ".txt", ".tex", ".rst")


class Given(Record):
    """Hold what was understood: papers of the graph, or else a draft; `understood` says so in words."""

    ids: tuple[str, ...] = ()
    draft: Draft | None = None
    understood: str


def from_text(text: str) -> Given:
    """Read a text; its entities count where the extractor is installed."""
    words = text.strip()[:MOST_CHARACTERS]
    if not words:
        raise UsageError("the text is empty: paste a title, an abstract or a few words")
    mentions, said = _mentions(words)
    return Given(draft=Draft(abstract=words, mentions=mentions), understood=said)


def from_file(view: View, name: str, content: bytes) -> Given:
    """Read a file by its ending: references (.bib), text (.md, .txt, .tex, .rst) or PDF."""
    ending = Path(name).suffix.lower()
    if ending == ".bib":
        return _from_references(view, content)
    if ending == ".pdf":
        from kg.drafts.pdf import pdf_text

        return from_text(pdf_text(name, content)[0])
    if ending in TEXTS:
        try:
            return from_text(content.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise UsageError(f"{name}: not UTF-8 at byte {error.start}; save it as UTF-8") from None
    raise UsageError(f"{name}: give a .bib, .pdf or text file ({', '.join(TEXTS)})")


def _mentions(words: str) -> tuple[tuple[Mention, ...], str]:
    try:
        (found,) = extract.extract([("draft", "", words)])
    except ExtractorError:
        return (), "The words of the text; the extractor is not installed, so its entities do not count."
    names = list(dict.fromkeys(mention.text for mention in found.mentions))
    if not names:
        return (), "The words of the text; it names no entity that the extractor knows."
    more = f" and {len(names) - 8} more" if len(names) > 8 else ""
    return found.mentions, f"The words of the text, and what it names: {', '.join(names[:8])}{more}."


def _from_references(view: View, content: bytes) -> Given:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "given.bib"
        path.write_bytes(content)
        items = [item for item in read([path], format="bibtex") if not isinstance(item, FileEnd)]
    papers = [item.record for item in items if isinstance(item.record, Paper)]
    if not papers:
        raise UsageError("no entry with a title could be read in that .bib file")
    known = [id for id in (_in_graph(view, paper) for paper in papers) if id is not None]
    if known:
        said = f"{len(known)} of {len(papers)} references are papers of this graph; the list is related to these."
        return Given(ids=tuple(dict.fromkeys(known)), understood=said)
    words = "\n".join(f"{paper.title}\n{paper.abstract}" for paper in papers)
    given = from_text(words)
    return given.model_copy(
        update={"understood": f"None of {len(papers)} references is in this graph; their titles and abstracts count."}
    )


def _in_graph(view: View, paper: Paper) -> str | None:
    if paper.id in view.catalog.number:
        return paper.id
    key = title_key(paper.title)
    named = [
        node for node in view.snapshot.named(paper.title) if node.label == "Paper" and title_key(node.title) == key
    ]
    return named[0].id if named else None
