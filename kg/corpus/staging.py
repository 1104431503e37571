"""Collect the records of a run, then make the corpus agree with them at once."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager

from kg.corpus.identify import identify
from schemas.paper import Paper
from schemas.record import Record

_TABLES = """
DROP TABLE IF EXISTS temp.staged; DROP TABLE IF EXISTS temp.was; DROP TABLE IF EXISTS temp.had;
DROP TABLE IF EXISTS temp.cites;
CREATE TEMP TABLE staged (source TEXT, id TEXT, record TEXT, content_hash TEXT, text_hash TEXT, PRIMARY KEY (source, id))
    WITHOUT ROWID;
CREATE TEMP TABLE cites (source TEXT, citing TEXT, cited TEXT, PRIMARY KEY (source, citing, cited)) WITHOUT ROWID;
CREATE TEMP TABLE was (id TEXT PRIMARY KEY, content_hash TEXT) WITHOUT ROWID;
CREATE TEMP TABLE had (source TEXT, id TEXT, paper TEXT, PRIMARY KEY (source, id)) WITHOUT ROWID;
BEGIN;
"""
_STAGED_PAPERS = "SELECT DISTINCT r.paper FROM temp.staged AS s JOIN main.member AS r USING (source, id)"


class Ingested(Record):
    """Count what a change of papers did to the corpus."""

    distinct: int
    new: int
    changed: int
    unchanged: int
    removed: int


class Staging:
    """Collect the records of one run on disk, then make the corpus agree with them at once.

    The later of two records of one source with one id wins. `apply` removes what a source held
    before and no longer holds, but only for sources that were read whole.
    """

    def __init__(
        self, db: sqlite3.Connection, transaction: Callable[[], AbstractContextManager[sqlite3.Connection]]
    ) -> None:
        self._db, self._transaction = db, transaction
        db.executescript(_TABLES)

    def add(self, paper: Paper, source: str) -> bool:
        """Add a record; return False when it replaces another one of its source, of this run, with other content."""
        record = paper.model_dump_json()
        content = hashlib.sha256(record.encode()).hexdigest()
        select = "SELECT content_hash FROM temp.staged WHERE source = ? AND id = ?"
        before = self._db.execute(select, (source, paper.id)).fetchone()
        if before is None or before[0] != content:
            row = (source, paper.id, record, content, paper.text_hash())
            self._db.execute("INSERT OR REPLACE INTO temp.staged VALUES (?, ?, ?, ?, ?)", row)
        return before is None or before[0] == content

    def cite(self, source: str, citing: str, cited: str) -> None:
        """Add a citation between papers that this or another source holds, now or later."""
        self._db.execute("INSERT OR IGNORE INTO temp.cites VALUES (?, ?, ?)", (source, citing, cited))

    def apply(self, whole_sources: Collection[str]) -> Ingested:
        """Make records and papers agree with what was added, in one transaction; count papers, not records."""
        self._db.execute("COMMIT")
        with self._transaction() as db:
            db.execute("INSERT INTO temp.was SELECT id, content_hash FROM main.paper")
            db.execute("INSERT INTO temp.had SELECT source, id, paper FROM main.member")
            written = db.execute(
                "INSERT INTO main.record (source, id, record, content_hash, text_hash) "
                "SELECT source, id, record, content_hash, text_hash FROM temp.staged WHERE true "
                "ON CONFLICT (source, id) DO UPDATE SET record = excluded.record, content_hash = excluded.content_hash, "
                "text_hash = excluded.text_hash WHERE content_hash <> excluded.content_hash"
            ).rowcount
            gone = db.execute(
                "DELETE FROM main.record AS r WHERE source IN (SELECT value FROM json_each(?)) AND NOT EXISTS "
                "(SELECT 1 FROM temp.staged AS s WHERE s.source = r.source AND s.id = r.id)",
                (json.dumps(sorted(whole_sources)),),
            ).rowcount
            db.execute("INSERT OR IGNORE INTO main.citation SELECT source, citing, cited FROM temp.cites")
            db.execute(
                "DELETE FROM main.citation AS c WHERE source IN (SELECT value FROM json_each(?)) AND NOT EXISTS "
                "(SELECT 1 FROM temp.cites AS t WHERE (t.source, t.citing, t.cited) = (c.source, c.citing, c.cited))",
                (json.dumps(sorted(whole_sources)),),
            )
            identify(db, changed=bool(written + gone))
            return _counted(db)


def _counted(db: sqlite3.Connection) -> Ingested:
    distinct = _one(db, f"SELECT count(*) FROM ({_STAGED_PAPERS})")  # noqa: S608
    known = _one(
        db,
        f"SELECT count(*) FROM ({_STAGED_PAPERS}) AS p WHERE EXISTS (SELECT 1 FROM main.member AS r "  # noqa: S608
        "JOIN temp.had USING (source, id) WHERE r.paper = p.paper)",
    )
    unchanged = _one(
        db,
        f"SELECT count(*) FROM ({_STAGED_PAPERS}) AS p JOIN main.paper ON main.paper.id = p.paper "  # noqa: S608
        "JOIN temp.was USING (id, content_hash)",
    )
    removed = _one(
        db,
        "SELECT count(*) FROM temp.was WHERE id NOT IN "
        "(SELECT h.paper FROM temp.had AS h JOIN main.member USING (source, id))",
    )
    return Ingested(
        distinct=distinct, new=distinct - known, changed=known - unchanged, unchanged=unchanged, removed=removed
    )


def _one(db: sqlite3.Connection, sql: str) -> int:
    return int(db.execute(sql).fetchone()[0])
