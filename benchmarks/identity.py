"""Time how long it takes to find which records are one paper: `python -m benchmarks.identity`.

Reads real titles, authors and years of the data for testing, and adds to every second paper a
record of another source: other punctuation, other order of names, the year after, no identifier.
"""

from __future__ import annotations

import gzip
import itertools
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg import identity
from kg.corpus import Corpus
from schemas.paper import Paper, title_id

DATA = Path(os.environ.get("KG_SHARED_DATA", Path(__file__).resolve().parent.parent.parent / "shared" / "data"))
FILES = ("papers/abstracts.jsonl.gz", "related/neurips2025/pool.jsonl.gz")
SIZES = (10_000, 25_000, 50_000)


def papers() -> Iterator[dict[str, Any]]:
    """Yield each paper once, by its id."""
    seen: set[str] = set()
    for name in FILES:
        with gzip.open(DATA / name, "rt", encoding="utf-8") as file:
            for line in file:
                record = json.loads(line)
                if record["id"] not in seen:
                    seen.add(record["id"])
                    yield record


def paper(record: dict[str, Any]) -> Paper:
    """Make the record of the first source."""
    scheme, _, value = record["id"].partition(":")
    known = {"arxiv": "arxiv", "or": "openreview"}
    ids = {known[scheme]: value} if scheme in known else {}
    shared = {name: record.get(name) or None for name in ("year", "venue")}
    return Paper.model_validate(
        {**shared, "id": record["id"], "title": record["title"], "abstract": record["abstract"],
         "authors": record.get("authors") or (), "ids": ids}
    )  # fmt: skip


def again(first: Paper) -> Paper:
    """Make the record of the second source."""
    title = first.title.replace(":", " -").replace("-", "–").title()
    names = [name.split() for name in first.authors if name.strip()]
    authors = tuple(", ".join(filter(None, (name[-1], " ".join(name[:-1])))) for name in names)
    year = first.year + 1 if first.year else None
    return Paper(id=title_id(title), title=title, year=year, authors=authors, abstract=first.abstract[:500])


def main() -> None:
    all_papers = list(itertools.islice(papers(), SIZES[-1]))
    print(
        f"{'papers':>8} {'records':>8} {'facts s':>8} {'group s':>8} {'joins':>7} {'corpus s':>9} {'again s':>8} {'MB':>6}"
    )
    for size in SIZES:
        firsts = [paper(record) for record in all_papers[:size]]
        records = [("first", one) for one in firsts] + [("second", again(one)) for one in firsts[::2]]
        loaded = [(source, json.loads(one.model_dump_json())) for source, one in records]
        begin = time.process_time()
        facts = [identity.facts(source, one) for source, one in loaded]
        known = time.process_time()
        found = identity.group(facts)
        grouped = time.process_time()
        with tempfile.TemporaryDirectory() as folder, Corpus(Path(folder) / "kg.db") as corpus:
            applied = [_apply(corpus, records), _apply(corpus, records)]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{size:>8} {len(records):>8} {known - begin:>8.2f} {grouped - known:>8.2f} {len(found.joins):>7} "
            f"{applied[0]:>9.2f} {applied[1]:>8.2f} {peak:>6}"
        )


def _apply(corpus: Corpus, records: list[tuple[str, Paper]]) -> float:
    begin = time.process_time()
    staging = corpus.stage()
    for source, one in records:
        staging.add(one, source)
    staging.apply({"first", "second"})
    return time.process_time() - begin


if __name__ == "__main__":
    sys.exit(main())
