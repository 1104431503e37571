"""From joined keys to entities: names, types, counts of papers, parents and ids."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kg.resolve.form import Form, form_of
from kg.resolve.journal import PERSON, Name
from kg.resolve.merge import Key, Merges
from kg.resolve.names import Names
from kg.resolve.resolution import Entity, Resolution
from kg.resolve.slug import ids
from kg.resolve.variants import Lineage, Named, lineage
from schemas.decision import Decision
from schemas.mention import ENTITY_TYPES, EntityType


class Draft(NamedTuple):
    """Hold an entity before it has an id."""

    type: EntityType
    name: str
    aliases: tuple[str, ...]
    papers: int


def build(names: Names, merges: Merges, senses: Mapping[tuple[str, Key], Key]) -> Resolution:
    """Make the entities and the answers to "which entity is this name?"."""
    uses, papers, home, meant = _gather(names, merges, senses)
    forms = {root: _forms(names, uses[root]) for root in sorted(uses)}
    _add_bases(forms, merges)
    above = lineage(forms)
    drafts = {root: _draft(names, counts, papers[root]) for root, counts in uses.items()}
    for key, (form, child) in sorted(above.implied.items()):
        drafts[key] = Draft(drafts[child].type, _family_name(key[0], form, drafts[child].aliases), (), 0)
    order = sorted(drafts, key=lambda root: (-drafts[root].papers, drafts[root].name, root))
    id_of = dict(zip(order, ids((drafts[r].type, drafts[r].name, drafts[r].aliases) for r in order), strict=True))
    answers: dict[Name, str | None] = dict.fromkeys(names.rejected)
    answers |= {name: id_of[root] for name, root in home.items()}
    return Resolution(
        _entities(drafts, id_of, above),
        _decisions(names, merges, drafts, home),
        answers,
        {at: id_of[root] for at, root in meant.items()},
        {key: id_of[home[found[0]]] for key, found in names.of_key.items()},
    )


_Uses = dict[Key, dict[Name, int]]


def _gather(
    names: Names, merges: Merges, senses: Mapping[tuple[str, Key], Key]
) -> tuple[_Uses, dict[Key, int], dict[Name, Key], dict[tuple[str, EntityType, str], Key]]:
    """Return uses and number of papers of each entity, each name's entity, and that it is in papers that differ."""
    uses: defaultdict[Key, dict[Name, int]] = defaultdict(dict)
    papers: defaultdict[Key, list[Sequence[str]]] = defaultdict(list)
    home: dict[Name, Key] = {}
    meant: dict[tuple[str, EntityType, str], Key] = {}
    ambiguous = {key for _, key in senses}
    for name, key in names.keys.items():
        root = home[name] = merges.find(key)
        found = names.papers[name]
        if key in ambiguous:
            other = {paper: merges.find(senses[paper, key]) for paper in found if (paper, key) in senses}
            for paper, at in other.items():
                if at != root:
                    meant[paper, *name] = at
                    uses[at][name] = uses[at].get(name, 0) + 1
                    papers[at].append((paper,))
            found = tuple(paper for paper in found if other.get(paper, root) == root)
        if found:
            uses[root][name] = len(found)
            papers[root].append(found)
    # a name that only papers with a meaning of their own use is, elsewhere, what most of them mean
    places: defaultdict[Name, Counter[Key]] = defaultdict(Counter)
    for (_, type, text), root in meant.items():
        places[type, text][root] += 1
    for name, meanings in places.items():
        if home[name] not in uses:
            home[name] = min(meanings, key=lambda root: (-meanings[root], root))
    counts = {root: len(set().union(*found)) if len(found) > 1 else len(found[0]) for root, found in papers.items()}
    return dict(uses), counts, home, meant


def _entities(drafts: Mapping[Key, Draft], id_of: Mapping[Key, str], above: Lineage) -> dict[str, Entity]:
    out = {}
    for root, id in id_of.items():
        draft, parent = drafts[root], above.parents.get(root)
        out[id] = Entity(
            id, draft.type, draft.name, draft.aliases, draft.papers,
            id_of[parent.key] if parent else None, parent.difference if parent else None,
        )  # fmt: skip
    return out


def _draft(names: Names, uses: Mapping[Name, int], papers: int) -> Draft:
    if len(uses) == 1:
        (name,) = uses
        return Draft(names.types[name], name[1], (name[1],), papers)
    types: Counter[EntityType] = Counter()
    texts: Counter[str] = Counter()
    for name, count in uses.items():
        types[names.types[name]] += count
        texts[name[1]] += count
    ordered = tuple(sorted(texts, key=lambda t: (-texts[t], t)))
    return Draft(min(types, key=lambda t: (-types[t], ENTITY_TYPES.index(t))), ordered[0], ordered, papers)


def _forms(names: Names, uses: Mapping[Name, int]) -> list[Named]:
    ordered = sorted(uses, key=lambda name: (-uses[name], name)) if len(uses) > 1 else uses
    return [Named(names.keys[n][0], n[1], names.forms[n]) for n in ordered]


def _add_bases(forms: dict[Key, list[Named]], merges: Merges) -> None:
    """Give an entity the bases that were joined to it though no paper uses them: MHP, of "MHP v2.0"."""
    bases = sorted({(n.group, n.form.base) for named in forms.values() for n in named if n.form.qualifiers})
    for group, base in bases:
        root = merges.find((group, base))
        if root in forms and not any(n.form == Form(base, ()) for n in forms[root]):
            forms[root].append(Named(group, base, Form(base, ())))


def _family_name(group: str, family: Form, children: tuple[str, ...]) -> str:
    """Return a child's name cut before what sets it apart: "Llama-2-7B" gives "Llama-2"."""
    letters = 0 if group in ("task", "metric") else len(family.base.replace("_", ""))
    for child in children:
        for end in range(letters if child.isascii() else 1, len(child)):  # no base is longer than its text
            if not child[end].isalnum() and form_of(group, child[:end]) == family:
                return child[:end]
    return " ".join((family.base, *(q.value for q in family.qualifiers)))


def _decisions(
    names: Names, merges: Merges, drafts: Mapping[Key, Draft], home: Mapping[Name, Key]
) -> tuple[Decision, ...]:
    """Return what the program decided: joins of different names, and names that got another type."""
    out = []
    for join in merges.joins:
        if join.reason != PERSON and join.left in names.of_key and join.right in names.of_key:
            left, right = names.of_key[join.left][0], names.of_key[join.right][0]
            out.append(
                Decision(
                    kind="merge", type=names.types[left], name=left[1], target_type=names.types[right],
                    target_name=right[1], reason=join.reason, score=join.score, by="program",
                )
            )  # fmt: skip
    for name, root in home.items():
        entity = drafts[root]
        if names.types[name] != entity.type:
            out.append(
                Decision(
                    kind="retype", type=name[0], name=name[1], target_type=entity.type, target_name=entity.name,
                    reason=f"{entity.type} in most of the {entity.papers} papers that name it", by="program",
                )
            )  # fmt: skip
    return tuple(out)
