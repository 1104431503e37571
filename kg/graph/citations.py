"""Citations: the references of papers that are in the corpus too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemas.edges import AnyEdge, Cites
from schemas.identifiers import PaperIds
from schemas.paper import Paper


class Citations:
    """Know every paper by its id and by each of its identifiers (`arxiv:2106.09685`)."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._papers: dict[str, str] = {}
        identifiers: dict[str, str] = {}
        for paper in papers:
            self._papers[paper.id] = paper.id
            for scheme in PaperIds.model_fields:
                value = getattr(paper.ids, scheme)
                if value is not None:
                    identifiers.setdefault(f"{scheme}:{value}".lower(), paper.id)
        self._identifiers = identifiers

    def find(self, reference: str) -> str | None:
        """Return the id of the paper that a reference names, or None when the corpus has none."""
        return self._papers.get(reference) or self._identifiers.get(reference.lower())

    def edges(self, paper: Paper) -> Iterator[AnyEdge]:
        """Yield the paper's citations; a paper never cites itself, and each other paper once."""
        seen = {paper.id}
        for reference in paper.references:
            cited = self.find(reference)
            if cited is not None and cited not in seen:
                seen.add(cited)
                yield Cites(source=paper.id, target=cited, reference=reference)

    def waiting(self, paper: Paper) -> int:
        """Count the paper's references whose paper is not in the corpus."""
        return sum(self.find(reference) is None for reference in paper.references)
