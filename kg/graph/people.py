"""Authors and venues: equal names, ignoring case and spacing, are one node."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from schemas.edges import AnyEdge, Authored, PublishedIn
from schemas.nodes import AnyNode, AuthorNode, VenueNode
from schemas.paper import Paper

_NOT_WORD = re.compile(r"[^\w]+")


def name_key(name: str) -> str:
    """Return the form under which two names of people or venues are one: no case, accents kept, single hyphens."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return _NOT_WORD.sub("-", folded).strip("-") or folded.strip()


class People:
    """Collect the authors and venues of papers; each is called as most papers spell it."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._authors: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._venues: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for paper in papers:
            for name in paper.authors:
                self._authors[name_key(name)][name.strip()] += 1
            if paper.venue:
                self._venues[name_key(paper.venue)][paper.venue] += 1

    def nodes(self) -> Iterator[AnyNode]:
        """Yield all authors, then all venues."""
        for key, names in sorted(self._authors.items()):
            yield AuthorNode(id=f"author:{key}", name=_most_used(names))
        for key, names in sorted(self._venues.items()):
            yield VenueNode(id=f"venue:{key}", name=_most_used(names))

    def edges(self, paper: Paper) -> Iterator[AnyEdge]:
        """Yield the edges from a paper's authors and to its venue; a name given twice counts once."""
        seen: set[str] = set()
        for position, name in enumerate(paper.authors, start=1):
            key = name_key(name)
            if key not in seen:
                seen.add(key)
                yield Authored(source=f"author:{key}", target=paper.id, position=position)
        if paper.venue:
            yield PublishedIn(source=paper.id, target=f"venue:{name_key(paper.venue)}")


def _most_used(names: Counter[str]) -> str:
    return min(names, key=lambda name: (-names[name], name))
