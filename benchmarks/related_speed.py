"""How fast related work is found: `python -m benchmarks.related_speed [DATA] [--papers N]`.

The papers are the pool of `related/neurips2025` with the reference lists of the citing papers, then
`papers/abstracts.jsonl.gz`, and beyond those the same again with every fifth word changed. Measured
are indexing, adding 100 papers, a query with reasons, and `kg related ID` in a process of its own.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from kg.related import RelatedIndex
from kg.related.training.texts import read_citing, read_texts
from loaders.generations import Generations
from loaders.snapshot import Snapshot, SnapshotWriter
from schemas.edges import Cites
from schemas.nodes import PaperNode

POOL = 38_491
ASKED = 200


def papers(data: Path, count: int) -> Iterator[PaperNode]:
    texts = read_texts(data)
    chance = np.random.default_rng(0)
    words = sorted({word for text in texts[:2_000] for word in text.abstract.split() if word.isalpha()})
    for number in range(count):
        text = texts[number % len(texts)]
        if number < len(texts):
            id = text.id if number < POOL else f"more:{number}"  # some are in the pool too
            yield PaperNode(id=id, title=text.title, abstract=text.abstract, year=2000 + number % 25)
            continue
        said = f"{text.title} {text.abstract}".split()
        for place in range(0, len(said), 5):
            said[place] = words[int(chance.integers(len(words)))]
        abstract = " ".join(said[10:])
        yield PaperNode(id=f"again:{number}", title=" ".join(said[:10]), abstract=abstract, year=2000 + number % 25)


def cites(data: Path) -> Iterator[Cites]:
    texts = read_texts(data)
    for one in read_citing(data, texts):
        for cited in one.cited.tolist():
            yield Cites(source=texts[one.paper].id, target=texts[cited].id, reference=texts[cited].id)


def memory() -> str:
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.1f} GB at most"


def build(data: Path, count: int, store: Path) -> None:
    generations = Generations(store)
    with generations.writing():
        generation = generations.begin()
        writer = SnapshotWriter(generation.snapshot)
        writer.write_nodes(papers(data, count))
        writer.write_edges(cites(data))
        writer.finish()
        with Snapshot(generation.snapshot) as snapshot:
            begin = time.perf_counter()
            RelatedIndex.build(snapshot).save(generation.related)
            print(f"{count} papers indexed in {time.perf_counter() - begin:.1f} s; {memory()}", flush=True)
        writer = SnapshotWriter.reopen(generation.snapshot)
        writer.write_nodes(PaperNode(id=f"new:{n}", title=f"New paper {n}", abstract="A text.") for n in range(100))
        writer.finish()
        with Snapshot(generation.snapshot) as snapshot, tempfile.TemporaryDirectory() as folder:
            begin = time.perf_counter()
            RelatedIndex.build(snapshot, generation.related).save(Path(folder))
            print(f"100 papers added in {time.perf_counter() - begin:.1f} s", flush=True)
        generations.publish(generation)


def ask(store: Path) -> None:
    generation = Generations(store).current()
    assert generation is not None
    index = RelatedIndex.load(generation.related)
    chosen = np.random.default_rng(1).choice(index.ids.count, ASKED + 20, replace=False).tolist()
    seconds = []
    for number in chosen:
        begin = time.perf_counter()
        index.rank(index.ids.at(number), 10)
        seconds.append(time.perf_counter() - begin)
    median, high = np.percentile(seconds[20:], [50, 95]) * 1000
    print(f"a query with reasons: median {median:.0f} ms, p95 {high:.0f} ms; {memory()}", flush=True)
    cold = []
    for number in chosen[:5]:
        begin = time.perf_counter()
        command = [sys.executable, "-m", "kg", "related", index.ids.at(number), "--store", str(store)]
        subprocess.run(command, check=True, capture_output=True)
        cold.append(time.perf_counter() - begin)
    print(f"kg related ID, a process of its own: {', '.join(f'{s:.2f}' for s in cold)} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?", default=Path("../shared/data"))
    parser.add_argument("--papers", type=int, default=POOL, help="how many papers; 300000 for the large run")
    parser.add_argument("--store", type=Path, help="where the graph is made, and kept for the next run")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = given.store or Path(folder) / "kg.graph"
        if Generations(store).current() is None:
            # A process of its own, so that its memory is not counted with that of asking.
            program = "import sys; from pathlib import Path; from benchmarks.related_speed import build; "
            program += "build(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))"
            arguments = [str(given.data), str(given.papers), str(store)]
            subprocess.run([sys.executable, "-c", program, *arguments], check=True)
        ask(store)


if __name__ == "__main__":
    main()
