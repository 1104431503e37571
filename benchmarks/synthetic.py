"""Make a graph of any size, the same each time: shaped like a real one, with every label and edge type.

Texts are real abstracts where the data for testing is at hand, else words drawn at random. Entities
are drawn with the long tail that names have in real corpora, so that some are very common.
"""

from __future__ import annotations

import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from loaders.snapshot import SnapshotWriter
from schemas.definitions import EDGE_ADAPTER, ENTITY_LABELS, NODE_ADAPTER
from schemas.edges import USED_EDGE, AnyEdge
from schemas.nodes import AnyNode

_VERSION = "synthetic-1"
_USED = {label: edge.model_fields["type"].default for label, edge in USED_EDGE.items()}
_WORDS = [
    "we",
    "propose",
    "a",
    "new",
    "model",
    "for",
    "the",
    "task",
    "and",
    "show",
    "that",
    "it",
    "improves",
    "over",
    "strong",
    "baselines",
    "on",
    "data",
    "of",
    "many",
    "kinds",
]


class SyntheticGraph:
    """Hold the recipe of a graph: how many papers, and the texts that they have."""

    def __init__(self, papers: int, texts: Path | None = None, seed: int = 7) -> None:
        self.papers, self.texts, self.seed = papers, texts, seed
        self.entities = {label: max(3, papers // 20) for label in ENTITY_LABELS}
        self.authors = max(5, papers)

    def write(self, path: Path) -> None:
        """Write the graph as a snapshot."""
        writer = SnapshotWriter(path)
        writer.write_nodes(self.nodes())
        writer.write_edges(self.edges())
        writer.finish()

    def nodes(self) -> Iterator[AnyNode]:
        """Yield all nodes."""
        for number, (title, abstract) in enumerate(self._texts()):
            year = 2010 + number % 16 if number % 9 else None
            yield _node(
                "Paper", f"arxiv:{number:06d}", title=title, abstract=abstract, year=year, arxiv=f"{number:06d}"
            )
            if number % 3 == 0:
                yield self._claim(number, title)
        for number in range(self.authors):
            yield _node("Author", f"author:{number}", name=f"Author {number}")
        for number in range(20):
            yield _node("Venue", f"venue:{number}", name=f"Venue {number}")
        naming = self._naming()
        for label, count in self.entities.items():
            for number in range(count):
                name = f"{label} {number}"
                id = f"{label.lower()}:{number}"
                yield _node(label, id, name=name, aliases=[name, name.upper()][: number % 3], papers=naming[id])

    def edges(self) -> Iterator[AnyEdge]:
        """Yield all edges; about eleven for each paper."""
        for number in range(self.papers):
            draw = random.Random(f"{self.seed}-{number}")
            paper = f"arxiv:{number:06d}"
            for position in range(1, 4):
                yield _edge("AUTHORED", f"author:{(number * 7 + position) % self.authors}", paper, position=position)
            yield _edge("PUBLISHED_IN", paper, f"venue:{number % 20}")
            for type, target, evidence in self._named(draw):
                yield _edge(type, paper, target, **evidence)
            for other in {draw.randrange(self.papers) for _ in range(2)} - {number}:
                yield _edge("CITES", paper, f"arxiv:{other:06d}", reference=f"arXiv:{other}")
            for rank, other in enumerate(sorted({draw.randrange(self.papers) for _ in range(2)} - {number}), 1):
                parts = {"text": draw.random(), "entities": draw.random(), "citations": 0.0}
                yield _edge(
                    "RELATED_TO",
                    paper,
                    f"arxiv:{other:06d}",
                    rank=rank,
                    score=sum(parts.values()),
                    **parts,
                    reasons=["both name it"],
                )
            if number % 3 == 0:
                yield from self._claim_edges(draw, number, paper)
            if number % 10 == 0 and number:
                yield _edge(
                    "BUILDS_ON",
                    paper,
                    f"arxiv:{number - 1:06d}",
                    entities=["model:0"],
                    names=["Model 0"],
                    roles=["used"],
                )
        for number in range(1, self.entities["Model"], 4):
            yield _edge("VARIANT_OF", f"model:{number}", "model:0", difference=f"{number}B")

    def _texts(self) -> Iterator[tuple[str, str]]:
        made = 0
        if self.texts is not None:
            with gzip.open(self.texts, "rt", encoding="utf-8") as lines:
                for line in lines:
                    if made == self.papers:
                        return
                    record = json.loads(line)
                    if record.get("title"):
                        yield record["title"], record.get("abstract") or ""
                        made += 1
        for number in range(made, self.papers):
            draw = random.Random(f"{self.seed}-text-{number}")
            yield f"Paper {number}", " ".join(draw.choices(_WORDS, k=170))

    def _claim(self, number: int, title: str) -> AnyNode:
        words = {
            "text": title,
            "subject": "Model",
            "on": "Benchmark",
            "metric": "accuracy",
            "value": f"{number % 100}%",
        }
        place = {"paper": f"arxiv:{number:06d}", "field": "title", "start": 0, "end": len(title)}
        return _node("Claim", f"claim:{number}", **place, **words, kind="absolute", confidence=0.5, extractor=_VERSION)

    def _claim_edges(self, draw: random.Random, number: int, paper: str) -> Iterator[AnyEdge]:
        claim = f"claim:{number}"
        yield _edge("CLAIMS", paper, claim)
        yield _edge("ABOUT", claim, self._entity(draw, "Model"))
        yield _edge("ON", claim, self._entity(draw, "Benchmark"))
        yield _edge("IN", claim, self._entity(draw, "Metric"))

    def _named(self, draw: random.Random) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Yield edge type, entity and evidence of what one paper names."""
        for label in draw.sample(ENTITY_LABELS, 4):
            type = draw.choices(["INTRODUCES", _USED[label], "MENTIONS"], [1, 6, 3])[0]
            count = draw.randint(1, 3)
            evidence = {
                "fields": ["abstract"] * count, "starts": [10 * i for i in range(count)],
                "ends": [10 * i + 5 for i in range(count)], "texts": ["words"] * count,
                "confidences": [draw.random() for _ in range(count)], "extractor": _VERSION,
            }  # fmt: skip
            yield type, self._entity(draw, label), evidence

    def _naming(self) -> Counter[str]:
        """Count the papers that name each entity."""
        draws = (random.Random(f"{self.seed}-{number}") for number in range(self.papers))
        return Counter(target for draw in draws for _, target, _ in self._named(draw))

    def _entity(self, draw: random.Random, label: str) -> str:
        return f"{label.lower()}:{int(self.entities[label] * draw.random() ** 3)}"


def _node(label: str, id: str, **properties: Any) -> AnyNode:
    return NODE_ADAPTER.validate_python({"label": label, "id": id, **properties})


def _edge(type: str, source: str, target: str, **properties: Any) -> AnyEdge:
    return EDGE_ADAPTER.validate_python({"type": type, "source": source, "target": target, **properties})
