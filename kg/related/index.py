"""Rank the papers of a graph by how related they are to a paper, several papers or a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from kg.related.citations import CitationIndex
from kg.related.entities import EntityIndex
from kg.related.matrix import Ints, joined, load_array, save_arrays
from kg.related.meaning import meaning
from kg.related.query import Evidence, Query, of_papers
from kg.related.ranking import look, rank, rank_all
from kg.related.reasons import Reason
from kg.related.record import Draft, Ground, Parts, Related, Wanted
from kg.related.runs import Runs
from kg.related.strings import Strings
from kg.related.subjects import SubjectIndex
from kg.related.text import TextIndex
from loaders.snapshot import Snapshot
from schemas.edges import RelatedTo
from schemas.errors import StoreUnavailable, UnknownName, UsageError
from schemas.nodes import PaperNode
from schemas.paper import title_key

FORMAT = 3
"""Version of the files of a saved index."""
ANYTHING = Wanted()


class RelatedIndex(NamedTuple):
    """Hold what ranks related work: texts, entities and citations of all papers, numbered by id."""

    ids: Strings
    """Ids of the papers, ascending."""
    titles: Strings
    keys: Strings
    """Titles in the form in which they are compared, sorted."""
    keyed: Ints
    """The paper of each."""
    years: Ints
    """Year of each paper, 0 where it is unknown."""
    runs: Runs
    text: TextIndex
    subjects: SubjectIndex
    entities: EntityIndex
    citations: CitationIndex

    @classmethod
    def build(cls, snapshot: Snapshot, former: Path | None = None) -> RelatedIndex:
        """Index the papers of a graph; memory is about 23 kB a paper.

        Texts that an earlier index in the folder `former` holds are not read again; the result is the same.
        """
        papers = [node for node in snapshot.nodes("Paper") if isinstance(node, PaperNode)]
        numbers = {node.id: number for number, node in enumerate(papers)}
        return cls.of(
            [(node.id, node.title, node.abstract, node.year or 0) for node in papers],
            EntityIndex.build(snapshot, numbers),
            CitationIndex.build(snapshot, numbers),
            _former_runs(former),
        )

    @classmethod
    def of(
        cls,
        papers: Sequence[tuple[str, str, str, int]],
        entities: EntityIndex,
        citations: CitationIndex,
        former: Runs | None = None,
    ) -> RelatedIndex:
        """Index (id, title, abstract, year) of papers, by id."""
        runs = Runs.read(((title, abstract) for _, title, abstract, _ in papers), former)
        keys = sorted((title_key(title), number) for number, (_, title, _, _) in enumerate(papers))
        return cls(
            Strings.of(id for id, _, _, _ in papers),
            Strings.of(title for _, title, _, _ in papers),
            Strings.of(key for key, _ in keys),
            np.array([number for _, number in keys], dtype=np.int64),
            np.array([year for _, _, _, year in papers], dtype=np.int64),
            runs,
            TextIndex.build(runs),
            SubjectIndex.build(runs),
            entities,
            citations,
        )

    def save(self, folder: Path) -> None:
        """Write the index as arrays into a folder, which is made."""
        arrays = {
            **self.ids.arrays("ids"),
            **self.titles.arrays("titles"),
            **self.keys.arrays("keys"),
            "keyed": self.keyed,
            "years": self.years,
            **self.runs.arrays(),
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
        runs = Runs.load(folder)
        return cls(
            Strings.load(folder, "ids"),
            Strings.load(folder, "titles"),
            Strings.load(folder, "keys"),
            load_array(folder, "keyed"),  # type: ignore[arg-type]
            load_array(folder, "years"),  # type: ignore[arg-type]
            runs,
            TextIndex.load(folder, runs.vocabulary),
            SubjectIndex.load(folder),
            EntityIndex.load(folder),
            CitationIndex.load(folder),
        )

    def rank(self, query: str | Sequence[str] | Draft, k: int = 10, wanted: Wanted = ANYTHING) -> list[Related]:
        """Return the `k` most related papers of a paper (its id), of several, or of a text.

        Papers that share nothing are left out, and what is asked from is never an answer: for a text,
        neither is a paper of the same title, nor what it cites. Raises `UnknownName` for an id that is
        not in the graph, `UsageError` for a filter that is none.
        """
        asked = self._draft(query) if isinstance(query, Draft) else self._papers(query)
        asked = asked._replace(popularity=wanted.popularity)
        away = self._papers(wanted.away)._replace(popularity=wanted.popularity) if wanted.away else None
        if away is not None:
            asked = asked._replace(leave=joined(asked.leave, away.papers))
        allowed = self._allowed(wanted)
        found = look(self.evidence, asked, allowed)
        hits = rank(self.evidence, asked, found, k, allowed=allowed, away=away, diverse=wanted.diverse)
        return [
            Related(
                id=self.ids.at(hit.paper),
                title=self.titles.at(hit.paper),
                score=hit.text + hit.entities + hit.citations,
                parts=Parts(text=hit.text, entities=hit.entities, citations=hit.citations),
                reasons=tuple(reason.words for reason in hit.reasons),
                grounds=tuple(self._ground(reason) for reason in hit.reasons),
            )
            for hit in hits
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
                    reasons=tuple(reason.words for reason in hit.reasons),
                )

    def number(self, id: str) -> int:
        """Return the number of a paper; raise `UnknownName` with near ids when there is none."""
        number = self.ids.find(id)
        if number is None:
            from rapidfuzz import process

            raise UnknownName("paper", id, [str(hit[0]) for hit in process.extract(id, self.ids.all(), limit=3)])
        return number

    def titled(self, title: str) -> list[int]:
        """Return the numbers of the papers of this title."""
        return [int(self.keyed[place]) for place in self.keys.find_all(title_key(title))] if title else []

    @property
    def evidence(self) -> Evidence:
        """Return what a ranking stands on."""
        return Evidence(self.text, self.subjects, self.entities, self.citations, self.text.term)

    def _papers(self, ids: str | Sequence[str]) -> Query:
        numbers = [self.number(id) for id in ([ids] if isinstance(ids, str) else dict.fromkeys(ids))]
        if not numbers:
            raise UsageError("no paper to find related work for: give the id of one paper or several")
        asked = of_papers(self.evidence, np.array(numbers, dtype=np.int64))
        same = [other for number in numbers for other in self.titled(self.titles.at(number))]
        return asked._replace(leave=joined(asked.papers, np.array(same, dtype=np.int64)))

    def _draft(self, draft: Draft) -> Query:
        roles = self.entities.meant(draft.mentions)
        cites = np.array(sorted({self.number(id) for id in draft.cites}), dtype=np.int64)
        itself = {*self.titled(draft.title), *(self.number(id) for id in draft.itself)}
        subject, _ = meaning().read(draft.title, draft.abstract)
        return Query(
            papers=np.zeros(0, dtype=np.int64),
            cites=cites,
            text=self.text.vector(draft.title, draft.abstract),
            subject=subject,
            entities=self.entities.vector(roles),
            roles=(roles,),
            leave=joined(cites, np.array(sorted(itself), dtype=np.int64)),
        )

    def _allowed(self, wanted: Wanted) -> np.ndarray | None:
        """Return for each paper whether it may be an answer; None where all may."""
        kept = [self.years >= wanted.since] if wanted.since is not None else []
        if wanted.until is not None:
            kept.append((self.years <= wanted.until) & (self.years > 0))
        kept += [self.entities.papers_that(one) for one in wanted.only]
        return np.logical_and.reduce(kept) if kept else None

    def _ground(self, reason: Reason) -> Ground:
        return Ground(
            entities=tuple(self.entities.ids.at(entity) for entity in reason.entities),
            papers=tuple(self.ids.at(paper) for paper in reason.papers),
        )


def _former_runs(folder: Path | None) -> Runs | None:
    try:
        readable = folder is not None and int(load_array(folder, "format")[0]) == FORMAT
    except FileNotFoundError:
        return None
    return Runs.load(folder) if folder is not None and readable else None
