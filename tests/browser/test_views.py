"""Boards, gaps, trends, related work, Cypher, files and corrections in a real browser."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from kg.serve import ServeOptions
from kg.serve.takeaway import write_page
from loaders.generations import Generations
from tests.browser.conftest import Open, drawn, settled
from tests.serve.serving import Served, serve

pytestmark = pytest.mark.browser


def test_the_board_sorts_and_opens_sentences(browse: Open, small_page: Served) -> None:
    page = browse(small_page.url, "#/board?id=benchmark:mnli")
    rows = page.locator("table.board tbody tr")
    expect(rows.first).to_contain_text("90.2%")
    page.get_by_role("button", name="Value").click()
    expect(rows.first).to_contain_text("86.7%")
    page.get_by_role("button", name="Sentence").first.click()
    expect(page.locator("tr.sentence blockquote")).to_have_text("BERT reaches 86.7% accuracy on MNLI.")


def test_the_gap_matrix_leads_to_the_papers_of_a_cell(browse: Open, small_page: Served) -> None:
    page = browse(small_page.url, "#/gaps?rows=Model&columns=Benchmark")
    page.locator("table.heat td a").first.click()
    expect(page.locator(".panel .head")).to_contain_text("is named together with")
    expect(page.locator(".evidence mark").first).to_be_visible()


def test_trends_are_told_or_said_to_be_none(browse: Open, example_page: Served, small_page: Served) -> None:
    page = browse(example_page.url, "#/trends")
    expect(page.locator(".trend-list li, .empty").first).to_be_visible()
    page = browse(small_page.url, "#/trends")
    expect(page.locator(".empty")).to_contain_text("no change is surer than chance")


def test_related_work_is_found_for_pasted_text_and_for_a_file(
    browse: Open, example_page: Served, tmp_path: Path
) -> None:
    page = browse(example_page.url, "#/related")
    page.get_by_label("Text").fill("Low-rank adaptation of large language models")
    page.get_by_role("button", name="Find related work").click()
    expect(page.locator(".related li").first).to_contain_text("LoRA", timeout=60_000)
    bib = tmp_path / "refs.bib"
    bib.write_text("@article{a, title={Attention Is All You Need}, year=2017}")
    page.get_by_label("File").set_input_files(bib)
    expect(page.locator(".results")).to_contain_text("1 of 1 references are papers of this graph")
    page.get_by_role("link", name="in the picture").click()
    settled(page)
    assert len(drawn(page)) == 20


def test_named_questions_and_cypher_are_answered_and_writing_is_refused(browse: Open, example_page: Served) -> None:
    page = browse(example_page.url, "#/ask?name=leaderboard&p.benchmark=ImageNet")
    expect(page.locator(".results tbody tr").first).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Edit the Cypher").click()
    box = page.get_by_label("Cypher", exact=True)
    box.fill("")
    box.press_sequentially("MATCH (p:Pap")
    expect(page.get_by_role("option", name="Paper")).to_be_visible()
    box.press("Tab")
    expect(box).to_have_value("MATCH (p:Paper")
    box.fill("MATCH (p:Paper)-[r:INTRODUCES]->(m:Model {name: 'BERT'}) RETURN p, r, m")
    box.press("Control+Enter")
    expect(page.locator(".results tbody tr")).not_to_have_count(0)
    assert "cypher=" in page.url
    box.fill("CREATE (p:Paper {id: 'x'}) RETURN p")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator(".failed")).to_contain_text("open for reading")


def test_an_answer_of_nodes_is_shown_as_a_graph(browse: Open, example_page: Served) -> None:
    page = browse(example_page.url, "#/ask?cypher=MATCH (p:Paper)-[r:INTRODUCES]->(m:Model) RETURN p, r, m LIMIT 5")
    page.get_by_role("link", name="in the picture").click(timeout=60_000)
    settled(page)
    assert 6 <= len(drawn(page)) <= 10


@pytest.mark.parametrize(
    ("title", "name", "begins"),
    [
        ("Picture (PNG)", "graph.png", b"\x89PNG"), ("Picture (SVG)", "graph.svg", b"<svg"), ("Tables (CSV)", "graph.zip", b"PK"),
        ("Papers (BibTeX)", "papers.bib", b"@"), ("Graph (GraphML)", "graph.graphml", b"<?xml"),
    ],
)  # fmt: skip
def test_what_is_seen_is_taken_away(
    browse: Open, example_page: Served, tmp_path: Path, title: str, name: str, begins: bytes
) -> None:
    page = settled(browse(example_page.url, "#/node?id=model:bert"))
    page.get_by_role("button", name="Take away").click()
    with page.expect_download() as coming:
        page.get_by_role("button", name=title).click()
    path = tmp_path / name
    coming.value.save_as(path)
    assert coming.value.suggested_filename == name
    content = path.read_bytes()
    assert content.startswith(begins)
    if name == "graph.svg":
        assert b">BERT</text>" in content
    if name == "graph.zip":
        assert "Paper.csv" in zipfile.ZipFile(path).namelist()
    if name == "graph.png":
        assert len(content) > 20_000


def test_one_file_opens_without_a_server(browse: Open, example_page: Served, tmp_path: Path) -> None:
    page = settled(browse(example_page.url, "#/node?id=model:bert"))
    shown = drawn(page)
    page.get_by_role("button", name="Take away").click()
    with page.expect_download() as coming:
        page.get_by_role("button", name="Page without a server").click()
    path = tmp_path / "graph.html"
    coming.value.save_as(path)
    alone = settled(browse(path.as_uri()))
    alone.wait_for_function("() => document.querySelector('.picture').dataset.layout === 'done'")
    assert drawn(alone) == shown
    alone.keyboard.press("/")
    alone.keyboard.type("bert")
    alone.keyboard.press("Enter")
    expect(alone.locator(".panel .head h2")).to_have_text("BERT")
    expect(alone.locator(".evidence mark").first).to_have_text("BERT")


def test_the_whole_graph_as_one_file_looks_as_served(browse: Open, example: Path, tmp_path: Path) -> None:
    with Generations(example / "kg.graph").reading() as generation:
        write_page(generation, tmp_path / "graph.html")
    page = settled(browse((tmp_path / "graph.html").as_uri()))
    expect(page.get_by_role("heading", level=1)).to_contain_text("96 papers")
    expect(page.locator(".community-list li").first).to_be_visible()
    page.locator(".questions a").first.click()
    expect(page.locator(".panel .head h2")).to_be_visible()


def test_a_correction_is_written_shown_and_undone(browse: Open, example: Path, tmp_path: Path) -> None:
    import shutil

    folder = tmp_path / "own"
    shutil.copytree(example, folder)
    with serve(ServeOptions(store=folder / "kg.graph", corpus=folder / "kg.db")) as running:
        page = settled(browse(running.url, "#/node?id=model:bert-large"))
        page.get_by_role("button", name="Correct").click()
        box = page.get_by_role("combobox", name="The same as which entity")
        box.fill("BERT")
        expect(page.locator("dialog [role=option]").first).to_be_visible()
        box.press("Enter")
        page.locator("dialog").get_by_role("button", name="Correct").click()
        expect(page.locator(".told")).to_contain_text("“BERT-large” is the same as “BERT”")
        expect(page.locator(".notice")).to_contain_text("Rebuilding the graph", timeout=30_000)
        expect(page.locator(".notice")).to_have_count(0, timeout=240_000)
        page.goto(f"{running.url}/#/node?id=model:bert")
        expect(page.locator(".aliases")).to_contain_text("BERT-large", timeout=60_000)
        page.goto(f"{running.url}/#/journal")
        page.locator("main").get_by_role("button", name="Undo").click()
        expect(page.locator("tr.undone")).to_have_count(1)
        expect(page.locator(".notice")).to_contain_text("Rebuilding the graph", timeout=30_000)
        expect(page.locator(".notice")).to_have_count(0, timeout=240_000)
        page.goto(f"{running.url}/#/node?id=model:bert-large")
        expect(page.locator(".panel .head h2")).to_have_text("BERT-large", timeout=60_000)


def test_a_page_that_is_read_only_offers_no_corrections(browse: Open, example: Path) -> None:
    options = ServeOptions(store=example / "kg.graph", corpus=example / "kg.db", read_only=True)
    with serve(options) as running:
        page = settled(browse(running.url, "#/node?id=model:bert"))
        expect(page.get_by_role("button", name="Path from here")).to_be_visible()
        expect(page.get_by_role("button", name="Correct")).to_have_count(0)
