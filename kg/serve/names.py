"""Find papers and entities by what people type."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterable, Sequence

import numpy as np
from rapidfuzz import fuzz, process

from kg.serve.catalog import LABELS, Catalog
from schemas.paper import title_key

_WORD = re.compile(r"\w+")
_LONGEST = 200
_CANDIDATES = 400
_TABLES = """
CREATE TABLE name (place INTEGER PRIMARY KEY, key TEXT, node INTEGER, label TEXT, words TEXT);
CREATE VIRTUAL TABLE word USING fts5 (
    key, label, content = 'name', content_rowid = 'place', tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3');
"""


class Names:
    """Search names, aliases and titles by the beginnings of their words; misspelt names by likeness.

    SQLite's full-text index in memory; rows lie in the order of importance, so the first hits of a
    short query are the important ones and no query reads more than some hundred rows. What is called
    exactly as asked is looked up beside.
    """

    def __init__(self, names: Iterable[tuple[str, str]], catalog: Catalog) -> None:
        self._catalog = catalog
        self._lock = threading.Lock()
        self._db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._db.executescript(_TABLES)
        rows = [(key, catalog.number[id]) for key, id in names]
        weight = importance(catalog)
        rows.sort(key=lambda row: -weight[row[1]])
        self._db.execute("BEGIN")
        self._db.executemany(
            "INSERT INTO name (key, node, label, words) VALUES (?, ?, ?, ?)",
            ((key, node, f"label{catalog.label[node]}", " ".join(_WORD.findall(key))) for key, node in rows),
        )
        self._db.execute("INSERT INTO word (word) VALUES ('rebuild')")
        self._db.execute("CREATE INDEX name_words ON name (words)")
        self._db.execute("COMMIT")
        self._weight = weight
        self._entity_keys = [(key, node) for key, node in rows if catalog.entity[node]]

    def search(self, query: str, labels: Sequence[str] = ()) -> list[tuple[int, str]]:
        """Return nodes with the name that matched, best first: the same name, then its beginning, then its words."""
        key = title_key(query)[:_LONGEST]
        words = _WORD.findall(key)
        if not words:
            return []
        found = self._matching(words, labels)
        if not found:
            found = self._near(key, labels)
        best: dict[int, tuple[tuple[float, ...], str]] = {}
        for name, node in found:
            rank = self._rank(key, name, node)
            if node not in best or rank < best[node][0]:
                best[node] = (rank, name)
        return [(node, name) for node, (_, name) in sorted(best.items(), key=lambda item: item[1][0])]

    def close(self) -> None:
        """Give the memory back."""
        with self._lock:
            self._db.close()

    def _matching(self, words: Sequence[str], labels: Sequence[str]) -> list[tuple[str, int]]:
        match = " AND ".join(f'key : "{word}"*' for word in words)
        if labels:
            match += " AND label : (" + " OR ".join(f"label{LABELS.index(label)}" for label in labels) + ")"
        with self._lock:
            rows = self._db.execute(
                "SELECT name.key, node FROM word JOIN name ON place = word.rowid WHERE word MATCH ? "
                "ORDER BY word.rowid LIMIT ?",
                (match, _CANDIDATES),
            ).fetchall()
            same = self._db.execute(
                "SELECT key, node FROM name WHERE words = ? LIMIT ?", (" ".join(words), _CANDIDATES)
            ).fetchall()
        wanted = {LABELS.index(label) for label in labels}
        exact = [row for row in same if not wanted or self._catalog.label[row[1]] in wanted]
        return [*rows, *exact]

    def _near(self, key: str, labels: Sequence[str]) -> list[tuple[str, int]]:
        wanted = {LABELS.index(label) for label in labels}
        rows = [row for row in self._entity_keys if not wanted or self._catalog.label[row[1]] in wanted]
        hits = process.extract(key, [row[0] for row in rows], scorer=fuzz.ratio, limit=8, score_cutoff=72)
        return [rows[place] for _, _, place in hits]

    def _rank(self, key: str, name: str, node: int) -> tuple[float, ...]:
        kind = 0 if name == key else 1 if name.startswith(key) else 2
        return (kind, -float(self._weight[node]), len(name), node)


def importance(catalog: Catalog) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """Rank nodes for a reader: by edges, entities before papers, people and venues last."""
    weight = np.log1p(catalog.degree.astype(np.float32))
    weight[catalog.entity] += 1.0
    weight[~(catalog.entity | catalog.paper)] -= 3.0
    return weight.astype(np.float32)
