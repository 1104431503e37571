"""Complete labels, edge types, properties, keywords and named questions as they are typed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from queries.library import QUERIES
from schemas.definitions import EDGES, NODES

KEYWORDS = (
    "MATCH", "OPTIONAL MATCH", "WHERE", "RETURN", "DISTINCT", "ORDER BY", "DESC", "LIMIT", "SKIP", "WITH", "UNWIND",
    "AS", "AND", "OR", "NOT", "IN", "CONTAINS", "STARTS WITH", "ENDS WITH", "IS NULL", "IS NOT NULL", "EXISTS",
    "COUNT", "CASE", "WHEN", "THEN", "ELSE", "END", "collect(", "count(", "shortestPath(",
)  # fmt: skip
COMMANDS = {
    ":help": "what can be typed",
    ":queries": "list the named questions",
    ":run": "ask one: :run NAME key=value",
    ":quit": "leave",
}
_AT_LABEL = re.compile(r"\(\s*\w*\s*:(?:\w+\|)*(\w*)$")
_AT_TYPE = re.compile(r"\[\s*\w*\s*:(?:\w+\|)*(\w*)$")
_AT_PROPERTY = re.compile(r"\b\w+\.(\w*)$")
_WORD = re.compile(r":?\w*$")


class GraphCompleter(Completer):
    """Offer what the schema of the graph allows at the cursor."""

    def __init__(self) -> None:
        self._properties: dict[str, str] = {}
        for name, properties in (
            *((label, node.properties) for label, node in NODES.items()),
            *((type, edge.properties) for type, edge in EDGES.items()),
        ):
            for one in properties:
                self._properties.setdefault(one.name, f"{name}: {one.description}")

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:  # noqa: ARG002
        """Yield what may stand at the cursor, in alphabetical order."""
        text = document.text_before_cursor
        if match := re.match(r"\s*:run\s+(\S*)$", text):
            return self._offer(match[1], {q.name: q.answers for q in QUERIES.values()})
        if match := re.match(r"\s*(:\w*)$", text):
            return self._offer(match[1], COMMANDS)
        for pattern, known in (
            (_AT_LABEL, {n.label: n.description for n in NODES.values()}),
            (_AT_TYPE, {e.type: e.description for e in EDGES.values()}),
            (_AT_PROPERTY, self._properties),
        ):
            if match := pattern.search(text):
                return self._offer(match[1], known)
        word = _WORD.search(text)
        return self._offer(word[0], dict.fromkeys(KEYWORDS, "")) if word and word[0] else ()

    @staticmethod
    def _offer(typed: str, known: dict[str, str]) -> list[Completion]:
        return [
            Completion(name, start_position=-len(typed), display_meta=meta)
            for name, meta in sorted(known.items())
            if name.casefold().startswith(typed.casefold())
        ]
