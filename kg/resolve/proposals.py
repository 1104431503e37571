"""Let new papers propose, not decide: what would split or merge entities that are known waits for a person."""

from __future__ import annotations

import hashlib
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

    A person answers with a decision about `name` and `other`: of the same kind, or of the other one.
    """

    kind: Literal["merge", "split"]
    name: Name
    other: Name
    evidence: str
    score: float | None = None

    @property
    def key(self) -> str:
        """Return what the proposal is called by: the same as long as it is about the same names."""
        return hashlib.blake2b(repr((self.kind, self.name, self.other)).encode(), digest_size=3).hexdigest()

    def answer(self, accepted: bool) -> Decision:
        """Return the decision that takes the proposal up, or that keeps things as they are for good."""
        kinds: dict[bool, Literal["merge", "split"]] = {True: "merge", False: "split"}
        return Decision(
            kind=kinds[(self.kind == "merge") == accepted],
            type=self.name[0],
            name=self.name[1],
            target_type=self.other[0],
            target_name=self.other[1],
            reason=f"{'accepted' if accepted else 'rejected'} the proposal to {self.kind}: {self.evidence}",
        )


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
    """Return the merges and splits of known entities that a resolution holds and no person decided.

    Of decisions, those that were undone count too: who takes one back wants what the names say by themselves.
    """
    ruled = [d for d in decisions if d.by == "person"]
    retyped = {(d.type, d.name) for d in ruled if d.kind in ("retype", "reject")}
    together: defaultdict[str, dict[str, Name]] = defaultdict(dict)
    apart: defaultdict[str, dict[str, Name]] = defaultdict(dict)
    for name in sorted((known.keys() & found.names.keys()) - retyped):
        old, new = known[name], found.names[name]
        if new is not None:
            together[new].setdefault(old, name)
            apart[old].setdefault(new, name)
    ends = [((d.type, d.name), (d.target_type or d.type, d.target_name)) for d in ruled if d.target_name is not None]
    were = {frozenset((known.get(a), known.get(b))) for a, b in ends}
    are = {frozenset((found.names.get(a), found.names.get(b))) for a, b in ends}
    why: _Reasons = {frozenset(((d.type, d.name), (d.target_type, d.target_name))): d for d in found.decisions}
    out = [
        _merge(a, b, why)
        for parts in together.values()
        for a, b in combinations(parts.values(), 2)
        if frozenset((known[a], known[b])) not in were
    ]
    for halves in apart.values():
        (first, name), *rest = halves.items()
        out += [
            Proposal(kind="split", name=other, other=name, evidence="nothing joins them any more")
            for half, other in rest
            if frozenset((first, half)) not in are
        ]
    return tuple(sorted(out, key=lambda p: (p.kind, p.name, p.other)))


def _merge(a: Name, b: Name, why: _Reasons) -> Proposal:
    said = why.get(frozenset((a, b)))
    evidence = said.reason if said else "names that were joined to both"
    return Proposal(kind="merge", name=a, other=b, evidence=evidence, score=said.score if said else None)


def _held(proposals: Sequence[Proposal]) -> Iterator[Decision]:
    """Yield the decisions that keep things as they were, earlier than all that people decided."""
    for place, proposal in enumerate(proposals, -len(proposals)):
        yield proposal.answer(accepted=False).model_copy(update={"seq": place})
