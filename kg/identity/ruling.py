"""What people ruled: these records are one paper, those are two; the later ruling counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kg.identity.facts import Facts
from schemas.decision import PaperDecision, PaperKind


class Ruling(NamedTuple):
    """Hold one decision with the records that its two sides name."""

    kind: PaperKind
    seq: int
    ones: frozenset[int]
    others: frozenset[int]


def rulings(decisions: Iterable[PaperDecision], facts: Sequence[Facts]) -> list[Ruling]:
    """Find the records that standing decisions are about; one that a later one contradicts is left out.

    A side that names no record (any more) is kept in the journal and does nothing until it does.
    """
    decisions = sorted(decisions, key=lambda d: d.seq)
    wanted = {name for d in decisions for name in (d.paper, d.other)}
    named = _named(facts, wanted)
    kept: list[Ruling] = []
    for d in decisions:
        ones = _side(named, facts, d.paper, d.source)
        others = _side(named, facts, d.other, d.other_source)
        if ones and others:
            made = Ruling(d.kind, d.seq, ones, others)
            kept = [r for r in kept if r.kind == made.kind or not _same_question(r, made)]
            kept.append(made)
    return kept


def _same_question(one: Ruling, other: Ruling) -> bool:
    straight = one.ones & other.ones and one.others & other.others
    return bool(straight or (one.ones & other.others and one.others & other.ones))


def _named(facts: Sequence[Facts], wanted: set[str]) -> dict[str, list[int]]:
    named: dict[str, list[int]] = {}
    if wanted:
        for place, fact in enumerate(facts):
            for name in {fact.key.id, *(f"{scheme}:{value}" for scheme, value in fact.ids)} & wanted:
                named.setdefault(name, []).append(place)
    return named


def _side(named: Mapping[str, list[int]], facts: Sequence[Facts], name: str, source: str | None) -> frozenset[int]:
    return frozenset(i for i in named.get(name, ()) if source is None or facts[i].key.source == source)
