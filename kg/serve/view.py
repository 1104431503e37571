"""One generation of the graph, open for reading."""

from __future__ import annotations

from functools import cached_property

from kg.related import RelatedIndex
from kg.serve.catalog import LABELS, TYPES, Catalog
from kg.serve.names import Names
from kg.serve.shapes import Dot, Line, Ref
from loaders.generations import Generation
from loaders.snapshot import Snapshot
from schemas.errors import UnknownName
from schemas.nodes import EntityNode, PaperNode


class View:
    """Bring together what answers from one generation: records on disk, arrays and names in memory."""

    def __init__(self, generation: Generation) -> None:
        self.generation = generation
        path = generation.snapshot
        self.identity = f"{generation.name}-{path.stat().st_mtime_ns}"
        self.snapshot = Snapshot(path)
        self.catalog = Catalog(path)
        self.names = Names(self.snapshot.names(), self.catalog)
        self.counts = self.snapshot.counts()

    def find(self, id: str) -> int:
        """Return the number of a node; raise `UnknownName` when the graph has none of this id."""
        number = self.catalog.number.get(id)
        if number is None:
            raise UnknownName("node", id)
        return number

    def ref(self, id: str) -> Ref:
        """Name a node in passing."""
        return self.ref_of(self.find(id))

    def ref_of(self, number: int) -> Ref:
        """Name a node in passing, by number."""
        catalog = self.catalog
        return Ref(
            id=catalog.ids[number],
            label=LABELS[catalog.label[number]],
            name=catalog.names[number],
            year=int(catalog.year[number]) or None,
        )

    def dot(self, number: int) -> Dot:
        """Describe a node as it is drawn."""
        catalog = self.catalog
        return Dot(
            id=catalog.ids[number],
            label=LABELS[catalog.label[number]],
            name=_shortened(catalog.names[number]),
            year=int(catalog.first_year[number]) or None,
            degree=int(catalog.degree[number]),
            papers=int(catalog.papers[number]),
        )

    def line(self, edge: int) -> Line:
        """Describe an edge as it is drawn."""
        catalog = self.catalog
        source = catalog.source[edge]
        return Line(
            source=catalog.ids[source],
            target=catalog.ids[catalog.target[edge]],
            type=TYPES[catalog.type[edge]],
            weight=round(float(catalog.weight[edge]), 4),
            year=int(catalog.year[source]) or None,
        )

    def paper(self, id: str) -> PaperNode:
        """Return a paper; raise `UnknownName` when this id is no paper's."""
        node = self.snapshot.node(id)
        if not isinstance(node, PaperNode):
            raise UnknownName("paper", id)
        return node

    def entity(self, id: str) -> EntityNode:
        """Return an entity; raise `UnknownName` when this id is no entity's."""
        node = self.snapshot.node(id)
        if not isinstance(node, EntityNode):
            raise UnknownName("entity", id)
        return node

    @cached_property
    def years(self) -> dict[int, int]:
        """Count the papers of each year."""
        catalog = self.catalog
        counts: dict[int, int] = {}
        for year in catalog.year[catalog.paper & (catalog.year > 0)].tolist():
            counts[year] = counts.get(year, 0) + 1
        return dict(sorted(counts.items()))

    @cached_property
    def related(self) -> RelatedIndex:
        """Return the index of related work; raise `StoreUnavailable` where there is none."""
        return RelatedIndex.load(self.generation.related)

    def close(self) -> None:
        """Close the files."""
        self.names.close()
        self.snapshot.close()


def _shortened(name: str) -> str:
    return name if len(name) <= 160 else name[:159].rstrip() + "…"
