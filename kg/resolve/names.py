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
        papers: defaultdict[Name, list[str]] = defaultdict(list)
        for occurrence in occurrences:
            papers[occurrence.type, occurrence.text].append(occurrence.paper)
        for name in sorted(papers):
            if name in standing.rejected:
                self.rejected.add(name)
                continue
            type = standing.retyped.get(name, name[0])
            self.types[name] = type
            group = GROUPS[type]
            form = self.forms[name] = form_of(group, name[1])
            self.keys[name] = standing.own_key.get((type, name[1])) or (group, form.key)
        self.papers: dict[Name, tuple[str, ...]] = {name: tuple(dict.fromkeys(papers.pop(name))) for name in self.keys}
        """The papers that use each name, each once; most names are in one, for which a set takes four times as much."""
        of_key: dict[Key, list[Name]] = {}
        for name, key in self.keys.items():
            of_key.setdefault(key, []).append(name)
        self.of_key: dict[Key, list[Name]] = {key: of_key[key] for key in sorted(of_key)}
        """The names of each key, both sorted."""
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
        found = self.of_key.get(key, ())
        if len(found) == 1:
            return set(self.papers[found[0]])
        return set().union(*(self.papers[name] for name in found))

    def groups_of(self, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], set[str]]:
        """Return, for each paper and text that are wanted, the groups of types that the paper gives the text."""
        found: dict[tuple[str, str], set[str]] = {at: set() for at in wanted}
        texts = {text for _, text in found}
        for name, used in self.papers.items():
            if name[1] in texts:
                for paper in used:
                    if (paper, name[1]) in found:
                        found[paper, name[1]].add(self.keys[name][0])
        return found
