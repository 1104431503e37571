"""Let new papers propose, not decide: what would split or merge entities that are known waits for a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal

from kg.resolve.journal import Name
from kg.resolve.resolution import Occurrence, Pair, Resolution
from kg.resolve.resolve import resolve
from schemas.decision import Decision
from schemas.mention import EntityType
from schemas.record import Record

Known = Mapping[Name, str]
"""The entity of each name, as an earlier build left it: `Resolution.names` without the rejected ones."""
_Reasons = Mapping[frozenset[tuple[EntityType | None, str | None]], Decision]


class Proposal(Record):
    """Say that names which were two entities look like one now, or those of one like two.

    A person answers with a decision of the same kind about `name` and `other`.
    """

    kind: Literal["merge", "split"]
    name: Name
    other: Name
    evidence: str
    score: float | None = None


def resolve_onto(
    known: Known, occurrences: Iterable[Occurrence], pairs: Iterable[Pair] = (), decisions: Sequence[Decision] = ()
) -> tuple[Resolution, tuple[Proposal, ...]]:
    """Resolve so that known entities stay as they are; return what the evidence would change in them.

    Names that are new join known entities freely. What a person decided is carried out, not proposed.
    """
    occurrences, pairs = list(occurrences), list(pairs)
    free = resolve(occurrences, pairs, decisions)
    proposals = propose(known, free, decisions)
    if not proposals:
        return free, ()
    return resolve(occurrences, pairs, [*_held(proposals), *decisions]), proposals


def propose(known: Known, found: Resolution, decisions: Sequence[Decision] = ()) -> tuple[Proposal, ...]:
    """Return the merges and splits of known entities that a resolution holds and no person decided."""
    together: defaultdict[str, dict[str, Name]] = defaultdict(dict)
    apart: defaultdict[str, dict[str, Name]] = defaultdict(dict)
    for name in sorted(known.keys() & found.names.keys()):
        old, new = known[name], found.names[name]
        if new is not None:
            together[new].setdefault(old, name)
            apart[old].setdefault(new, name)
    decided = {
        frozenset((known.get((d.type, d.name)), known.get((d.target_type or d.type, d.target_name or ""))))
        for d in decisions
        if d.by == "person" and not d.undone
    }
    why: _Reasons = {frozenset(((d.type, d.name), (d.target_type, d.target_name))): d for d in found.decisions}
    out = [
        _merge(a, b, why)
        for parts in together.values()
        for a, b in combinations(parts.values(), 2)
        if frozenset((known[a], known[b])) not in decided
    ]
    for old, halves in apart.items():
        if frozenset((old,)) not in decided:
            first, *rest = halves.values()
            out += [Proposal(kind="split", name=n, other=first, evidence="nothing joins them any more") for n in rest]
    return tuple(sorted(out, key=lambda p: (p.kind, p.name, p.other)))


def _merge(a: Name, b: Name, why: _Reasons) -> Proposal:
    said = why.get(frozenset((a, b)))
    evidence = said.reason if said else "names that were joined to both"
    return Proposal(kind="merge", name=a, other=b, evidence=evidence, score=said.score if said else None)


def _held(proposals: Sequence[Proposal]) -> Iterator[Decision]:
    """Yield the decisions that keep things as they were, earlier than all that people decided."""
    for place, proposal in enumerate(proposals, -len(proposals)):
        yield Decision(
            seq=place,
            kind="split" if proposal.kind == "merge" else "merge",
            type=proposal.name[0],
            name=proposal.name[1],
            target_type=proposal.other[0],
            target_name=proposal.other[1],
            reason="as it was before",
            by="person",
        )
