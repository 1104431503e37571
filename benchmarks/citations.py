"""Time and memory of a corpus with citations as it grows, all but the extractor: `python -m benchmarks.citations`.

Real titles, authors and abstracts of the data for testing, read from a file as `kg build` reads
them; each paper cites 20 others, half of them near in the list, and two that are not there. What
the extractor would find is made up from the texts: pairs of long and short forms, and words with
two capitals. Each size runs in a process of its own; times are of the processor. `--size` runs one.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.identity import papers
from kg import sources
from kg.corpus import Corpus
from kg.extract.acronyms import find_pairs
from kg.graph import Assembly
from kg.resolve import Occurrence, Pair, resolve
from schemas.mention import Acronym, Extraction, Mention

SIZES = (10_000, 25_000, 50_000)
_NAME = re.compile(r"\b[A-Z][A-Za-z0-9]*[A-Z][A-Za-z0-9-]*\b")
_TYPES = ("Model", "Method", "Dataset", "Benchmark")


def cited(records: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield each paper with 20 references inside the list and two outside it."""
    rng = random.Random(5)
    ids = [record["id"] for record in records]
    for at, record in enumerate(records):
        near = [ids[(at + rng.randrange(1, 200)) % len(ids)] for _ in range(10)]
        far = [rng.choice(ids) for _ in range(10)]
        outside = [f"10.9999/{rng.randrange(10**9)}" for _ in range(2)]
        yield {**record, "references": sorted({*near, *far, *outside} - {record["id"]})}


def found(id: str, abstract: str) -> Extraction:
    """Return made-up mentions of a text."""
    mentions = {
        m.start(): Mention(
            field="abstract", start=m.start(), end=m.end(), text=m[0], type=_TYPES[len(m[0]) % 4], role="used",
            confidence=0.9,
        )
        for m in itertools.islice(_NAME.finditer(abstract), 12)
    }  # fmt: skip
    acronyms = {
        Acronym(
            field="abstract", long=abstract[p.long_start : p.long_end], short=abstract[p.short_start : p.short_end],
            **p._asdict(),
        )
        for p in find_pairs(abstract)
    }  # fmt: skip
    return Extraction(id=id, mentions=tuple(mentions.values()), acronyms=tuple(acronyms), version="made up")


def run(size: int) -> dict[str, float]:
    """Return the seconds of each stage, and the peak memory in GB."""
    times: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "papers.jsonl"
        with source.open("w", encoding="utf-8") as file:
            for record in cited(list(itertools.islice(papers(), size))):
                file.write(json.dumps(record) + "\n")
        with Corpus(Path(folder) / "kg.db") as corpus:
            begin = time.process_time()

            def lap(stage: str) -> None:
                nonlocal begin
                now = time.process_time()
                times[stage], begin = now - begin, now

            staging = corpus.stage()
            for item in sources.read([source]):
                if isinstance(item, sources.Item) and not hasattr(item.record, "reason"):
                    staging.add(item.record, item.source)
            lap("read")
            staging.apply({str(source)})
            lap("identify")
            corpus.write_extractions(found(paper.id, paper.abstract) for paper in corpus.papers())
            lap("mentions")
            resolution = resolve(
                (Occurrence(*row) for row in corpus.names()), (Pair(*row) for row in corpus.acronyms())
            )
            lap("resolve")
            assembly = Assembly(corpus, resolution)
            nodes, edges = sum(1 for _ in assembly.nodes()), sum(1 for _ in assembly.edges())
            lap("graph")
            times |= {"nodes": nodes, "edges": edges, "waiting": assembly.waiting_references()}
    return {**times, "GB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int)
    size = parser.parse_args().size
    if size is not None:
        print(json.dumps(run(size)))
        return
    first = None
    for size in SIZES:
        command = [sys.executable, "-m", "benchmarks.citations", "--size", str(size)]
        told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        counts = {name: int(told.pop(name)) for name in ("nodes", "edges", "waiting")}
        gigabytes = told.pop("GB")
        each = sum(told.values()) / size * 1000
        first = first or each
        stages = " ".join(f"{name} {seconds:.1f}" for name, seconds in told.items())
        print(
            f"{size} papers: {each:.2f} ms a paper ({each / first:.2f} of the smallest), {gigabytes:.2f} GB; {stages}"
        )
        print(f"  {counts}", flush=True)


if __name__ == "__main__":
    main()
