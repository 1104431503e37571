"""Make of what a person says of two papers a decision that means the same after every rebuild."""

from __future__ import annotations

from typing import NamedTuple

from kg import identity
from kg.corpus.corpus import Corpus
from kg.identity import RecordKey, candidates
from schemas.decision import PaperDecision, PaperKind
from schemas.errors import UnknownName, UsageError


class _Side(NamedTuple):
    id: str
    source: str | None
    records: frozenset[RecordKey]


def ruling(corpus: Corpus, kind: PaperKind, paper: str, other: str, reason: str) -> PaperDecision:
    """Return the decision that two papers, each named by any id or as SOURCE#ID, are one or two.

    Raises `UnknownName` where one has no record, `UsageError` where both name the same record.
    """
    one, two = _side(corpus, paper), _side(corpus, other)
    shared = sorted(one.records & two.records)
    if shared:
        source, id = shared[0]
        raise UsageError(
            f"{paper} and {other} both name the record {id!r} of {source}: see kg papers records {paper}, and name "
            "one record as SOURCE#ID"
        )
    return PaperDecision(
        kind=kind, paper=one.id, source=one.source, other=two.id, other_source=two.source, reason=reason
    )


def _side(corpus: Corpus, name: str) -> _Side:
    found = corpus.find(name)
    if found is None:
        return _one_record(corpus, name)
    facts = [identity.facts(source, record.model_dump()) for source, record in corpus.records(found)]
    for id in candidates(name):
        named = frozenset(
            f.key for f in facts if f.key.id == id or id in {f"{scheme}:{value}" for scheme, value in f.ids}
        )
        if named:
            return _Side(id, None, named)
    # The mark behind an id that two papers claim is in no record: one of the records stands for the paper.
    return _Side(facts[0].key.id, facts[0].key.source, frozenset({facts[0].key}))


def _one_record(corpus: Corpus, name: str) -> _Side:
    place, sign, id = name.rpartition("#")
    sources = corpus.sources_of(id) if sign else []
    meant = [source for source in sources if source == place or source.replace("\\", "/").endswith(f"/{place}")]
    if len(meant) != 1:
        raise UnknownName("paper", name, [f"{source}#{id}" for source in meant or sources])
    return _Side(id, meant[0], frozenset({RecordKey(meant[0], id)}))
