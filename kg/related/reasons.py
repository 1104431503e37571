"""Say in words why a paper is related: only what the index holds, the most telling first.

Every reason says something of the two papers that can be looked up: an edge from both to one
entity, a citation, the papers that cite both, words that both texts hold.
"""

from __future__ import annotations

from collections import defaultdict
from math import log2
from typing import NamedTuple

import numpy as np

from kg.related.citations import CitationIndex
from kg.related.entities import EntityIndex
from kg.related.matrix import Ints, Vector, at, without
from kg.related.meaning import is_common
from kg.related.query import Evidence, Query
from schemas.mention import ENTITY_TYPES

MOST_REASONS = 5
MOST_NAMES = 3
MOST_WORDS = 4
COMMON = 0.05
"""An entity that more than this part of the papers names says little."""
_BOTH = {"Model": "use", "Dataset": "use", "Benchmark": "evaluate on", "Method": "use", "Task": "address", "Metric": "measure"}  # fmt: skip
_ALONE = {"Model": "uses", "Dataset": "uses", "Benchmark": "evaluates on", "Method": "uses", "Task": "addresses", "Metric": "measures"}  # fmt: skip
_INTRODUCED, _USED = 0, 1


class Reason(NamedTuple):
    """Hold one reason in words, how much it tells, and what it stands on: numbers of entities and of papers."""

    weight: float
    words: str
    entities: tuple[int, ...] = ()
    papers: tuple[int, ...] = ()


class Around(NamedTuple):
    """Hold the citing papers most like what was asked from, and those that cite it (for a text: what it cites)."""

    near: Ints
    citing: Ints


def reasons(query: Query, paper: int, evidence: Evidence, around: Around) -> tuple[Reason, ...]:
    """Return why the paper is related to what was asked from."""
    found = [
        *_citation_reasons(query, paper, evidence.citations, around),
        *_entity_reasons(query, paper, evidence.entities),
    ]
    found.sort(key=lambda reason: -reason.weight)
    shared = ", ".join(_shared_words(query.text, paper, evidence))
    if found:
        text = (Reason(0.0, f"similar text: {shared}"),) if shared else ()
        return (*found[:MOST_REASONS], *text)
    if shared:
        return (Reason(0.0, f"only the text is similar (words: {shared})"),)
    return (Reason(0.0, "only the subject is similar: no word is shared"),)


def _citation_reasons(query: Query, paper: int, citations: CitationIndex, around: Around) -> list[Reason]:
    if citations.empty:
        return []
    found: list[Reason] = []
    several, seeds = len(query.papers) > 1, query.papers
    cited_by, cites = citations.cited.row(paper)[0], citations.cites.row(paper)[0]
    citing = np.intersect1d(seeds, cited_by, assume_unique=True)
    if len(citing):
        words = f"{_some(len(citing), len(seeds))} cite it" if several else "cites it"
        found.append(Reason(12.0, words, papers=_numbers(citing)))
    cited = np.intersect1d(seeds, cites, assume_unique=True)
    if len(cited):
        words = f"it cites {_some(len(cited), len(seeds))}" if several else "it cites this paper"
        found.append(Reason(11.0, words, papers=_numbers(cited)))
    together = np.intersect1d(cited_by, around.citing, assume_unique=True)
    if len(together):
        words = f"cited together by {_papers(len(together))}"
        if not len(seeds):
            words = f"cited together with what the text cites, by {_papers(len(together))}"
        found.append(Reason(2.0 + 2.0 * log2(1 + len(together)), words, papers=_numbers(together)))
    alike = np.intersect1d(cites, query.cites, assume_unique=True)
    if len(alike):
        words = f"{_papers(len(alike))} cited by both"
        found.append(Reason(1.5 + 1.5 * log2(1 + len(alike)), words, papers=_numbers(alike)))
    asked = without(np.intersect1d(cited_by, around.near, assume_unique=True), together)
    if len(asked):
        words = f"cited by {_papers(len(asked))} on the same subject"
        found.append(Reason(1.0 + log2(1 + len(asked)), words, papers=_numbers(asked)))
    return found


def _numbers(papers: Ints) -> tuple[int, ...]:
    numbers: tuple[int, ...] = tuple(papers.tolist())
    return numbers


def _entity_reasons(query: Query, paper: int, entities: EntityIndex) -> list[Reason]:
    grouped: defaultdict[str, list[tuple[float, int]]] = defaultdict(list)
    weight: defaultdict[str, float] = defaultdict(float)
    theirs = entities.roles_of(paper)
    for entity in sorted({e for roles in query.roles for e in roles} & theirs.keys()):
        held = [roles[entity] for roles in query.roles if entity in roles]
        pattern, factor = _pattern(query, held, theirs[entity], ENTITY_TYPES[entities.types[entity]])
        common = entities.held(entity) > max(3.0, COMMON * entities.papers.rows)
        telling = float(entities.rarity[entity]) * factor * (0.3 if common else 1.0)
        grouped[pattern].append((telling, entity))
        weight[pattern] += telling
    found = []
    for pattern, members in grouped.items():
        members.sort(key=lambda member: (-member[0], member[1]))
        numbers = tuple(entity for _, entity in members)
        words = pattern.format(_listed([entities.captions.at(entity) for entity in numbers]))
        found.append(Reason(weight[pattern], words, entities=numbers))
    return found


def _pattern(query: Query, mine: list[int], theirs: int, kind: str) -> tuple[str, float]:
    """Choose the words for a shared entity, and how much the two roles together say."""
    if len(query.roles) > 1:
        who = _some(len(mine), len(query.roles))
        if theirs == _INTRODUCED:
            return f"introduced {{}}, which {who} name{'' if len(mine) > 1 else 's'}", 2.0
        verb = _ALONE[kind] if theirs == _USED else "names"
        return f"{verb} {{}}, as {who} do{'' if len(mine) > 1 else 'es'}", 1.0
    role = mine[0]
    if not len(query.papers):
        verb = "introduced" if theirs == _INTRODUCED else _ALONE[kind] if theirs == _USED else "names"
        return f"{verb} {{}}, which the text names", 2.0 if theirs == _INTRODUCED else 1.0
    if theirs == _INTRODUCED and role != _INTRODUCED:
        return ("builds on {}, which it introduced" if role == _USED else "names {}, which it introduced"), 2.0
    if role == _INTRODUCED and theirs != _INTRODUCED:
        return ("it builds on {}" if theirs == _USED else "it names {}") + ", which this paper introduced", 2.0
    if role == theirs == _INTRODUCED:
        return "both introduce {}", 2.0
    return (f"both {_BOTH[kind]} {{}}" if role == theirs == _USED else "both name {}"), 1.0


def _shared_words(vector: Vector, paper: int, evidence: Evidence) -> list[str]:
    """Return the terms that the likeness of the texts stands on most; a word inside a chosen pair is not repeated.

    Words of every paper ("new", "better", "models") are named only where no other is shared.
    """
    terms, weights = evidence.text.papers.row(paper)
    shares = weights * at(vector, terms)
    # A pair says more to a reader than its words do, which count beside it.
    shares[terms >= evidence.text.vocabulary.count] *= 2
    order = np.argsort(-shares, kind="stable")[: 6 * MOST_WORDS]
    names = [evidence.term(term) for term in terms[order[shares[order] > 0]].tolist()]
    names = [name for name in names if not name.isdigit()]
    chosen: list[str] = []
    used: set[str] = set()
    for name in [name for name in names if not is_common(name)] or names:
        if len(chosen) < MOST_WORDS and used.isdisjoint(own := name.split()):
            used.update(own)
            chosen.append(name)
    return chosen


def _some(count: int, of: int) -> str:
    return f"all {of} papers" if count == of else f"{count} of the {of} papers"


def _papers(count: int) -> str:
    return "1 paper" if count == 1 else f"{count} papers"


def _listed(names: list[str]) -> str:
    names = list(dict.fromkeys(names))
    if len(names) > MOST_NAMES + 1:
        names = [*names[:MOST_NAMES], f"{len(names) - MOST_NAMES} more"]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" and {names[-1]}"
