"""Time and memory of `kg build` as the corpus grows: linear in papers, under 3 GB.

    python -m benchmarks.build [--sizes 5000 10000 20000] [--jobs N] [--pipeline accurate] [--cited]

Each size is built in a process of its own, from the papers of the data for testing; with `--cited`
each cites some 20 others. Memory is the most that the process and its children held at once, sampled
ten times a second.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from benchmarks.citations import cited
from benchmarks.identity import papers

LIMIT_GB = 3.0


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--sizes", type=int, nargs="+", default=[5000, 10000, 20000])
    arguments.add_argument("--jobs", type=int, default=0)
    arguments.add_argument("--pipeline", choices=("accurate", "fast"), default="accurate")
    arguments.add_argument("--cited", action="store_true")
    given = arguments.parse_args()
    print(f"{'papers':>8} {'seconds':>8} {'ms/paper':>9} {'GB':>6} {'GB/limit':>9}  stages")
    first: float | None = None
    for size in given.sizes:
        seconds, gigabytes, stages = measure(size, given.jobs, given.pipeline, given.cited)
        each = seconds / size * 1000
        first = first or each
        spread = " ".join(f"{name} {value:.0f}" for name, value in stages.items())
        print(f"{size:>8} {seconds:>8.1f} {each:>9.2f} {gigabytes:>6.2f} {gigabytes / LIMIT_GB:>9.2f}  {spread}")
        print(f"{'':>8} time a paper against the smallest: {each / first:.2f}", flush=True)


def measure(size: int, jobs: int, pipeline: str, with_citations: bool) -> tuple[float, float, dict[str, float]]:
    """Build the first `size` papers; return seconds, peak gigabytes, and the seconds of each stage."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "papers.jsonl"
        records = list(islice(papers(), size))
        rows = cited(records) if with_citations else records
        source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "kg",
            "build",
            str(source),
            "--json",
            "--jobs",
            str(jobs),
            "--pipeline",
            pipeline,
        ]
        command += ["--corpus", f"{folder}/kg.db", "--store", f"{folder}/kg.graph"]
        begin, peak = time.perf_counter(), 0
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            while process.poll() is None:
                peak = max(peak, memory(process.pid))
                time.sleep(0.1)
            assert process.stdout is not None
            summary = json.loads(process.stdout.read())
        assert process.returncode == 0
        return time.perf_counter() - begin, peak / 1e9, summary["seconds"]


def memory(root: int) -> int:
    """Return the bytes that a process and its descendants hold, shared pages counted once a process."""
    held, waiting = 0, [root]
    while waiting:
        pid = waiting.pop()
        try:
            status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8")
        except OSError:
            continue
        held += next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmRSS")), 0)
        waiting += [int(child) for child in children.split()]
    return held


if __name__ == "__main__":
    main()
