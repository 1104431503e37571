"""The page on a real reading list: the saved Hugging Face Papers pages."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from kg.serve import ServeOptions
from loaders.generations import open_snapshot
from loaders.snapshot import evidence
from schemas.edges import EvidenceEdge
from tests.browser.conftest import Open, drawn, marked, settled
from tests.serve.serving import serve

pytestmark = pytest.mark.browser


def test_the_saved_pages_are_seen_searched_and_explained(browse: Open, seeds: Path) -> None:
    with open_snapshot(seeds / "kg.graph") as snapshot:
        edges = [edge for edge in snapshot.edges("INTRODUCES", "EVALUATES_ON") if isinstance(edge, EvidenceEdge)]
    with serve(ServeOptions(store=seeds / "kg.graph", corpus=seeds / "kg.db")) as running:
        page = settled(browse(running.url))
        expect(page.get_by_role("heading", level=1)).to_contain_text("535 papers")
        assert len(drawn(page)) > 100
        page.keyboard.press("/")
        page.keyboard.type("benchmark")
        page.keyboard.press("Enter")
        expect(page.locator(".panel .head h2")).to_be_visible()
        for edge in edges[:: len(edges) // 6]:
            key = quote(json.dumps([edge.source, edge.type, edge.target], separators=(",", ":")))
            page.goto(f"{running.url}/#/node?id={quote(edge.target)}&edge={key}")
            expect(page.locator(".panel .kind").first).to_have_text("Why this link")
            page.get_by_role("button", name="Whole abstract").first.click()
            stored = {(field, start, end, text) for field, start, end, text, _ in evidence(edge)}
            assert marked(page) == stored, key
