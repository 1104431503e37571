"""Rank the papers of a graph by how related they are to a paper, several papers or a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from kg.related.citations import CitationIndex
from kg.related.entities import EntityIndex
from kg.related.matrix import Ints, load_array, save_arrays
from kg.related.meaning import meaning
from kg.related.query import Evidence, Query, of_papers
from kg.related.ranking import candidates, rank, rank_all
from kg.related.record import Draft, Parts, Related
from kg.related.strings import Strings
from kg.related.subjects import SubjectIndex
from kg.related.text import TextIndex
from loaders.snapshot import Snapshot
from schemas.edges import RelatedTo
from schemas.errors import StoreUnavailable, UnknownName, UsageError
from schemas.nodes import PaperNode
from schemas.paper import title_key

FORMAT = 2
"""Version of the files of a saved index."""


class RelatedIndex(NamedTuple):
    """Hold what ranks related work: texts, entities and citations of all papers, numbered by id."""

    ids: Strings
    """Ids of the papers, ascending."""
    titles: Strings
    years: Ints
    """Year of each paper, 0 where it is unknown."""
    text: TextIndex
    subjects: SubjectIndex
    entities: EntityIndex
    citations: CitationIndex

    @classmethod
    def build(cls, snapshot: Snapshot) -> RelatedIndex:
        """Index the papers of a graph; memory is about 10 kB a paper."""
        papers = [node for node in snapshot.nodes("Paper") if isinstance(node, PaperNode)]
        ids = [node.id for node in papers]
        texts = [(node.title, node.abstract) for node in papers]
        numbers = {id: number for number, id in enumerate(ids)}
        return cls(
            Strings.of(ids),
            Strings.of(node.title for node in papers),
            np.array([node.year or 0 for node in papers], dtype=np.int64),
            TextIndex.build(texts),
            SubjectIndex.build(texts),
            EntityIndex.build(snapshot, numbers),
            CitationIndex.build(snapshot, numbers),
        )

    def save(self, folder: Path) -> None:
        """Write the index as arrays into a folder, which is made."""
        arrays = {
            **self.ids.arrays("ids"),
            **self.titles.arrays("titles"),
            "years": self.years,
            **self.text.arrays(),
            **self.subjects.arrays(),
            **self.entities.arrays(),
            **self.citations.arrays(),
            "format": np.array([FORMAT]),
        }
        save_arrays(folder, arrays)

    @classmethod
    def load(cls, folder: Path) -> RelatedIndex:
        """Map a saved index into memory; raise `StoreUnavailable` where there is none that this program reads."""
        try:
            version = int(load_array(folder, "format")[0])
        except FileNotFoundError:
            raise StoreUnavailable(f"{folder}: no index of related work; build it with: kg build SOURCE") from None
        if version != FORMAT:
            raise StoreUnavailable(f"{folder}: an index of another version; build it anew with: kg build SOURCE")
        return cls(
            Strings.load(folder, "ids"),
            Strings.load(folder, "titles"),
            load_array(folder, "years"),  # type: ignore[arg-type]
            TextIndex.load(folder),
            SubjectIndex.load(folder),
            EntityIndex.load(folder),
            CitationIndex.load(folder),
        )

    def rank(self, query: str | Sequence[str] | Draft, k: int = 10, *, popularity: bool = True) -> list[Related]:
        """Return the `k` most related papers of a paper (its id), of several, or of a text.

        Papers that share nothing are left out, and what is asked from is never an answer: for a text,
        neither is a paper of the same title. Papers of the kind that is cited much come earlier, unless
        `popularity` is off. Raises `UnknownName` for an id that is not in the graph.
        """
        asked = self._draft(query) if isinstance(query, Draft) else self._papers(query)
        asked = asked._replace(popularity=popularity)
        return [
            Related(
                id=self.ids.at(hit.paper),
                title=self.titles.at(hit.paper),
                score=hit.text + hit.entities + hit.citations,
                parts=Parts(text=hit.text, entities=hit.entities, citations=hit.citations),
                reasons=hit.reasons,
            )
            for hit in rank(self.evidence, asked, candidates(self.evidence, asked), k)
        ]

    def edges(self, k: int = 10) -> Iterator[RelatedTo]:
        """Yield the `k` most related papers of every paper, by paper and rank."""
        ids = self.ids.all()
        for paper, hits in rank_all(self.evidence, k):
            for place, hit in enumerate(hits, start=1):
                yield RelatedTo(
                    source=ids[paper],
                    target=ids[hit.paper],
                    rank=place,
                    score=hit.text + hit.entities + hit.citations,
                    text=hit.text,
                    entities=hit.entities,
                    citations=hit.citations,
                    reasons=hit.reasons,
                )

    def number(self, id: str) -> int:
        """Return the number of a paper; raise `UnknownName` with near ids when there is none."""
        number = self.ids.find(id)
        if number is None:
            from rapidfuzz import process

            raise UnknownName("paper", id, [str(hit[0]) for hit in process.extract(id, self.ids.all(), limit=3)])
        return number

    @property
    def evidence(self) -> Evidence:
        """Return what a ranking stands on."""
        return Evidence(self.text, self.subjects, self.entities, self.citations, self.text.term)

    def _papers(self, ids: str | Sequence[str]) -> Query:
        numbers = [self.number(id) for id in ([ids] if isinstance(ids, str) else dict.fromkeys(ids))]
        if not numbers:
            raise UsageError("no paper to find related work for: give the id of one paper or several")
        return of_papers(self.evidence, np.array(numbers, dtype=np.int64))

    def _draft(self, draft: Draft) -> Query:
        entities, roles = self.entities.vector(draft.mentions)
        key = title_key(draft.title)
        same = [n for n, title in enumerate(self.titles.all()) if title_key(title) == key] if key else []
        nobody = np.zeros(0, dtype=np.int64)
        words = self.text.vector(draft.title, draft.abstract)
        (subject,), _ = meaning().read([(draft.title, draft.abstract)])
        return Query(nobody, words, subject, entities, (roles,), np.array(same, np.int64))
