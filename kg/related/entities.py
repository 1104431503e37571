"""How much the entities say that two papers share: rare and introduced ones say more.

The weight of an entity in a paper is its role's weight times ln(N/df) + 1 tempered by its type; two
papers are as alike as the cosine of these vectors, each first made longer by one rare entity that
nobody shares: papers that share the only, common, entity that they name are not the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kg.related.matrix import Floats, Ints, Matrix, Vector, load_array
from kg.related.strings import Strings
from loaders.snapshot import Snapshot
from schemas.edges import EVIDENCE_CLASSES, EvidenceEdge
from schemas.errors import UnknownName, UsageError
from schemas.mention import ENTITY_TYPES, ROLES, Mention
from schemas.nodes import EntityNode
from schemas.paper import title_key

ROLE_WEIGHTS = (2.0, 1.0, 0.6)
"""Weights of introduced, used and mentioned."""
TYPE_WEIGHTS = {"Model": 1.0, "Dataset": 1.2, "Benchmark": 1.2, "Method": 1.0, "Task": 0.8, "Metric": 0.4}


class Verb(NamedTuple):
    """Say what a filter means: roles, and types of entities where not all."""

    roles: tuple[int, ...]
    types: tuple[str, ...] = ()


VERBS = {
    "introduces": Verb((0,)),
    "uses": Verb((1,), ("Model", "Dataset", "Method")),
    "evaluates_on": Verb((1,), ("Benchmark",)),
    "addresses": Verb((1,), ("Task",)),
    "measures": Verb((1,), ("Metric",)),
    "mentions": Verb((2,)),
    "names": Verb((0, 1, 2)),
}
_ROLE_OF_EDGE = {name: {"INTRODUCES": 0, "MENTIONS": 2}.get(name, 1) for name in EVIDENCE_CLASSES}


class EntityIndex(NamedTuple):
    """Hold which paper names which entity, in which role (0 introduced, 1 used, 2 mentioned)."""

    ids: Strings
    captions: Strings
    types: npt.NDArray[np.int8]
    rarity: Floats
    papers: Matrix
    """Paper by entity: weights of length 1."""
    entities: Matrix
    """The same by entity."""
    roles: Matrix
    """Paper by entity: the role plus 1."""
    names: Strings
    named: Ints
    """Names and aliases, folded and sorted, and the entity of each."""

    @classmethod
    def build(cls, snapshot: Snapshot, papers: dict[str, int]) -> EntityIndex:
        """Read the entities and the edges to them; `papers` numbers the papers."""
        from scipy.sparse import csr_array

        numbers: dict[str, int] = {}
        captions: list[str] = []
        types: list[int] = []
        named: list[tuple[str, int]] = []
        for node in snapshot.nodes(*ENTITY_TYPES):
            if isinstance(node, EntityNode):
                number = numbers.setdefault(node.id, len(numbers))
                captions.append(node.name)
                types.append(ENTITY_TYPES.index(node.label))
                named += sorted({(title_key(name), number) for name in (node.name, *node.aliases)})
        named.sort()
        role_of: dict[tuple[int, int], int] = {}
        for edge in snapshot.edges(*EVIDENCE_CLASSES):
            if isinstance(edge, EvidenceEdge) and edge.source in papers and edge.target in numbers:
                key = papers[edge.source], numbers[edge.target]
                role = _ROLE_OF_EDGE[edge.type]
                role_of[key] = min(role, role_of.get(key, role))
        rows = np.array([paper for paper, _ in role_of], dtype=np.int64)
        columns = np.array([entity for _, entity in role_of], dtype=np.int64)
        roles = np.array(list(role_of.values()), dtype=np.int64)
        shape = (len(papers), len(numbers))
        kinds = np.array(types, dtype=np.int8)
        rarity = _rarity(len(papers), np.bincount(columns, minlength=len(numbers)), kinds)
        values = np.array(ROLE_WEIGHTS, dtype=np.float32)[roles] * rarity[columns]
        length = np.sqrt(np.bincount(rows, weights=values**2, minlength=len(papers)) + _spare(len(papers)) ** 2)
        weights = csr_array(((values / length[rows]).astype(np.float32), (rows, columns)), shape=shape)
        return cls(
            Strings.of(numbers),
            Strings.of(captions),
            kinds,
            rarity,
            Matrix.of(weights),
            Matrix.of(weights.T.tocsr()),
            Matrix.of(csr_array((roles + 1, (rows, columns)), shape=shape)),
            Strings.of(name for name, _ in named),
            np.array([number for _, number in named], dtype=np.int64),
        )

    def meant(self, mentions: Iterable[Mention]) -> dict[int, int]:
        """Return the entities that a text names, each with its strongest role; unknown names are left out."""
        roles: dict[int, int] = {}
        for mention in mentions:
            for place in self.names.find_all(title_key(mention.text)):
                entity = int(self.named[place])
                if ENTITY_TYPES[self.types[entity]] == mention.type:
                    role = ROLES.index(mention.role)
                    roles[entity] = min(role, roles.get(entity, role))
        return roles

    def called(self, name: str) -> list[str]:
        """Return the ids of the entities of this name or alias."""
        return [self.ids.at(int(self.named[place])) for place in self.names.find_all(title_key(name))]

    def vector(self, roles: Mapping[int, int]) -> Vector:
        """Weigh entities by their rarity and their roles."""
        where = np.array(sorted(roles), dtype=np.int64)
        values = self.rarity[where] * np.array([ROLE_WEIGHTS[roles[e]] for e in where.tolist()], dtype=np.float32)
        length = float(np.sqrt((values**2).sum() + _spare(self.papers.rows) ** 2))
        return where, (values / length).astype(np.float32)

    def scores(self, vector: Vector) -> Floats:
        """Return the cosine of the vector with each paper."""
        return self.entities.times(vector)

    def roles_of(self, paper: int) -> dict[int, int]:
        """Return the role of each entity that a paper names."""
        where, values = self.roles.row(paper)
        return {e: int(v) - 1 for e, v in zip(where.tolist(), values.tolist(), strict=True)}

    def papers_that(self, wanted: str) -> npt.NDArray[np.bool_]:
        """Say of each paper whether it does what `wanted` says: "introduces:Dataset", "uses:BERT", "names:Task".

        After the colon stands a type, or the name or id of an entity. Raises `UsageError` for another
        verb, `UnknownName` for an entity that is not in the graph.
        """
        verb, _, name = wanted.partition(":")
        if verb not in VERBS or not name:
            raise UsageError(f"{wanted!r}: write VERB:TYPE or VERB:NAME, with a verb of {', '.join(VERBS)}")
        entities = self._meant(name)
        if VERBS[verb].types:
            entities &= np.isin(self.types, [ENTITY_TYPES.index(kind) for kind in VERBS[verb].types])
        fits = entities[self.roles.indices] & np.isin(self.roles.data - 1, VERBS[verb].roles)
        sums = np.concatenate([[0], np.cumsum(fits)])
        found: npt.NDArray[np.bool_] = sums[self.roles.indptr[1:]] > sums[self.roles.indptr[:-1]]
        return found

    def _meant(self, name: str) -> npt.NDArray[np.bool_]:
        kinds = [number for number, kind in enumerate(ENTITY_TYPES) if kind.casefold() == name.casefold()]
        if kinds:
            return np.isin(self.types, kinds)
        meant = np.zeros(len(self.types), dtype=bool)
        meant[[int(self.named[place]) for place in self.names.find_all(title_key(name))]] = True
        meant |= np.array([id == name for id in self.ids.all()], dtype=bool) if not meant.any() else False
        if not meant.any():
            from rapidfuzz import process

            near = process.extract(title_key(name), self.names.all(), limit=3)
            raise UnknownName("entity or type of entity", name, [str(hit[0]) for hit in near])
        return meant

    def held(self, entity: int) -> int:
        """Count the papers that name an entity."""
        return int(self.entities.indptr[entity + 1] - self.entities.indptr[entity])

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """Return what `EntityIndex.load` needs, by file name."""
        return {
            **self.ids.arrays("entity-ids"),
            **self.captions.arrays("entity-captions"),
            "entity-types": self.types,
            "entity-rarity": self.rarity,
            **self.papers.arrays("entities"),
            **self.entities.arrays("entity-papers"),
            **self.roles.arrays("roles"),
            **self.names.arrays("entity-names"),
            "entity-named": self.named,
        }

    @classmethod
    def load(cls, folder: Path) -> EntityIndex:
        """Map a saved index into memory."""
        return cls(
            Strings.load(folder, "entity-ids"),
            Strings.load(folder, "entity-captions"),
            load_array(folder, "entity-types"),  # type: ignore[arg-type]
            load_array(folder, "entity-rarity"),  # type: ignore[arg-type]
            Matrix.load(folder, "entities"),
            Matrix.load(folder, "entity-papers"),
            Matrix.load(folder, "roles"),
            Strings.load(folder, "entity-names"),
            load_array(folder, "entity-named"),  # type: ignore[arg-type]
        )


def _spare(papers: int) -> float:
    return float(np.log(max(1, papers)) + 1.0)


def _rarity(papers: int, held: npt.NDArray[np.int64], types: npt.NDArray[np.int8]) -> Floats:
    weights = np.array([TYPE_WEIGHTS[t] for t in ENTITY_TYPES], dtype=np.float32)
    idf = np.log(max(1, papers) / np.maximum(held, 1)) + 1.0
    return (idf * weights[types]).astype(np.float32)
