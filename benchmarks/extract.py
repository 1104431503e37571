"""Speed, size and quality of both pipelines beside spaCy's own efficiency template.

    python -m benchmarks.extract [--data ../shared/data] [--texts 300] [--spread 4000]

The reference is what `spacy init config --pipeline ner --optimize efficiency` describes, a CNN 96 wide and 4 deep
with spaCy's entity recogniser, trained for a moment on the same labels: its speed does not depend on how
well it reads. All three read the same texts in turns on one core; the fastest of three turns counts, in
seconds of the processor, which other programs disturb less. Scaling is measured by the clock, the faster of two
turns, beside what two programs reach on the same machine that have nothing to do with each other.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import os
import subprocess
import sys
import time
import warnings
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from kg.extract import FOLDERS, PIPELINES, Pipeline, extract, load
from kg.extract.document import join

if TYPE_CHECKING:
    from spacy.language import Language

    Papers = list[tuple[str, str, str]]

TURNS = 3
SPREADS = 2
TRAINED_ON = 160
ALONE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
# import, load, and read; then say the seconds until loaded and the most memory held, in MB
WEIGH = """
import time; begin = time.perf_counter(), time.process_time()
import json, re, sys
from kg.extract import extract, load
load(sys.argv[1])
loaded = time.perf_counter() - begin[0], time.process_time() - begin[1]
for _ in extract(map(tuple, json.load(sys.stdin)), pipeline=sys.argv[1]): pass
# not getrusage, which knows of what the parent held when it started this process
print(json.dumps([*loaded, int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) / 1000]))
"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--texts", type=int, default=300, help="abstracts that all three read on one core")
    options.add_argument("--spread", type=int, default=4000, help="abstracts that are read on two cores")
    given = options.parse_args()
    papers = list(islice(unlabelled(given.data), max(given.texts, given.spread)))
    speed(given.data, papers[: given.texts])
    weight(papers[: given.texts])
    sizes()
    scaling(papers[: given.spread])
    scores()


def unlabelled(data: Path) -> Iterator[tuple[str, str, str]]:
    """Yield id, title and abstract of every twelfth paper."""
    with gzip.open(data / "papers" / "abstracts.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, islice(lines, 0, None, 12)):
            yield row["id"], row["title"], row.get("abstract") or ""


def speed(data: Path, papers: Papers) -> None:
    """Print abstracts a second on one core."""
    nlp = reference(data)
    texts = [join(*paper)[0] for paper in papers]
    read: dict[str, Callable[[], object]] = {"reference": lambda: list(nlp.pipe(texts))}
    for one in PIPELINES:
        read[one] = lambda one=one: list(extract(papers, pipeline=one))
    best = dict.fromkeys(read, float("inf"))
    for turn in range(1 + TURNS):  # in the first, words are met for the first time
        for name, work in read.items():
            begin = time.process_time()
            work()
            if turn:
                best[name] = min(best[name], time.process_time() - begin)
    print(f"one core, {len(papers)} abstracts")
    for name, seconds in best.items():
        print(f"  {name:10} {len(papers) / seconds:7.1f} a second, {best['reference'] / seconds:5.2f} of the reference")


def reference(data: Path) -> Language:
    """Return spaCy's efficiency template, trained on a few labelled abstracts."""
    from spacy.cli.init_config import init_config
    from spacy.training import Example
    from spacy.util import load_model_from_config

    nlp = load_model_from_config(init_config(lang="en", pipeline=["ner"], optimize="efficiency"), auto_fill=True)
    examples = []
    with (data / "gold" / "train.jsonl").open(encoding="utf-8") as lines, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of names that begin inside its tokens
        for row in map(json.loads, islice(lines, TRAINED_ON)):
            text, layout = join(row["id"], row["title"], row["abstract"])
            entities = [tuple(span) for span in row["title_spans"]]
            entities += [(a + layout.abstract_start, b + layout.abstract_start, t) for a, b, t in row["abstract_spans"]]
            examples.append(Example.from_dict(nlp.make_doc(text), {"entities": entities}))
        optimizer = nlp.initialize(lambda: examples)
        for at in range(0, len(examples), 8):
            nlp.update(examples[at : at + 8], sgd=optimizer)
    return nlp


def weight(papers: Papers) -> None:
    """Print time to import and load, and memory, of a process that reads."""
    for one in PIPELINES:
        runs = [
            json.loads(
                subprocess.run(
                    [sys.executable, "-c", WEIGH, one],
                    input=json.dumps(papers),
                    capture_output=True,
                    text=True,
                    check=True,
                    env={**os.environ, **ALONE},
                ).stdout
            )
            for _ in range(TURNS)
        ]
        clock, processor, memory = (min(run[at] for run in runs) for at in range(3))
        print(f"{one}: import and load {clock:.2f} s ({processor:.2f} s of the processor), {memory:.0f} MB")


def sizes() -> None:
    """Print what the pipelines take on disk, and compressed as in the wheel."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as wheel:
        for one, folder in FOLDERS.items():
            files = [path for path in folder.rglob("*") if path.is_file()]
            for path in files:
                wheel.write(path)
            print(f"{one}: {sum(path.stat().st_size for path in files) / 1e6:.1f} MB")
    print(f"both, compressed: {packed.tell() / 1e6:.1f} MB")


def scaling(papers: Papers) -> None:
    """Print how much faster two processes are than one, and than two could be that share nothing but the machine."""
    for pipeline in PIPELINES:
        load(pipeline)
        runs = [
            (*clocked(papers, pipeline, 1), *clocked(papers, pipeline, 2), side_by_side(papers, pipeline))
            for _ in range(SPREADS)
        ]
        one, one_warm, two, two_warm, apart = map(min, zip(*runs, strict=True))
        print(
            f"{pipeline}, {len(papers)} abstracts: {len(papers) / one:.1f} a second on one core, "
            f"{len(papers) / two:.1f} on two: {one / two:.2f} times, {one_warm / two_warm:.2f} without starting; "
            f"two programs that know nothing of each other: {2 * one_warm / apart:.2f}"
        )


def side_by_side(papers: Papers, pipeline: Pipeline) -> float:
    """Return the seconds that two processes take which both read all of the papers, without starting."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        return max(warm for _, warm in pool.map(clocked, [papers] * 2, [pipeline] * 2, [1] * 2))


def clocked(papers: Papers, pipeline: Pipeline, jobs: int) -> tuple[float, float]:
    """Return the seconds until the last abstract is read, and those after the first batches."""
    begin, warm = time.perf_counter(), 0.0
    for done, _ in enumerate(extract(papers, pipeline=pipeline, jobs=jobs), start=1):
        if done == len(papers) // 8:
            warm = time.perf_counter()
    end = time.perf_counter()
    return end - begin, end - warm


def scores() -> None:
    """Print what each pipeline reached on the annotated dev papers when it was trained."""
    for one, folder in FOLDERS.items():
        got = json.loads((folder / "meta.json").read_text(encoding="utf-8"))["performance"]
        print(
            f"{one}: mention F1 {got['mention']['ALL']['f']:.3f}, node {got['node']['ALL']['f']:.3f}, "
            f"core with data as one {got['node_data']['core']['f']:.3f}, role {got['role']:.3f}, "
            f"confidence off by {got['calibration_error']:.3f}, "
            f"recall of new surfaces {got['recall_of_new_surfaces']:.3f}"
        )


if __name__ == "__main__":
    if any(os.environ.get(name) != value for name, value in ALONE.items()):  # numpy heeds it when it is imported
        os.execve(sys.executable, [sys.executable, "-m", "benchmarks.extract", *sys.argv[1:]], {**os.environ, **ALONE})
    main()
