"""A real Chromium on a running page. It fails a test that makes a console error or a request to another host."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from kg.build import build
from kg.serve import ServeOptions
from kg.serve.bundle import STATIC, bundle
from tests.serve import graphs
from tests.serve.serving import Served, serve, write_graph

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--enable-unsafe-swiftshader",
]  # fmt: skip
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
Open = Callable[..., Page]
expect.set_options(timeout=20_000)  # WebGL is drawn in software, and tests share the machine


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start Chromium; skip where there is none, unless KG_REQUIRE_SERVERS=1 says that it has to be."""
    if not CHROMIUM.exists():
        reason = f"needs {CHROMIUM}: apt-get install chromium"
        if os.environ.get("KG_REQUIRE_SERVERS") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    if not (STATIC / "index.html").is_file():
        bundle(quiet=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def example_page(example: Path) -> Iterator[Served]:
    """Serve the graph of the landmark papers."""
    with serve(ServeOptions(store=example / "kg.graph", corpus=example / "kg.db")) as running:
        yield running


@pytest.fixture(scope="session")
def seeds(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the graph of the saved Hugging Face Papers pages."""
    folder = tmp_path_factory.mktemp("seeds")
    build([shared_data / "seeds"], corpus=folder / "kg.db", store=folder / "kg.graph", jobs=2)
    return folder


@pytest.fixture(scope="session")
def small_page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the graph of three papers."""
    folder = tmp_path_factory.mktemp("small-page")
    write_graph(folder / "kg.graph", graphs.nodes(), graphs.edges())
    with serve(ServeOptions(store=folder / "kg.graph", corpus=folder / "kg.db")) as running:
        yield running


@pytest.fixture
def browse(chromium: Browser) -> Iterator[Open]:
    """Return a function that opens an address in a context of its own: `browse(url, "#/node?id=x", colour="dark")`."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def opened(url: str, view: str = "#/", *, size: dict[str, int] = DESK, colour: str = "light", **more: Any) -> Page:
        context = chromium.new_context(viewport=size, color_scheme=colour, accept_downloads=True, **more)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        allowed = (url, "data:", "blob:", "file:")
        page.on("console", lambda m: wrong.append(f"console: {m.text}") if m.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        page.on("request", lambda r: None if r.url.startswith(allowed) else wrong.append(f"request: {r.url}"))
        page.goto(f"{url}/{view}" if url.startswith("http") else url)
        return page

    yield opened
    for context in contexts:
        context.close()
    expected = (
        "503 (Service Unavailable)",
        "ERR_CONNECTION_REFUSED",
        "422 (Unprocessable",
        "400 (Bad Request)",
        "404 (Not Found)",
    )
    unexpected = [line for line in wrong if not any(known in line for known in expected)]
    assert not unexpected


def marked(page: Page) -> set[tuple[str, int, int, str]]:
    """Return what is marked in the whole texts of the panel: field, start, end, words."""
    found: set[tuple[str, int, int, str]] = set()
    for field, place in (("title", "p.title"), ("abstract", "p:not(.title)")):
        marks = page.locator(f".evidence blockquote {place} mark")
        for n in range(marks.count()):
            start, end = (int(marks.nth(n).get_attribute(f"data-{name}") or -1) for name in ("start", "end"))
            found.add((field, start, end, marks.nth(n).inner_text()))
    return found


def settled(page: Page) -> Page:
    """Wait until the picture is laid out and drawn."""
    page.wait_for_selector(".picture")
    page.wait_for_function(
        "() => { const p = document.querySelector('.picture'); return p.stage && p.stage.graph.order > 0 && p.dataset.layout !== 'running'; }"
    )
    return page


def drawn(page: Page) -> set[str]:
    """Return the ids of the nodes that are visible in the picture."""
    return set(page.evaluate("() => [...document.querySelector('.picture').stage.visible().nodes]"))


def spot(page: Page, id: str) -> tuple[float, float]:
    """Return where a node stands on the screen."""
    place = page.evaluate(
        """id => {
        const p = document.querySelector('.picture'), { left, top } = p.getBoundingClientRect();
        const at = p.stage.sigma.framedGraphToViewport(p.stage.sigma.getNodeDisplayData(id));
        return [left + at.x, top + at.y];
    }""",
        id,
    )
    return place[0], place[1]
