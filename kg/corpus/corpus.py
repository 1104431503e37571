"""Papers, what was read in them and what was decided, in one SQLite file."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from kg.corpus.identify import identify
from kg.corpus.journal import Journal
from kg.corpus.migrations import migrate
from kg.corpus.paper_journal import PaperJournal
from kg.corpus.staging import Staging
from kg.identity import candidates
from schemas.errors import CorpusError, UnknownName
from schemas.mention import Claim, Confidence, Extraction, Mention
from schemas.paper import Paper
from schemas.record import Record

_BUSY_SECONDS = 10.0


class MatchedReference(Record):
    """Hold a reference as it is written, matched to the paper that it names."""

    reference: str
    cited: str
    method: str
    confidence: Confidence


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
        self.paper_journal = PaperJournal(self._db)

    def stage(self) -> Staging:
        """Begin to collect the records of a run; nothing changes until `Staging.apply`."""
        return Staging(self._db, self._transaction)

    def papers(self) -> Iterator[Paper]:
        """Yield all papers, by id."""
        for (record,) in self._db.execute("SELECT record FROM paper ORDER BY id"):
            yield Paper.model_validate_json(record)

    def paper(self, id: str) -> Paper | None:
        """Return the paper of that id, or None."""
        row = self._db.execute("SELECT record FROM paper WHERE id = ?", (id,)).fetchone()
        return Paper.model_validate_json(row[0]) if row else None

    def find(self, name: str) -> str | None:
        """Return the id of the paper with this id, now or before a join, or with this identifier; None where none or two have it."""
        for id in candidates(name):
            found = self._db.execute(
                "SELECT id FROM paper WHERE id = ?1 UNION ALL SELECT paper FROM alias WHERE id = ?1 "
                "AND NOT EXISTS (SELECT 1 FROM paper WHERE id = ?1) LIMIT 2",
                (id,),
            ).fetchall()
            if found:
                return str(found[0][0]) if len(found) == 1 else None
        return None

    def records(self, id: str) -> list[tuple[str, Paper]]:
        """Return what each source says of a paper, by source and id."""
        sql = "SELECT source, record FROM member JOIN record USING (source, id) WHERE paper = ? ORDER BY source, id"
        rows = self._db.execute(sql, (id,))
        return [(source, Paper.model_validate_json(record)) for source, record in rows]

    def sources_of(self, id: str) -> list[str]:
        """Return the sources that have a record of this id, sorted."""
        return [
            source for (source,) in self._db.execute("SELECT source FROM record WHERE id = ? ORDER BY source", (id,))
        ]

    def aliases(self) -> Iterator[tuple[str, str]]:
        """Yield each paper with each other id of it, by paper and id."""
        yield from self._db.execute("SELECT paper, id FROM alias ORDER BY paper, id")

    def record_ids(self) -> Iterator[tuple[str, str, str]]:
        """Yield (source, id, paper) of records whose id is not their paper's, or another paper's too."""
        yield from self._db.execute(
            "SELECT source, id, paper FROM member WHERE id <> paper AND "
            "(id IN (SELECT id FROM paper) OR (SELECT count(*) FROM alias WHERE alias.id = member.id) > 1) ORDER BY 1, 2"
        )

    def references(self) -> Iterator[tuple[str, str, str]]:
        """Yield each (paper, reference, source), by paper and reference; a reference may come from several sources."""
        yield from self._db.execute(
            "SELECT paper, reference.value, source FROM record JOIN member USING (source, id), "
            "json_each(record.record, '$.references') AS reference "
            "UNION SELECT paper, cited, source FROM citation JOIN (SELECT id, id AS paper FROM paper "
            "UNION SELECT id, paper FROM alias) AS known ON known.id = citing ORDER BY 1, 2, 3"
        )

    def identify(self) -> bool:
        """Make the papers anew where people ruled otherwise or the rules changed; return whether that was so."""
        with self._transaction() as db:
            return identify(db, changed=False)

    def write_matched(self, citing: str, matches: Iterable[MatchedReference]) -> None:
        """Replace the references of a paper that were matched as they are written."""
        with self._transaction() as db:
            own = [
                id
                for id in {row[0] for row in db.execute("SELECT DISTINCT citing FROM matched")}
                if self.find(id) == citing
            ]
            db.executemany("DELETE FROM matched WHERE citing = ?", ((id,) for id in own))
            db.executemany(
                "INSERT OR REPLACE INTO matched VALUES (?, ?, ?, ?, ?)",
                ((citing, m.reference, m.cited, m.method, m.confidence) for m in matches),
            )

    def matched(self) -> Iterator[tuple[str, MatchedReference]]:
        """Yield each reference that was matched as it is written, with any id of the paper that gives it."""
        columns = "citing, reference, cited, method, confidence"
        for citing, reference, cited, method, confidence in self._db.execute(
            f"SELECT {columns} FROM matched ORDER BY citing, reference"  # noqa: S608
        ):
            yield (
                citing,
                MatchedReference(reference=reference, cited=cited, method=method, confidence=confidence),
            )

    def ids(self) -> list[str]:
        """Return the ids of all papers, sorted."""
        return [id for (id,) in self._db.execute("SELECT id FROM paper ORDER BY id")]

    def unread(self, version: str) -> list[str]:
        """Return the ids of papers that this extractor version has not read, sorted; papers of one text are read once."""
        rows = self._db.execute(
            "SELECT min(paper.id) FROM reading JOIN paper ON paper.reading = reading.number "
            "WHERE extractor IS NOT ? GROUP BY reading.number ORDER BY 1",
            (version,),
        )
        return [id for (id,) in rows]

    def write_extractions(self, extractions: Iterable[Extraction]) -> int:
        """Replace what was read in these papers, in one transaction; return the number of mentions."""
        written = 0
        with self._transaction() as db:
            for found in extractions:
                row = db.execute("SELECT reading FROM paper WHERE id = ?", (found.id,)).fetchone()
                if row is None:
                    continue
                (number,) = row
                for table in ("mention", "acronym", "claim"):
                    db.execute(f"DELETE FROM {table} WHERE reading = ?", (number,))  # noqa: S608
                db.executemany(
                    "INSERT INTO mention VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    ((number, m.field, m.start, m.end, m.text, m.type, m.role, m.confidence) for m in found.mentions),
                )
                db.executemany(
                    "INSERT OR IGNORE INTO acronym VALUES (?, ?, ?)",
                    ((number, a.long, a.short) for a in found.acronyms),
                )
                db.executemany(
                    "INSERT INTO claim VALUES (?, ?, ?)",
                    ((number, i, c.model_dump_json()) for i, c in enumerate(found.claims)),
                )
                db.execute("UPDATE reading SET extractor = ? WHERE number = ?", (found.version, number))
                written += len(found.mentions)
        return written

    def names(self) -> Iterator[tuple[str, str, str]]:
        """Yield each distinct (paper, type, text) that was found, sorted."""
        yield from self._db.execute(
            "SELECT DISTINCT paper.id, type, text FROM paper JOIN mention USING (reading) ORDER BY 1, 2, 3"
        )

    def acronyms(self) -> Iterator[tuple[str, str, str]]:
        """Yield each (paper, long form, short form) that was found, sorted."""
        yield from self._db.execute(
            "SELECT paper.id, long, short FROM paper JOIN acronym USING (reading) ORDER BY 1, 2, 3"
        )

    def known_names(self, resolver: str) -> dict[tuple[str, str], str]:
        """Return which entity each (type, text) was in the last graph, where this version of the rules made it."""
        row = self._db.execute("SELECT value FROM state WHERE key = 'resolver'").fetchone()
        if row is None or row[0] != resolver:
            return {}
        return {(type, text): entity for type, text, entity in self._db.execute("SELECT * FROM known_name")}

    def write_known_names(self, resolver: str, names: Mapping[tuple[str, str], str]) -> None:
        """Replace what is known of names, in one transaction."""
        with self._transaction() as db:
            db.execute("DELETE FROM known_name")
            db.executemany("INSERT INTO known_name VALUES (?, ?, ?)", ((*name, id) for name, id in names.items()))
            db.execute("INSERT OR REPLACE INTO state VALUES ('resolver', ?)", (resolver,))

    def papers_naming(self, type: str, text: str, limit: int) -> list[str]:
        """Return the ids of the first papers that name an entity so."""
        rows = self._db.execute(
            "SELECT DISTINCT paper.id FROM mention JOIN paper USING (reading) WHERE type = ? AND text = ? "
            "ORDER BY 1 LIMIT ?",
            (type, text, limit),
        )
        return [id for (id,) in rows]

    def mentions(self) -> Iterator[tuple[str, str, Mention]]:
        """Yield each mention with its paper and the extractor's version, by paper and place."""
        rows = self._db.execute(
            "SELECT paper.id, extractor, field, start, end, text, type, role, confidence FROM paper "
            "JOIN reading ON number = paper.reading JOIN mention USING (reading) "
            "ORDER BY paper.id, field DESC, start, end, type"
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
            "SELECT paper.id, extractor, claim.record FROM paper JOIN reading ON number = paper.reading "
            "JOIN claim USING (reading) ORDER BY paper.id, position"
        )
        for paper, version, record in rows:
            yield paper, version, Claim.model_validate_json(record)

    def remove(self, ids: Collection[str]) -> list[str]:
        """Remove papers, by any of their ids, with all their records; return the ids of those that were there."""
        with self._transaction() as db:
            gone = sorted({found for id in ids if (found := self.find(id)) is not None})
            given = {found: {found, *(alias for (alias,) in db.execute("SELECT id FROM alias WHERE paper = ?", (found,)))}
                     for found in gone}  # fmt: skip
            for id in gone:
                db.execute(
                    "DELETE FROM record WHERE (source, id) IN (SELECT source, id FROM member WHERE paper = ?)", (id,)
                )
                db.executemany("DELETE FROM matched WHERE citing = ?", ((name,) for name in given[id]))
            identify(db, changed=bool(gone))
        return gone

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
        """Yield what the graph depends on: papers, what read them, records and references, each decision that stands."""
        for sql in (
            "SELECT id, content_hash, extractor FROM paper JOIN reading ON number = reading ORDER BY id",
            "SELECT source, id, content_hash, paper FROM record JOIN member USING (source, id) ORDER BY source, id",
            "SELECT * FROM matched ORDER BY citing, reference",
            "SELECT citing, cited, source FROM citation ORDER BY 1, 2, 3",
        ):
            for row in self._db.execute(sql):
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
