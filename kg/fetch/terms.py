"""Tell ids from queries, and put what belongs together into parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice


def parted(terms: Iterable[str], *known: Callable[[str], str]) -> tuple[list[str], list[str]]:
    """Return the ids, each in the words of the first parser that takes it, and the queries."""
    ids: list[str] = []
    queries: list[str] = []
    for term in terms:
        found = next((said for parse in known if (said := _tried(parse, term)) is not None), None)
        if found is None:
            queries.append(term)
        else:
            ids.append(found)
    return list(dict.fromkeys(ids)), queries


def in_parts(ids: Sequence[str], size: int) -> Iterator[list[str]]:
    """Yield the ids in lists of at most this size."""
    left = iter(ids)
    while part := list(islice(left, size)):
        yield part


def _tried(parse: Callable[[str], str], term: str) -> str | None:
    try:
        return parse(term)
    except ValueError:
        return None
