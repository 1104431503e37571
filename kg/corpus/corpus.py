"""Papers, what was read in them and what was decided, in one SQLite file."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from kg.corpus.journal import Journal
from kg.corpus.migrations import migrate
from schemas.errors import CorpusError, UnknownName
from schemas.mention import Claim, Extraction, Mention
from schemas.paper import Paper
from schemas.record import Record

_BUSY_SECONDS = 10.0


class Ingested(Record):
    """Count what a change of papers did to the corpus."""

    distinct: int
    new: int
    changed: int
    unchanged: int
    removed: int


class Corpus:
    """Open (or make) the corpus file: SQLite in WAL mode, every change one transaction.

    Killed at any moment it opens again with every acknowledged change in it. One process writes
    at a time; readers are never shut out. Raises `CorpusError` when the file is locked, damaged,
    no corpus, or newer than this program.
    """

    def __init__(self, path: Path | str, *, must_exist: bool = False) -> None:
        self.path = Path(path)
        if must_exist and not self.path.exists():
            raise CorpusError(f"{self.path}: no corpus there; build one with: kg build SOURCE --corpus {self.path}")
        if not self.path.parent.is_dir():
            raise CorpusError(f"{self.path.parent}: no such folder; make it first")
        try:
            self._db = sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA foreign_keys = ON")
            self._db.execute("PRAGMA synchronous = FULL")
            migrate(self._db, str(self.path))
        except sqlite3.Error as error:
            raise self._explained(error) from error
        self.journal = Journal(self._db)

    def stage(self) -> Staging:
        """Begin to collect the papers of a run; nothing changes until `Staging.apply`."""
        return Staging(self)

    def papers(self) -> Iterator[Paper]:
        """Yield all papers, by id."""
        for (record,) in self._db.execute("SELECT record FROM paper ORDER BY id"):
            yield Paper.model_validate_json(record)

    def paper(self, id: str) -> Paper | None:
        """Return the paper of that id, or None."""
        row = self._db.execute("SELECT record FROM paper WHERE id = ?", (id,)).fetchone()
        return Paper.model_validate_json(row[0]) if row else None

    def ids(self) -> list[str]:
        """Return the ids of all papers, sorted."""
        return [id for (id,) in self._db.execute("SELECT id FROM paper ORDER BY id")]

    def unread(self, version: str) -> list[str]:
        """Return the ids of the papers that this extractor version has not read, sorted."""
        return [
            id for (id,) in self._db.execute("SELECT id FROM paper WHERE extractor IS NOT ? ORDER BY id", (version,))
        ]

    def write_extractions(self, extractions: Iterable[Extraction]) -> int:
        """Replace what was read in these papers, in one transaction; return the number of mentions."""
        written = 0
        with self._transaction() as db:
            for found in extractions:
                for table in ("mention", "acronym", "claim"):
                    db.execute(f"DELETE FROM {table} WHERE paper = ?", (found.id,))  # noqa: S608
                db.executemany(
                    "INSERT INTO mention VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    ((found.id, m.field, m.start, m.end, m.text, m.type, m.role, m.confidence) for m in found.mentions),
                )
                db.executemany(
                    "INSERT OR IGNORE INTO acronym VALUES (?, ?, ?)",
                    ((found.id, a.long, a.short) for a in found.acronyms),
                )
                db.executemany(
                    "INSERT INTO claim VALUES (?, ?, ?)",
                    ((found.id, i, c.model_dump_json()) for i, c in enumerate(found.claims)),
                )
                db.execute("UPDATE paper SET extractor = ? WHERE id = ?", (found.version, found.id))
                written += len(found.mentions)
        return written

    def names(self) -> Iterator[tuple[str, str, str]]:
        """Yield each distinct (paper, type, text) that was found, sorted."""
        yield from self._db.execute("SELECT DISTINCT paper, type, text FROM mention ORDER BY paper, type, text")

    def acronyms(self) -> Iterator[tuple[str, str, str]]:
        """Yield each (paper, long form, short form) that was found, sorted."""
        yield from self._db.execute("SELECT paper, long, short FROM acronym ORDER BY paper, long, short")

    def mentions(self) -> Iterator[tuple[str, str, Mention]]:
        """Yield each mention with its paper and the extractor's version, by paper and place."""
        rows = self._db.execute(
            "SELECT paper, extractor, field, start, end, text, type, role, confidence "
            "FROM mention JOIN paper ON paper.id = mention.paper ORDER BY paper, field DESC, start, end, type"
        )
        for paper, version, field, start, end, text, kind, role, confidence in rows:
            yield (
                paper,
                version,
                Mention(field=field, start=start, end=end, text=text, type=kind, role=role, confidence=confidence),
            )

    def claims(self) -> Iterator[tuple[str, str, Claim]]:
        """Yield each claim with its paper and the extractor's version, by paper and place."""
        rows = self._db.execute(
            "SELECT paper, extractor, claim.record FROM claim JOIN paper ON paper.id = claim.paper "
            "ORDER BY paper, position"
        )
        for paper, version, record in rows:
            yield paper, version, Claim.model_validate_json(record)

    def remove(self, ids: Collection[str]) -> list[str]:
        """Remove papers with what was read in them; return the ids that were there."""
        with self._transaction() as db:
            return [id for id in sorted(set(ids)) if db.execute("DELETE FROM paper WHERE id = ?", (id,)).rowcount]

    def mention_count(self) -> int:
        """Count the mentions."""
        return int(self._db.execute("SELECT count(*) FROM mention").fetchone()[0])

    def require_name(self, type: str, name: str) -> None:
        """Raise `UnknownName`, with near names, unless some paper names an entity of this type so."""
        if self._db.execute("SELECT 1 FROM mention WHERE type = ? AND text = ? LIMIT 1", (type, name)).fetchone():
            return
        near = self._db.execute(
            "SELECT DISTINCT type || ' ' || text FROM mention WHERE text LIKE ? ESCAPE '\\' ORDER BY length(text), 1 LIMIT 5",
            ("%" + re.sub(r"([%_\\])", r"\\\1", name.strip()) + "%",),
        )
        raise UnknownName(type, name, [text for (text,) in near])

    def fingerprint_rows(self) -> Iterator[str]:
        """Yield what the graph depends on: each paper's content and extractor, each decision that stands."""
        for row in self._db.execute("SELECT id, content_hash, extractor FROM paper ORDER BY id"):
            yield json.dumps(row)
        for decision in self.journal.standing():
            yield decision.model_dump_json()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            raise self._explained(error) from error

    def _explained(self, error: sqlite3.Error) -> CorpusError:
        text = str(error)
        if "locked" in text:
            return CorpusError(f"{self.path}: another process is writing to it; wait for it, or name another --corpus")
        if "full" in text:
            return CorpusError(f"{self.path}: the disk is full; free some space and run the command again")
        if "not a database" in text:
            return CorpusError(f"{self.path}: this file is no corpus; name another one with --corpus")
        if "malformed" in text:
            return CorpusError(f"{self.path}: the file is damaged; move it away and build again from the sources")
        return CorpusError(f"{self.path}: {text}")


class Staging:
    """Collect the papers of one run on disk, then make the corpus agree with them at once.

    The later of two records with one id wins. `apply` removes what a source held before and no
    longer holds, but only for sources that were read whole.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._db = corpus._db
        self._db.executescript(
            "DROP TABLE IF EXISTS temp.staged; DROP TABLE IF EXISTS temp.staged_origin;"
            "CREATE TEMP TABLE staged (id TEXT PRIMARY KEY, record TEXT, content_hash TEXT, text_hash TEXT) WITHOUT ROWID;"
            "CREATE TEMP TABLE staged_origin (source TEXT, paper TEXT, PRIMARY KEY (source, paper)) WITHOUT ROWID;"
            "BEGIN;"
        )

    def add(self, paper: Paper, source: str) -> bool:
        """Add a paper; return False when it replaces another record of this run with other content."""
        content = paper.content_hash()
        before = self._db.execute("SELECT content_hash FROM temp.staged WHERE id = ?", (paper.id,)).fetchone()
        if before is None or before[0] != content:
            row = (paper.id, paper.model_dump_json(), content, paper.text_hash())
            self._db.execute("INSERT OR REPLACE INTO temp.staged VALUES (?, ?, ?, ?)", row)
        self._db.execute("INSERT OR IGNORE INTO temp.staged_origin VALUES (?, ?)", (source, paper.id))
        return before is None or before[0] == content

    def apply(self, whole_sources: Collection[str]) -> Ingested:
        """Make the corpus agree with what was added, in one transaction."""
        self._db.execute("COMMIT")
        with self._corpus._transaction() as db:
            distinct = _one(db, "SELECT count(*) FROM temp.staged")
            new = _one(db, "SELECT count(*) FROM temp.staged WHERE id NOT IN (SELECT id FROM main.paper)")
            unchanged = _one(db, "SELECT count(*) FROM temp.staged JOIN main.paper USING (id, content_hash)")
            for table in ("mention", "acronym", "claim"):
                db.execute(
                    f"DELETE FROM main.{table} WHERE paper IN "  # noqa: S608
                    "(SELECT s.id FROM temp.staged AS s JOIN main.paper AS p USING (id) WHERE s.text_hash <> p.text_hash)"
                )
            db.execute(
                "INSERT INTO main.paper (id, record, content_hash, text_hash) "
                "SELECT id, record, content_hash, text_hash FROM temp.staged WHERE true "
                "ON CONFLICT (id) DO UPDATE SET record = excluded.record, content_hash = excluded.content_hash, "
                "extractor = CASE WHEN text_hash = excluded.text_hash THEN extractor END, text_hash = excluded.text_hash "
                "WHERE content_hash <> excluded.content_hash"
            )
            removed = self._forget(db, whole_sources)
            db.execute("INSERT OR IGNORE INTO main.origin SELECT source, paper FROM temp.staged_origin")
        return Ingested(
            distinct=distinct, new=new, changed=distinct - new - unchanged, unchanged=unchanged, removed=removed
        )

    @staticmethod
    def _forget(db: sqlite3.Connection, whole_sources: Collection[str]) -> int:
        whole = json.dumps(sorted(whole_sources))
        gone = (
            "source IN (SELECT value FROM json_each(?)) AND NOT EXISTS "
            "(SELECT 1 FROM temp.staged_origin AS s WHERE s.source = o.source AND s.paper = o.paper)"
        )
        lost = [id for (id,) in db.execute(f"SELECT DISTINCT paper FROM main.origin AS o WHERE {gone}", (whole,))]  # noqa: S608
        db.execute(f"DELETE FROM main.origin AS o WHERE {gone}", (whole,))  # noqa: S608
        delete = (
            "DELETE FROM main.paper WHERE id = ? AND id NOT IN (SELECT id FROM temp.staged) "
            "AND NOT EXISTS (SELECT 1 FROM main.origin WHERE paper = main.paper.id)"
        )
        return sum(db.execute(delete, (id,)).rowcount for id in lost)


def _one(db: sqlite3.Connection, sql: str) -> int:
    return int(db.execute(sql).fetchone()[0])
