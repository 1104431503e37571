"""Make the papers of the records: group them, merge each group, and keep every join in the journal."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kg import identity
from kg.corpus.paper_journal import PaperJournal
from kg.identity import Facts, Grouping, Join
from schemas.decision import PaperDecision
from schemas.paper import Paper

_STATE = "papers made by"


class _Row(NamedTuple):
    """Hold what is kept in memory of a record."""

    facts: Facts
    content_hash: str
    text_hash: str
    paper: str | None


def identify(db: sqlite3.Connection, *, changed: bool) -> bool:
    """Bring papers, aliases and joins up to date; return whether there was anything to do.

    There is when records changed, when people ruled otherwise, or when the rules of identity did.
    Only papers whose records changed are merged again. Runs inside the caller's transaction.
    """
    journal = PaperJournal(db)
    ruled = journal.standing()
    state = hashlib.sha256("\n".join([identity.version(), *(d.model_dump_json() for d in ruled)]).encode()).hexdigest()
    stored = db.execute("SELECT value FROM state WHERE key = ?", (_STATE,)).fetchone()
    if not changed and stored == (state,):
        return False
    rows = list(_rows(db))
    facts = [row.facts for row in rows]
    grouping = identity.group(facts, identity.rulings(ruled, facts))
    _write(db, rows, grouping)
    journal.replace_program(_told(facts, grouping.joins))
    db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (_STATE, state))
    return True


def _rows(db: sqlite3.Connection) -> Iterator[_Row]:
    sql = (
        "SELECT source, record, content_hash, text_hash, paper FROM record LEFT JOIN member USING (source, id) "
        "ORDER BY source, id"
    )
    for source, record, content, text, paper in db.execute(sql):
        yield _Row(identity.facts(source, json.loads(record)), content, text, paper)


def _write(db: sqlite3.Connection, rows: Sequence[_Row], grouping: Grouping) -> None:
    before = dict(db.execute("SELECT id, made_from FROM paper"))
    for id, members in zip(_ids(rows, grouping), grouping.groups, strict=True):
        group = [rows[i] for i in members]
        made_from = _made_from(group)
        if before.pop(id, None) != made_from:
            _write_paper(db, id, group, made_from)
        db.executemany(
            "INSERT OR REPLACE INTO member VALUES (?, ?, ?)",
            ((*row.facts.key, id) for row in group if row.paper != id),
        )
    db.executemany("DELETE FROM paper WHERE id = ?", ((id,) for id in before))
    db.execute("DELETE FROM reading WHERE number NOT IN (SELECT reading FROM paper)")


def _ids(rows: Sequence[_Row], grouping: Grouping) -> list[str]:
    """Return each paper's id; one that two papers claim is neither's: both get a mark behind it."""
    claimed = [identity.paper_id([rows[i].facts for i in members]) for members in grouping.groups]
    times = Counter(claimed)
    return [
        id if times[id] == 1 else f"{id[:500]}~{_mark(min(rows[i].facts.key for i in members))}"
        for id, members in zip(claimed, grouping.groups, strict=True)
    ]


def _mark(key: identity.RecordKey) -> str:
    return hashlib.sha256(json.dumps(key).encode()).hexdigest()[:8]


def _made_from(group: Iterable[_Row]) -> str:
    parts = [json.dumps([*row.facts.key, row.content_hash]) for row in group]
    return hashlib.sha256("\n".join([identity.version(), *sorted(parts)]).encode()).hexdigest()


def _write_paper(db: sqlite3.Connection, id: str, group: Sequence[_Row], made_from: str) -> None:
    select = "SELECT record FROM record WHERE source = ? AND id = ?"
    records = [str(db.execute(select, row.facts.key).fetchone()[0]) for row in group]
    if len(group) == 1 and group[0].facts.key.id == id:
        record, content, text = records[0], group[0].content_hash, group[0].text_hash
    else:
        paper = identity.merge([Paper.model_validate_json(one) for one in records], id)
        record, content, text = paper.model_dump_json(), paper.content_hash(), paper.text_hash()
    db.execute("INSERT OR IGNORE INTO reading (text_hash) VALUES (?)", (text,))
    db.execute(
        "INSERT INTO paper (id, record, content_hash, made_from, reading) "
        "SELECT ?, ?, ?, ?, number FROM reading WHERE text_hash = ? "
        "ON CONFLICT (id) DO UPDATE SET record = excluded.record, content_hash = excluded.content_hash, "
        "made_from = excluded.made_from, reading = excluded.reading",
        (id, record, content, made_from, text),
    )
    names = {row.facts.key.id for row in group} | {f"{s}:{v}" for row in group for s, v in row.facts.ids}
    db.execute("DELETE FROM alias WHERE paper = ?", (id,))
    db.executemany("INSERT INTO alias VALUES (?, ?)", ((name, id) for name in sorted(names - {id})))


def _told(facts: Sequence[Facts], joins: Iterable[Join]) -> Iterator[PaperDecision]:
    for join in joins:
        if join.ruled:
            continue
        one, other = facts[join.one].key, facts[join.other].key
        yield PaperDecision(
            kind="split" if join.apart else "merge",
            paper=one.id,
            source=one.source,
            other=other.id,
            other_source=other.source,
            reason=join.reason,
            by="program",
        )
