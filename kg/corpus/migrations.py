"""The tables of the corpus, and how an older file becomes a current one."""

from __future__ import annotations

import sqlite3

from schemas.errors import CorpusError

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE record (              -- what one source says of one paper
        source TEXT NOT NULL,
        id TEXT NOT NULL,              -- as the source gives it
        record TEXT NOT NULL,          -- schemas.paper.Paper as JSON
        content_hash TEXT NOT NULL,
        text_hash TEXT NOT NULL,
        PRIMARY KEY (source, id)
    ) WITHOUT ROWID;
    CREATE TABLE reading (             -- a text, and what read it
        number INTEGER PRIMARY KEY,
        text_hash TEXT NOT NULL UNIQUE, -- of title and abstract
        extractor TEXT                 -- version that read it last; NULL while it waits to be read
    );
    CREATE INDEX reading_extractor ON reading (extractor);
    CREATE TABLE paper (               -- what all records of one publication say together
        id TEXT PRIMARY KEY,
        record TEXT NOT NULL,          -- schemas.paper.Paper as JSON
        content_hash TEXT NOT NULL,
        made_from TEXT NOT NULL,       -- hash of its records and of the rules that brought them together
        reading INTEGER NOT NULL REFERENCES reading (number)
    ) WITHOUT ROWID;
    CREATE INDEX paper_reading ON paper (reading);
    CREATE TABLE member (              -- which records are one paper
        source TEXT NOT NULL,
        id TEXT NOT NULL,
        paper TEXT NOT NULL REFERENCES paper (id) DEFERRABLE INITIALLY DEFERRED,
        PRIMARY KEY (source, id),
        FOREIGN KEY (source, id) REFERENCES record (source, id) ON DELETE CASCADE
    ) WITHOUT ROWID;
    CREATE INDEX member_paper ON member (paper);
    CREATE TABLE alias (               -- every other id of a paper: of its records, and its identifiers
        id TEXT NOT NULL,
        paper TEXT NOT NULL REFERENCES paper (id) ON DELETE CASCADE,
        PRIMARY KEY (id, paper)
    ) WITHOUT ROWID;
    CREATE INDEX alias_paper ON alias (paper);
    CREATE TABLE mention (
        reading INTEGER NOT NULL REFERENCES reading (number) ON DELETE CASCADE,
        field TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT NOT NULL,
        type TEXT NOT NULL, role TEXT NOT NULL, confidence REAL NOT NULL,
        PRIMARY KEY (reading, field, start, end, type)
    ) WITHOUT ROWID;
    CREATE TABLE acronym (
        reading INTEGER NOT NULL REFERENCES reading (number) ON DELETE CASCADE,
        long TEXT NOT NULL, short TEXT NOT NULL,
        PRIMARY KEY (reading, long, short)
    ) WITHOUT ROWID;
    CREATE TABLE claim (
        reading INTEGER NOT NULL REFERENCES reading (number) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        record TEXT NOT NULL,          -- schemas.mention.Claim as JSON
        PRIMARY KEY (reading, position)
    ) WITHOUT ROWID;
    CREATE TABLE matched (             -- references as written, matched to papers
        citing TEXT NOT NULL,          -- any id of the paper that cites
        reference TEXT NOT NULL,       -- as written
        cited TEXT NOT NULL,           -- any id of the paper that is cited
        method TEXT NOT NULL, confidence REAL NOT NULL,
        PRIMARY KEY (citing, reference)
    ) WITHOUT ROWID;
    CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE paper_decision (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL, paper TEXT NOT NULL, source TEXT, other TEXT NOT NULL, other_source TEXT,
        reason TEXT NOT NULL, by TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0,
        made_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
    );
    CREATE TABLE decision (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL, type TEXT NOT NULL, name TEXT NOT NULL,
        target_type TEXT, target_name TEXT, reason TEXT NOT NULL, score REAL,
        by TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0,
        made_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
    );
    """,
    """
    CREATE TABLE known_name (          -- which entity each name was when the graph was made last
        type TEXT NOT NULL, text TEXT NOT NULL, entity TEXT NOT NULL,
        PRIMARY KEY (type, text)
    ) WITHOUT ROWID;
    """,
    """
    CREATE TABLE citation (            -- what a source says of papers that other sources hold
        source TEXT NOT NULL,
        citing TEXT NOT NULL,          -- scheme:id, as is the cited one
        cited TEXT NOT NULL,
        PRIMARY KEY (citing, cited, source)
    ) WITHOUT ROWID;
    CREATE INDEX citation_source ON citation (source);
    """,
)


def migrate(db: sqlite3.Connection, path: str) -> None:
    """Bring the tables up to date in one transaction; raise `CorpusError` for a file from a newer program."""
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise CorpusError(f"{path}: made by a newer version of this program (tables {version}); update kg")
    for number in range(version, len(MIGRATIONS)):
        db.executescript(f"BEGIN IMMEDIATE; {MIGRATIONS[number]} PRAGMA user_version = {number + 1}; COMMIT;")
