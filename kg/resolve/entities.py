"""From joined keys to entities: names, types, counts of papers, parents and ids."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from kg.resolve.form import Form, form_of
from kg.resolve.journal import Name
from kg.resolve.merge import Key, Merges
from kg.resolve.names import Names
from kg.resolve.resolution import Entity, Resolution
from kg.resolve.slug import ids
from kg.resolve.variants import Named, Parent, parents
from kg.resolve.words import GROUPS
from schemas.decision import Decision
from schemas.mention import ENTITY_TYPES, EntityType


def build(names: Names, merges: Merges, senses: Mapping[tuple[str, Key], Key]) -> Resolution:
    """Make the entities and the answers to "which entity is this name?"."""
    surfaces: defaultdict[Key, Counter[Name]] = defaultdict(Counter)
    papers: defaultdict[Key, set[str]] = defaultdict(set)
    home: dict[Name, Key] = {}
    sense_home: dict[tuple[str, EntityType, str], Key] = {}
    for name, key in names.keys.items():
        home[name] = merges.find(key)
        for paper in names.papers[name]:
            sense = senses.get((paper, key))
            root = merges.find(sense) if sense is not None else home[name]
            if root != home[name]:
                sense_home[paper, *name] = root
            surfaces[root][name] += 1
            papers[root].add(paper)
    forms = {root: _forms(names, counter) for root, counter in surfaces.items()}
    _add_bases(forms, merges)
    above = parents(forms)
    # a name that only papers with a meaning of their own use is, elsewhere, what most of them mean
    for name, root in home.items():
        if root not in surfaces:
            used = [r for r, counter in surfaces.items() if name in counter]
            home[name] = min(used, key=lambda r: (-surfaces[r][name], r))
    drafts = {root: _draft(names, counter, papers[root]) for root, counter in surfaces.items()}
    for child, parent in sorted(above.items()):
        if parent.implied is not None and parent.key not in drafts:
            drafts[parent.key] = _Draft(drafts[child].type, _family_name(drafts[child].name, parent), (), 0)
    order = sorted(drafts, key=lambda root: (-drafts[root].papers, drafts[root].name, root))
    id_of = dict(zip(order, ids((drafts[r].type, drafts[r].name, drafts[r].aliases) for r in order), strict=True))
    entities = {
        id_of[root]: Entity(
            id_of[root],
            drafts[root].type,
            drafts[root].name,
            drafts[root].aliases,
            drafts[root].papers,
            id_of[above[root].key] if root in above else None,
            above[root].difference if root in above else None,
        )
        for root in order
    }
    answers: dict[Name, str | None] = dict.fromkeys(names.rejected)
    answers |= {name: id_of[root] for name, root in home.items()}
    return Resolution(
        entities,
        _decisions(names, merges, drafts),
        answers,
        {at: id_of[root] for at, root in sense_home.items()},
        {key: id_of[merges.find(key)] for key in names.keys.values() if merges.find(key) in id_of},
    )


class _Draft:
    def __init__(self, type: EntityType, name: str, aliases: tuple[str, ...], papers: int) -> None:
        self.type, self.name, self.aliases, self.papers = type, name, aliases, papers


def _draft(names: Names, surfaces: Counter[Name], papers: set[str]) -> _Draft:
    types: Counter[EntityType] = Counter()
    texts: Counter[str] = Counter()
    for name, papers_of_name in surfaces.items():
        types[names.types[name]] += papers_of_name
        texts[name[1]] += papers_of_name
    ordered = tuple(sorted(texts, key=lambda t: (-texts[t], t)))
    kind = min(types, key=lambda t: (-types[t], ENTITY_TYPES.index(t)))
    return _Draft(kind, ordered[0], ordered, len(papers))


def _forms(names: Names, surfaces: Counter[Name]) -> list[Named]:
    ordered = sorted(surfaces, key=lambda name: (-surfaces[name], name))
    return [Named(group := GROUPS[names.types[n]], n[1], form_of(group, n[1])) for n in ordered]


def _add_bases(forms: dict[Key, list[Named]], merges: Merges) -> None:
    """Give an entity the bases that were joined to it though no paper uses them: MHP, of "MHP v2.0"."""
    bases = sorted({(n.group, n.form.base) for named in forms.values() for n in named if n.form.qualifiers})
    for group, base in bases:
        root = merges.find((group, base))
        if root in forms and not any(n.form == Form(base, ()) for n in forms[root]):
            forms[root].append(Named(group, base, Form(base, ())))


def _family_name(child: str, parent: Parent) -> str:
    """Return the child's name cut before what sets it apart: "Llama-2-7B" gives "Llama-2"."""
    assert parent.implied is not None
    for end in range(1, len(child)):
        if form_of(parent.key[0], child[:end]) == parent.implied and not child[end].isalnum():
            return child[:end]
    return " ".join((parent.implied.base, *(q.value for q in parent.implied.qualifiers)))


def _decisions(names: Names, merges: Merges, drafts: Mapping[Key, _Draft]) -> tuple[Decision, ...]:
    example: dict[Key, Name] = {}
    for name in sorted(names.keys):
        example.setdefault(names.keys[name], name)
    out = []
    for join in merges.joins:
        left, right = example.get(join.left), example.get(join.right)
        if left and right and left != right and join.reason != "decided by a person":
            out.append(
                Decision(
                    kind="merge", type=names.types[left], name=left[1], target_type=names.types[right],
                    target_name=right[1], reason=join.reason, score=join.score, by="program",
                )
            )  # fmt: skip
    return tuple(out)
