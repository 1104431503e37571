"""Every name of a corpus with its key, its type and the papers that use it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.resolve.form import Form, form_of
from kg.resolve.journal import Name, Standing
from kg.resolve.merge import Key
from kg.resolve.resolution import Occurrence
from kg.resolve.words import GROUPS
from schemas.mention import EntityType


class Names:
    """Gather occurrences; the same whatever their order."""

    def __init__(self, occurrences: Iterable[Occurrence], standing: Standing) -> None:
        self.rejected: set[Name] = set()
        self.keys: dict[Name, Key] = {}
        self.types: dict[Name, EntityType] = {}
        self.forms: dict[Name, Form] = {}
        papers: defaultdict[Name, set[str]] = defaultdict(set)
        for occurrence in occurrences:
            papers[occurrence.type, occurrence.text].add(occurrence.paper)
        for name in sorted(papers):
            if name in standing.rejected:
                self.rejected.add(name)
                continue
            type = standing.retyped.get(name, name[0])
            self.types[name] = type
            group = GROUPS[type]
            form = self.forms[name] = form_of(group, name[1])
            self.keys[name] = standing.own_key.get((type, name[1])) or (group, form.key)
        self.papers: dict[Name, set[str]] = {name: papers[name] for name in self.keys}
        self.of_key: dict[Key, list[Name]] = {}
        for name, key in self.keys.items():
            self.of_key.setdefault(key, []).append(name)
        self.texts: dict[Key, list[str]] = {}
        """The surface forms of each key, most used first."""
        for key, found in self.of_key.items():
            if len(found) > 1:
                found.sort(key=lambda name: (-len(self.papers[name]), name[1], name[0]))
            self.texts[key] = list(dict.fromkeys(name[1] for name in found))

    def uses(self, key: Key) -> int:
        """Return in how many papers each name of a key stands, summed."""
        return sum(len(self.papers[name]) for name in self.of_key.get(key, ()))

    def papers_of(self, key: Key) -> set[str]:
        """Return the papers that use a name of a key."""
        return set().union(*(self.papers[name] for name in self.of_key.get(key, ())))

    def groups_in(self, papers: Iterable[str]) -> dict[str, dict[str, set[str]]]:
        """Return, for each of the papers, the groups of types that it gives each text."""
        wanted = set(papers)
        found: dict[str, dict[str, set[str]]] = {paper: {} for paper in wanted}
        for name, used in self.papers.items():
            for paper in used:
                if paper in wanted:
                    found[paper].setdefault(name[1], set()).add(self.keys[name][0])
        return found
