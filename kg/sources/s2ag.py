"""Data sets of the Semantic Scholar Academic Graph: papers, and the citations and abstracts that complete them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.sources.columns import people
from kg.sources.entry import aside, paper
from kg.sources.file import File
from kg.sources.head import Head
from kg.sources.item import Item
from kg.sources.objects import line_objects
from kg.sources.semanticscholar import external_ids
from kg.sources.values import mapping, scheme_id, text, within

NAME = "s2ag"
DESCRIPTION = (
    "Semantic Scholar Academic Graph: papers, citations between any papers, abstracts of papers of the same run"
)

_CITATION = frozenset({"citingcorpusid", "citedcorpusid"})


def recognise(head: Head) -> bool:
    """Say whether the first line is a paper, a citation or an abstract."""
    return is_companion(head) or {"corpusid", "title"} <= head.record.keys()


def is_companion(head: Head) -> bool:
    """Say whether the lines complete papers of other files: citations, abstracts."""
    names = head.record.keys()
    return names >= _CITATION or ({"corpusid", "abstract"} <= names and "title" not in names)


def read(file: File) -> Iterator[Item]:
    """Yield one item for each paper; of lines that complete papers, those that cannot be used."""
    companion = is_companion(file.head)
    for line, record in line_objects(file):
        if isinstance(record, Item):
            yield record
        elif not companion:
            yield _paper(file, line, record)
        elif record.keys() >= _CITATION:
            if not _remembered_citation(file, record):
                yield aside(file.source, line, "the citation does not say which paper cites which")
        elif not _remembered_abstract(file, record):
            yield aside(file.source, line, "the line is neither a citation nor a paper's abstract")


def _paper(file: File, line: int | None, record: Mapping[str, object]) -> Item:
    id = _corpus_id(record.get("corpusid"))
    remembered = file.remembered
    return paper(
        file.source,
        line,
        title=record.get("title"),
        abstract=record.get("abstract") or (remembered.abstract(id) if remembered and id else None),
        year=record.get("year") or record.get("publicationdate"),
        venue=text(record.get("venue")) or within(record, "journal", "name"),
        authors=people(record.get("authors")),
        ids=external_ids(mapping(record.get("externalids")), id or record.get("corpusid")),
        references=[f"s2:{cited}" for cited in (remembered.cited(id) if remembered and id else ())],
    )


def _remembered_citation(file: File, record: Mapping[str, object]) -> bool:
    citing, cited = (_corpus_id(record.get(name)) for name in ("citingcorpusid", "citedcorpusid"))
    if citing is None or cited is None:
        return False
    if file.remembered is not None:
        file.remembered.add_citation(citing, cited)
    return True


def _remembered_abstract(file: File, record: Mapping[str, object]) -> bool:
    id, said = _corpus_id(record.get("corpusid")), text(record.get("abstract"))
    if id is None or said is None:
        return False
    if file.remembered is not None:
        file.remembered.add_abstract(id, said)
    return True


def _corpus_id(value: object) -> str | None:
    """Return the number of a paper, which releases give as a number or as text."""
    known = scheme_id("s2", value)
    return known.partition(":")[2] if known and known.partition(":")[2].isdecimal() and len(known) < 20 else None
