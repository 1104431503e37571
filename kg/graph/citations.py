"""Citations: the references of papers that are in the corpus too."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from kg.corpus import Corpus, MatchedReference
from schemas.edges import AnyEdge, Cites


class Citations:
    """Know every paper by its id, by each id that a source gives it, and by each of its identifiers.

    An id that two papers have names neither, but in the source that gives it.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._papers: dict[str, str | None] = {}
        for paper, alias in corpus.aliases():
            self._papers[alias] = paper if self._papers.get(alias, paper) == paper else None
        self._papers.update((id, id) for id in corpus.ids())
        self._folded = {name.lower(): paper for name, paper in self._papers.items() if ":" in name}
        self._own = {(source, id): paper for source, id, paper in corpus.record_ids()}

    def find(self, reference: str, source: str | None = None) -> str | None:
        """Return the id of the paper that a reference names, or None when the corpus has none."""
        own = self._own.get((source, reference)) if source is not None else None
        return own or self._papers.get(reference) or self._folded.get(reference.lower())

    def edges(self) -> Iterator[AnyEdge]:
        """Yield all citations, by citing paper; a paper never cites itself, and each other paper once.

        What a reference list names by an identifier goes before what was matched as written.
        """
        matched = self._matched()
        for paper, rows in groupby(self._corpus.references(), key=itemgetter(0)):
            yield from self._of(paper, [(reference, source) for _, reference, source in rows], matched.pop(paper, []))
        for paper, written in sorted(matched.items()):
            yield from self._of(paper, [], written)

    def waiting(self) -> int:
        """Count the references whose paper is not in the corpus (yet), each once for each citing paper."""
        found = 0
        for _, rows in groupby(self._corpus.references(), key=lambda row: row[:2]):
            found += all(self.find(reference, source) is None for _, reference, source in rows)
        return found + sum(self.find(m.cited) is None for _, m in self._corpus.matched())

    def _of(self, paper: str, listed: list[tuple[str, str]], written: list[MatchedReference]) -> Iterator[AnyEdge]:
        seen = {paper}
        for reference, source in listed:
            cited = self.find(reference, source)
            if cited is not None and cited not in seen:
                seen.add(cited)
                yield Cites(source=paper, target=cited, reference=reference)
        for match in sorted(written, key=lambda m: (-m.confidence, m.reference)):
            cited = self.find(match.cited)
            if cited is not None and cited not in seen:
                seen.add(cited)
                yield Cites(
                    source=paper,
                    target=cited,
                    reference=match.reference,
                    matched=match.method,
                    confidence=match.confidence,
                )

    def _matched(self) -> dict[str, list[MatchedReference]]:
        found: dict[str, list[MatchedReference]] = {}
        for citing, match in self._corpus.matched():
            paper = self.find(citing)
            if paper is not None:
                found.setdefault(paper, []).append(match)
        return found
