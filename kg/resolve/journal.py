"""What stands after all of a person's decisions: the later one about the same names wins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.resolve.form import key_of
from kg.resolve.merge import Key
from schemas.decision import Decision
from schemas.mention import EntityType

Name = tuple[EntityType, str]
PERSON = "decided by a person"
"""The reason of a join that a person asked for."""


@dataclass(slots=True)
class Standing:
    """Hold the decisions in force, in terms of names and keys."""

    rejected: set[Name] = field(default_factory=set)
    retyped: dict[Name, EntityType] = field(default_factory=dict)
    own_key: dict[Name, Key] = field(default_factory=dict)
    merged: list[tuple[Key, Key]] = field(default_factory=list)
    split: list[tuple[Key, Key]] = field(default_factory=list)

    def key(self, name: Name) -> Key:
        """Return the key of a name: its own where a split took it out of its normal form."""
        return self.own_key.get(name) or key_of(*name)


def read(decisions: Sequence[Decision]) -> Standing:
    """Return what stands: undone decisions and the program's own count for nothing."""
    standing = Standing()
    together: dict[frozenset[Name], tuple[str, Name, Name]] = {}
    for decision in sorted(decisions, key=lambda d: d.seq):
        if decision.undone or decision.by != "person":
            continue
        name: Name = (decision.type, decision.name)
        if decision.kind == "reject":
            standing.rejected.add(name)
        elif decision.kind == "retype":
            if decision.target_type is not None:
                standing.retyped[name] = decision.target_type
        elif decision.target_name is not None:
            target: Name = (decision.target_type or decision.type, decision.target_name)
            if name != target:
                together[frozenset((name, target))] = (decision.kind, name, target)
    for kind, name, target in together.values():
        if kind == "split" and key_of(*name) == key_of(*target):
            group, key = key_of(*name)
            standing.own_key[name] = (group, f"{key}\x1f{name[1]}")
    for kind, name, target in together.values():
        keys = (standing.key(name), standing.key(target))
        (standing.merged if kind == "merge" else standing.split).append(keys)
    return standing
