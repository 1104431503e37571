"""Make one paper of the records of one publication, by a stated precedence and in no order of theirs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from kg.identity.facts import Facts
from kg.identity.names import SCHEMES, identifiers, preprint_doi, preprint_venue
from schemas.identifiers import PaperIds
from schemas.paper import Paper

_TEXT_ENDS = 10_000
"""Characters beyond which an abstract is more likely a whole paper, and comes after shorter ones."""


def paper_id(records: Sequence[Facts]) -> str:
    """Return the id of a paper: the one id that its records have, or else its first identifier.

    Identifiers come in the order of `SCHEMES`; where there is none, the first given id in order
    of the alphabet, and an id made from the title last.
    """
    given = {record.key.id for record in records}
    if len(given) == 1:
        return given.pop()
    named = {pair for record in records for pair in record.ids}
    if named:
        scheme, value = min(named, key=lambda p: (SCHEMES.index(p[0]), _rank(*p), p[1]))
        return f"{scheme}:{value}"
    return min(given, key=lambda one: (one.startswith("title:"), one))


def merge(records: Sequence[Paper], id: str) -> Paper:
    """Return what the records say together.

    Title and abstract are of one record: of the one with the longest abstract (where it is no
    whole paper), or with the best written title where no record has an abstract. The year is the
    earliest, the venue a publication's before a preprint server's, the authors are of the longest
    list, identifiers and references those of all.
    """
    if len(records) == 1 and records[0].id == id:
        return records[0]
    text = max(records, key=_text_rank)
    return Paper(
        id=id,
        title=text.title,
        abstract=text.abstract,
        year=min((r.year for r in records if r.year is not None), default=None),
        venue=_venue([r.venue for r in records if r.venue]),
        authors=max((r.authors for r in records), key=_authors_rank),
        ids=_ids(records),
        references=_references([r.references for r in records]),
    )


def _text_rank(record: Paper) -> tuple[object, ...]:
    size = len(record.abstract.strip())
    title = record.title
    clean = (not title.isupper(), not title.islower(), not any(c in title for c in "{}\\$<"), title[-1:] != ".")
    return 0 < size <= _TEXT_ENDS, size, sum(clean), len(title), record.abstract, title


def _venue(venues: Sequence[str]) -> str | None:
    counts = Counter(venues)
    return min(counts, key=lambda v: (preprint_venue(v), -counts[v], len(v), v), default=None)


def _authors_rank(authors: tuple[str, ...]) -> tuple[object, ...]:
    return len(set(authors)), -len(authors), not any("," in name for name in authors), sum(map(len, authors)), authors


def _ids(records: Iterable[Paper]) -> PaperIds:
    found: dict[str, Counter[str]] = {}
    for record in records:
        given = [(s, v) for s, v in record.ids.model_dump().items() if v is not None]
        for scheme, value in {*given, *identifiers(dict(given))}:
            found.setdefault(scheme, Counter())[value] += 1
    return PaperIds.model_validate(
        {s: min(counts, key=lambda v: (_rank(s, v), -counts[v], v)) for s, counts in found.items()}
    )


def _rank(scheme: str, value: str) -> bool:
    """Rank identifiers of one scheme: a publication's DOI first, Semantic Scholar's paper hash first."""
    return preprint_doi(value) if scheme == "doi" else scheme == "s2" and len(value) != 40


def _references(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    ordered = sorted(lists, key=lambda one: (-len(one), one))
    return tuple(dict.fromkeys(reference for one in ordered for reference in one))
