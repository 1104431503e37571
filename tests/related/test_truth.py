"""Every reason says what the graph holds: each is looked up there, in the example graph and in that of the saved pages."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from pathlib import Path

import pytest

from kg.build import Summary
from kg.related import RelatedIndex
from kg.related.quotes import answer
from kg.related.reasons import MOST_NAMES
from kg.related.words import words
from loaders.generations import Generations, open_current
from loaders.snapshot import Snapshot
from schemas.edges import EVIDENCE_CLASSES, RelatedTo
from schemas.nodes import EntityNode, PaperNode

BOTH = {
    "use": ("USES", {"Model", "Dataset", "Method"}),
    "evaluate on": ("EVALUATES_ON", {"Benchmark"}),
    "address": ("ADDRESSES", {"Task"}),
    "measure": ("MEASURES", {"Metric"}),
    "introduce": ("INTRODUCES", None),
}
USED = {"USES", "EVALUATES_ON", "ADDRESSES", "MEASURES"}


class Graph:
    """Know the edges of a graph, as sets."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.cites = {(e.source, e.target) for e in snapshot.edges("CITES")}
        self.citing: defaultdict[str, set[str]] = defaultdict(set)
        self.cited: defaultdict[str, set[str]] = defaultdict(set)
        for a, b in self.cites:
            self.citing[b].add(a)
            self.cited[a].add(b)
        self.named: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for edge in snapshot.edges(*EVIDENCE_CLASSES):
            self.named[edge.source][edge.target] = edge.type
        self.names = {n.id: n.name for n in snapshot.nodes() if isinstance(n, EntityNode)}
        self.words = {
            n.id: set(words(f"{n.title} {n.abstract}")) for n in snapshot.nodes("Paper") if isinstance(n, PaperNode)
        }

    def holds(self, a: str, b: str, reason: str) -> bool:
        """Look a reason up that paper b is related to paper a."""
        mine, theirs = self.named[a], self.named[b]
        shared = mine.keys() & theirs.keys()
        if reason == "cites it":
            return (a, b) in self.cites
        if reason == "it cites this paper":
            return (b, a) in self.cites
        if match := re.fullmatch(r"cited together by (\d+) papers?", reason):
            return len(self.citing[a] & self.citing[b]) == int(match[1])
        if match := re.fullmatch(r"cited by (\d+) papers? on the same subject", reason):
            return len(self.citing[b] - self.citing[a]) >= int(match[1])
        if match := re.fullmatch(r"(\d+) papers? cited by both", reason):
            return len(self.cited[a] & self.cited[b]) == int(match[1])
        if match := re.fullmatch(r"(?:similar text: |only the text is similar \(words: )(.*?)\)?", reason):
            return set(match[1].replace(",", "").split()) <= self.words[a] & self.words[b]
        if reason == "only the subject is similar: no word is shared":
            return not shared
        if match := re.fullmatch(r"(builds on|names) (.*), which it introduced", reason):
            kinds = USED if match[1] == "builds on" else {"MENTIONS"}
            return self.lists({e for e in shared if mine[e] in kinds and theirs[e] == "INTRODUCES"}, match[2])
        if match := re.fullmatch(r"it (builds on|names) (.*), which this paper introduced", reason):
            kinds = USED if match[1] == "builds on" else {"MENTIONS"}
            return self.lists({e for e in shared if theirs[e] in kinds and mine[e] == "INTRODUCES"}, match[2])
        if match := re.fullmatch(r"both name (.*)", reason):
            return self.lists({e for e in shared if "MENTIONS" in (mine[e], theirs[e]) and "INTRODUCES" not in (mine[e], theirs[e])}, match[1])  # fmt: skip
        if match := re.fullmatch(r"both (use|evaluate on|address|measure|introduce) (.*)", reason):
            kind = BOTH[match[1]][0]
            return self.lists({e for e in shared if mine[e] == theirs[e] == kind}, match[2])
        return False

    def lists(self, entities: set[str], said: str) -> bool:
        """Say whether the words list exactly these entities, the last ones perhaps by their number."""
        names = {self.names[e] for e in entities}
        rest = said
        for name in sorted(names, key=len, reverse=True):
            rest = rest.replace(name, "", 1)
        more = re.search(r"(\d+) more$", said)
        counted = more is None or int(more[1]) == len(names) - MOST_NAMES
        return bool(names) and counted and re.fullmatch(r"(?:, | and |\d+ more)*", rest) is not None


TEXT_ALONE = ("only the text is similar", "only the subject is similar")


@pytest.fixture(scope="module")
def snapshot(example: Path):
    generation = Generations(example / "kg.graph").current()
    with Snapshot(generation.snapshot) as opened:
        yield opened


def test_every_reason_is_true_of_the_graph(snapshot: Snapshot):
    graph = Graph(snapshot)
    told = [
        (edge.source, edge.target, reason)
        for edge in snapshot.edges("RELATED_TO")
        if isinstance(edge, RelatedTo)
        for reason in edge.reasons
    ]
    assert len(told) > 100
    assert [one for one in told if not graph.holds(*one)] == []


def test_every_result_has_a_reason_beyond_text_or_says_that_it_has_none(snapshot: Snapshot):
    for edge in snapshot.edges("RELATED_TO"):
        assert isinstance(edge, RelatedTo)
        assert edge.reasons
        beyond = [r for r in edge.reasons if not r.startswith("similar text")]
        assert beyond


def test_a_hundred_random_results_over_the_saved_pages_give_true_reasons(seeds: tuple[Path, Summary]):
    chance = random.Random(7)
    with open_current(seeds[0]) as (generation, snapshot):
        graph, index = Graph(snapshot), RelatedIndex.load(generation.related)
        texts = {n.id: n for n in snapshot.nodes("Paper") if isinstance(n, PaperNode)}
        asked = chance.sample(sorted(texts), 100)
        results = [(seed, chance.choice(found)) for seed in asked if (found := index.rank(seed, 10))]
        assert len(results) == 100
        wrong = [(seed, hit.id, reason) for seed, hit in results for reason in hit.reasons if not graph.holds(seed, hit.id, reason)]  # fmt: skip
        assert wrong == []
        for seed, hit in results:
            for grounded in answer(snapshot, hit, [seed]).evidence:
                assert {quote.entity for quote in grounded.quotes} == set(grounded.entities)
                assert {quote.paper for quote in grounded.quotes} == ({seed, hit.id} if grounded.entities else set())
                for quote in grounded.quotes:
                    assert getattr(texts[quote.paper], quote.field)[quote.start : quote.end] == quote.text


def test_the_first_five_say_more_than_likeness_or_say_honestly_that_there_is_only_text(seeds: tuple[Path, Summary]):
    with open_current(seeds[0]) as (generation, _):
        index = RelatedIndex.load(generation.related)
        hits = [hit for id in index.ids.all()[::4] for hit in index.rank(id, 5)]
    beyond = [any(not r.startswith(("similar text", *TEXT_ALONE)) for r in hit.reasons) for hit in hits]
    honest = [hit.reasons[0].startswith(TEXT_ALONE) and len(hit.reasons) == 1 for hit in hits]
    assert len(hits) > 500
    assert sum(a or b for a, b in zip(beyond, honest, strict=True)) >= 0.95 * len(hits)
    assert sum(beyond) > 0.2 * len(hits)
