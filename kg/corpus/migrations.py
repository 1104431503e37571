"""The tables of the corpus, and how an older file becomes a current one."""

from __future__ import annotations

import sqlite3

from schemas.errors import CorpusError

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE paper (
        id TEXT PRIMARY KEY,
        record TEXT NOT NULL,          -- schemas.paper.Paper as JSON
        content_hash TEXT NOT NULL,
        text_hash TEXT NOT NULL,       -- of title and abstract: what the extractor read
        extractor TEXT                 -- version that read it last; NULL while it waits to be read
    ) WITHOUT ROWID;
    CREATE INDEX paper_extractor ON paper (extractor);
    CREATE TABLE origin (
        source TEXT NOT NULL,
        paper TEXT NOT NULL REFERENCES paper (id) ON DELETE CASCADE,
        PRIMARY KEY (source, paper)
    ) WITHOUT ROWID;
    CREATE INDEX origin_paper ON origin (paper);
    CREATE TABLE mention (
        paper TEXT NOT NULL REFERENCES paper (id) ON DELETE CASCADE,
        field TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT NOT NULL,
        type TEXT NOT NULL, role TEXT NOT NULL, confidence REAL NOT NULL,
        PRIMARY KEY (paper, field, start, end, type)
    ) WITHOUT ROWID;
    CREATE TABLE acronym (
        paper TEXT NOT NULL REFERENCES paper (id) ON DELETE CASCADE,
        long TEXT NOT NULL, short TEXT NOT NULL,
        PRIMARY KEY (paper, long, short)
    ) WITHOUT ROWID;
    CREATE TABLE claim (
        paper TEXT NOT NULL REFERENCES paper (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        record TEXT NOT NULL,          -- schemas.mention.Claim as JSON
        PRIMARY KEY (paper, position)
    ) WITHOUT ROWID;
    CREATE TABLE decision (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL, type TEXT NOT NULL, name TEXT NOT NULL,
        target_type TEXT, target_name TEXT, reason TEXT NOT NULL, score REAL,
        by TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0,
        made_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
    );
    """,
)


def migrate(db: sqlite3.Connection, path: str) -> None:
    """Bring the tables up to date in one transaction; raise `CorpusError` for a file from a newer program."""
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise CorpusError(f"{path}: made by a newer version of this program (tables {version}); update kg")
    for number in range(version, len(MIGRATIONS)):
        db.executescript(f"BEGIN IMMEDIATE; {MIGRATIONS[number]} PRAGMA user_version = {number + 1}; COMMIT;")
