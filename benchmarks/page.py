"""Measure the page in headless Chromium: first paint, and frames a second while 5,000 nodes are dragged.

`python -m benchmarks.page [STORE]` prints, at 1440 x 900 and in software rendering: first contentful
paint of the graph in STORE (the example graph by default), the size of the bundle, and the frames a
second while a graph of 5,000 nodes and 20,000 edges is dragged, drawn by the page and by sigma as it
comes. The aim is five times as many.
"""

from __future__ import annotations

import gzip
import math
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from kg.build import build
from kg.serve import ServeOptions
from kg.serve.bundle import STATIC, bundle
from tests.browser.conftest import ARGUMENTS, CHROMIUM, DESK, settled
from tests.serve.serving import serve

NODES, EDGES, SECONDS, ROUNDS = 5000, 20_000, 4.0, 3
LABELS = ("Paper", "Model", "Dataset", "Benchmark", "Method", "Task", "Metric")

# Sigma as it comes: the same graph, the same places, in a sigma with its own settings.
PLAIN = """() => {
  const box = document.querySelector('.picture'), { stage } = box;
  const graph = new stage.graph.constructor();
  stage.graph.forEachNode((id, n) => graph.addNode(id, { x: n.x, y: n.y, size: n.size, label: n.label, color: '#0067a5' }));
  stage.graph.forEachEdge((id, e, source, target) => graph.addEdge(source, target, { size: e.size, color: '#cccccc' }));
  const Sigma = stage.sigma.constructor;
  stage.kill();
  box.replaceChildren();
  window.measured = new Sigma(graph, box);
}"""
COUNT = "sigma => { window.drawn = 0; sigma.on('afterRender', () => window.drawn++); }"


def big() -> dict[str, Any]:
    """Make a graph with hubs, the same each time, its nodes placed on a disc."""
    rnd = random.Random(11)
    nodes: list[dict[str, Any]] = []
    for number in range(NODES):
        radius, turn = 100 * rnd.random() ** 0.5, rnd.random() * 2 * math.pi
        label = LABELS[number % len(LABELS)]
        place = {"x": radius * math.cos(turn), "y": radius * math.sin(turn)}
        known = {"name": f"{label} {number}", "year": 2020, "degree": 0, "papers": 3}
        nodes.append({"id": f"n{number}", "label": label, **known, **place})
    edges = []
    while len(edges) < EDGES:
        source, target = int(NODES * rnd.random() ** 2), rnd.randrange(NODES)
        if source != target:
            for end in (source, target):
                nodes[end]["degree"] += 1
            edges.append({"source": f"n{source}", "target": f"n{target}", "type": "USES", "weight": 0.9, "year": 2020})
    return {"nodes": nodes, "edges": edges, "total": NODES}


def frames_a_second(page: Page) -> float:
    """Drag the picture about and count what is drawn."""
    box = page.locator(".picture").bounding_box()
    assert box is not None
    # Beside the disc of nodes: on a node it would be the node that is dragged.
    x, y = box["x"] + box["width"] - 140, box["y"] + 130
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate("() => { window.drawn = 0; }")
    start, step = time.perf_counter(), 0
    while time.perf_counter() - start < SECONDS:
        step += 1
        page.mouse.move(x + (step * 7) % 100 - 50, y + (step * 5) % 80 - 40)
    drawn = page.evaluate("() => window.drawn")
    elapsed = time.perf_counter() - start
    page.mouse.up()
    return float(drawn) / elapsed


def main() -> None:
    """Print the figures."""
    if not (STATIC / "index.html").is_file():
        bundle(quiet=True)
    size = sum(len(gzip.compress(path.read_bytes())) for path in STATIC.rglob("*") if path.is_file())
    print(f"bundle: {size / 1000:.0f} kB gzipped")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        corpus = Path(folder) / "kg.db"
        store = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "kg.graph"
        if len(sys.argv) < 2:
            build([Path("examples/landmarks.jsonl")], corpus=corpus, store=store, jobs=1)
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        with serve(ServeOptions(store=store, corpus=corpus)) as running:
            paints = []
            for _ in range(5):
                context = browser.new_context(viewport=DESK)  # type: ignore[arg-type]
                page = context.new_page()
                page.goto(running.url)
                settled(page)
                paints.append(
                    page.evaluate("() => performance.getEntriesByName('first-contentful-paint')[0].startTime")
                )
                context.close()
            print(
                f"first contentful paint: {statistics.median(paints):.0f} ms ({min(paints):.0f} to {max(paints):.0f})"
            )
            page = browser.new_context(viewport=DESK).new_page()  # type: ignore[arg-type]
            page.goto(f"{running.url}/#/?colour=type&closed=1")
            settled(page)
            page.get_by_role("button", name="Close filters").click()
            page.evaluate("graph => document.querySelector('.picture').stage.show(graph, new Set(), new Map())", big())
            page.evaluate(f"() => ({COUNT})(document.querySelector('.picture').stage.sigma)")
            ours = [frames_a_second(page) for _ in range(ROUNDS)]
            page.evaluate(PLAIN)
            page.evaluate(f"() => ({COUNT})(window.measured)")
            plain = [frames_a_second(page) for _ in range(ROUNDS)]
        browser.close()
    faster = statistics.median(ours) / statistics.median(plain)
    print(f"dragging {NODES:,} nodes and {EDGES:,} edges at 1440 x 900, software rendering, median of {ROUNDS}:")
    print(f"  the page      {statistics.median(ours):6.1f} frames a second")
    print(f"  sigma plain   {statistics.median(plain):6.1f} frames a second")
    print(f"  faster by     {faster:6.1f} (aim: 5)")


if __name__ == "__main__":
    main()
