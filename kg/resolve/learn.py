"""Make the table of acronyms from the "long form (ACRONYM)" pairs of many abstracts.

    python -m kg.resolve.learn papers.jsonl.gz ...

reads JSONL with title and abstract and writes the table beside this module. Only names and counts
are kept. A title that several files hold counts once.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.extract.acronyms import find_pairs
from kg.resolve.abbreviation import evidence
from kg.resolve.form import EDITIONS, pieces_of, plain_of
from kg.resolve.spelling import american, singular
from kg.resolve.table import PATH
from schemas.paper import title_key

_EDITION = re.compile(r"([A-Za-z]{3,})[- ']?(?:19|20)\d\d\b.*")


def texts(paths: Iterable[Path]) -> Iterator[tuple[str, ...]]:
    """Yield title and abstract of each paper, each title once."""
    seen: set[str] = set()
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            for line in file:
                paper = json.loads(line)
                key = title_key(paper["title"])
                if key not in seen:
                    seen.add(key)
                    yield paper["title"], paper.get("abstract") or ""


def pairs_of(fields: Iterable[str]) -> set[tuple[str, str]]:
    """Return the short and long forms of one paper in normal form."""
    found = set()
    for field in fields:
        for pair in find_pairs(field):
            short = plain_of(field[pair.short_start : pair.short_end])
            words = pieces_of(field[pair.long_start : pair.long_end])
            if short and words:
                long = " ".join([american(w.lower()) for w in words[:-1]] + [american(singular(words[-1]))])
                if plain_of(long) != short and len(long) <= 90 and _fits(short, long):
                    found.add((short, long))
    return found


def _fits(short: str, long: str) -> bool:
    """Return True for a pair whose letters agree well enough to be no accident of the search for it."""
    return evidence(short, long) >= 1.5 * len(short)


def write(papers: Iterable[Iterable[str]], path: Path) -> int:
    """Write the table of the papers' pairs, the same bytes for the same pairs; return its rows."""
    counts = Counter(pair for fields in papers for pair in pairs_of(fields))
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter="\t", lineterminator="\n")
    writer.writerows((short, long, n) for (short, long), n in sorted(counts.items()))
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(gzip.compress(buffer.getvalue().encode(), mtime=0))
    return len(counts)


def write_editions(names: Path, path: Path) -> int:
    """Write the bases of datasets and benchmarks that a list of names numbers by four-digit years."""
    bases: Counter[str] = Counter()
    with names.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["type"] in ("Dataset", "Benchmark"):
                found = _EDITION.fullmatch(row["name"])
                if found:
                    bases[found[1].lower()] += 1
    path.write_text("".join(f"{base}\n" for base in sorted(bases)), encoding="utf-8")
    return len(bases)


if __name__ == "__main__":
    lists, papers = [a for a in sys.argv[1:] if a.endswith(".tsv")], [a for a in sys.argv[1:] if not a.endswith(".tsv")]
    for names in lists:
        sys.stdout.write(f"{write_editions(Path(names), EDITIONS)} names with editions\n")
    if papers:
        rows = write(texts(map(Path, papers)), PATH)
        sys.stdout.write(f"{rows} pairs, {PATH.stat().st_size} bytes\n")
