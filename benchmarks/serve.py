"""Let 50 people click around on a graph of 50,000 papers, and time what the service answers.

    make bench-serve ARGS="--minutes 10"

The service runs in a process of its own, as `kg serve` starts it. Each person types a name letter by
letter, opens a hit and the graph around it, reads the words of a link, steps to a neighbour, now and then
looks at the overview, a board, a path, the gaps or the trends, and thinks for a second or so between clicks. Printed:
p50, p95 and the longest answer of each request, errors, and the memory of the service over time. Limits: p95
under 200 ms for search and neighbourhood, no error, memory flat.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import httpx
import numpy as np

from benchmarks.synthetic import SyntheticGraph
from kg.related import RelatedIndex
from loaders.generations import Generations
from loaders.snapshot import Snapshot

LIMIT_MS = 200
TIMED = ("search", "neighbourhood")


def main() -> int:
    """Print the figures; return 1 when a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=int, default=50_000)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--think", type=float, default=1.5, help="mean seconds between two clicks of a person")
    parser.add_argument("--texts", type=Path, help="JSONL.gz with title and abstract, in place of drawn words")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "kg.graph"
        _make(store, asked.papers, asked.texts)
        command = [sys.executable, "-m", "kg", "serve", "--port", "0", "--read-only", "--store", str(store)]
        service = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        try:
            url = _address(service)
            people = Crowd(url, service.pid, asked.users, asked.minutes * 60, asked.think)
            asyncio.run(people.click())
        finally:
            service.terminate()
            service.wait(30)
    return people.told()


def _make(store: Path, papers: int, texts: Path | None) -> None:
    began = time.perf_counter()
    generations = Generations(store)
    with generations.writing():
        generation = generations.begin()
        SyntheticGraph(papers, texts).write(generation.snapshot)
        with Snapshot(generation.snapshot) as snapshot:
            RelatedIndex.build(snapshot).save(generation.related)
        generation.write_meta({"cypher": "made without a store for Cypher", "decisions": []})
        generations.publish(generation)
    print(f"graph of {papers:,} papers made in {time.perf_counter() - began:.0f} s", flush=True)


def _address(service: subprocess.Popen[str]) -> str:
    assert service.stdout is not None
    for line in service.stdout:
        if found := re.search(r"http://[\d.]+:\d+", line):
            return found[0]
    raise SystemExit("the service did not start")


class Crowd:
    """Send people to the service, and keep what they see."""

    def __init__(self, url: str, pid: int, users: int, seconds: float, think: float) -> None:
        self.url, self.pid, self.users, self.seconds, self.think = url, pid, users, seconds, think
        self.times: dict[str, list[float]] = defaultdict(list)
        self.errors: list[str] = []
        self.memory: list[tuple[float, float]] = []

    async def click(self) -> None:
        """Let everybody click until the time is over."""
        # Shorter than the service keeps a connection, or a request may meet its closing; browsers ask again by themselves.
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=self.users, keepalive_expiry=3)
        async with httpx.AsyncClient(base_url=f"{self.url}/api/v1", timeout=30, limits=limits) as client:
            self.end = time.perf_counter() + self.seconds
            watching = asyncio.create_task(self._watch())
            await asyncio.gather(*(self._person(client, random.Random(n)) for n in range(self.users)))
            watching.cancel()

    def told(self) -> int:
        """Print what was measured; return 1 when a limit is passed."""
        total = sum(len(times) for times in self.times.values())
        print(f"{self.users} people, {self.seconds:.0f} s, {total:,} requests, {total / self.seconds:.0f} a second")
        print(f"{'request':16}{'count':>8}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}")
        for name, times in sorted(self.times.items()):
            at = [1000 * float(np.quantile(times, part)) for part in (0.5, 0.95, 1.0)]
            print(f"{name:16}{len(times):>8,}{at[0]:>9.1f}{at[1]:>9.1f}{at[2]:>9.1f}")
        slowest = max(1000 * float(np.quantile(self.times[name], 0.95)) for name in TIMED)
        print(f"p95 of {' and '.join(TIMED)}: {slowest / LIMIT_MS:.2f} of the limit of {LIMIT_MS} ms")
        print(f"errors: {len(self.errors)} {self.errors[:3] if self.errors else ''}")
        for share in (0.1, 0.25, 0.5, 0.75, 1.0):
            at_second, megabytes = self.memory[max(0, int(share * len(self.memory)) - 1)]
            print(f"memory after {at_second:4.0f} s: {megabytes:.0f} MB")
        return int(slowest > LIMIT_MS or bool(self.errors))

    async def _person(self, client: httpx.AsyncClient, draw: random.Random) -> None:
        await asyncio.sleep(draw.random() * self.think * 2)
        await self._ask(client, "overview")
        while time.perf_counter() < self.end:
            id = await self._find(client, draw)
            for _ in range(draw.randint(1, 4)):
                id = await self._look(client, draw, id)
            if draw.random() < 0.3:
                await self._elsewhere(client, draw, id)

    async def _find(self, client: httpx.AsyncClient, draw: random.Random) -> str:
        kind = draw.choice(("Model", "Benchmark", "Task", "Author"))
        name = f"{kind} {int(2000 * draw.random() ** 2)}"
        found: Any = {"items": []}
        for length in range(2, len(name) + 1, 2):
            found = await self._ask(client, "search", q=name[:length]) or found
            await asyncio.sleep(0.25 * draw.random())
        items = found["items"]
        return str(draw.choice(items)["id"]) if items else "model:0"

    async def _look(self, client: httpx.AsyncClient, draw: random.Random, id: str) -> str:
        asked = (self._ask(client, "neighbourhood", id=id, limit=120), self._ask(client, "node", id=id))
        around, _ = await asyncio.gather(*asked)
        await self._think(draw)
        if not around or not around["edges"]:
            return "model:0"
        edge = draw.choice(around["edges"])
        await self._ask(client, "edge", source=edge["source"], target=edge["target"], type=edge["type"])
        await self._think(draw)
        return str(edge["target"] if edge["source"] == id else edge["source"])

    async def _elsewhere(self, client: httpx.AsyncClient, draw: random.Random, id: str) -> None:
        what = draw.choice(("overview", "boards", "board", "path", "gaps", "trends"))
        more = {"board": {"id": "benchmark:0"}, "path": {"source": id, "target": "model:0"}}.get(what, {})
        await self._ask(client, what, **more)
        await self._think(draw)

    async def _think(self, draw: random.Random) -> None:
        await asyncio.sleep(draw.expovariate(1 / self.think))

    async def _ask(self, client: httpx.AsyncClient, what: str, **query: Any) -> Any:
        began = time.perf_counter()
        try:
            answer = await client.get(f"/{what}", params=query)
        except httpx.HTTPError as error:
            self.errors.append(f"{what} {query}: {error!r}")
            return None
        self.times[what].append(time.perf_counter() - began)
        if answer.status_code != 200:
            self.errors.append(f"{what} {query}: {answer.status_code} {answer.text[:200]}")
            return None
        return answer.json()

    async def _watch(self) -> None:
        began = time.perf_counter()
        while True:
            status = Path(f"/proc/{self.pid}/status").read_text("utf-8")
            kilobytes = int(re.search(r"VmRSS:\s+(\d+)", status)[1])  # type: ignore[index]
            self.memory.append((time.perf_counter() - began, kilobytes / 1000))
            await asyncio.sleep(1)


if __name__ == "__main__":
    sys.exit(main())
