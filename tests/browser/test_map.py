"""The map in a real browser: find, see, ask why, filter, walk, come back by address."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from loaders.generations import open_snapshot
from loaders.snapshot import evidence
from schemas.edges import EvidenceEdge
from tests.browser.conftest import Open, drawn, marked, settled, spot
from tests.serve.serving import Served

pytestmark = pytest.mark.browser


def test_at_first_sight_there_are_counts_communities_and_three_questions(browse: Open, example_page: Served) -> None:
    page = settled(browse(example_page.url))
    expect(page.get_by_role("heading", level=1)).to_contain_text("96 papers")
    expect(page.locator(".questions a")).to_have_count(3)
    assert len(drawn(page)) > 100
    names = page.locator(".communities span")
    assert any(names.nth(i).evaluate("e => e.style.opacity") == "1" for i in range(names.count()))


def test_a_question_leads_to_its_answer(browse: Open, example_page: Served) -> None:
    page = settled(browse(example_page.url))
    question = page.locator(".questions a").first
    asked = re.match(r"Who introduced (.+), and who took it up", question.inner_text())
    question.click()
    assert asked
    expect(page.locator(".panel .head h2")).to_have_text(asked[1])


def test_search_works_by_keyboard_alone(browse: Open, example_page: Served) -> None:
    page = settled(browse(example_page.url))
    page.keyboard.press("/")
    page.keyboard.type("low-rank adapt")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator(".panel h2")).to_contain_text(re.compile("LoRA|Low-Rank Adaptation"))


def test_a_click_on_a_node_opens_its_card(browse: Open, example_page: Served) -> None:
    page = settled(browse(example_page.url, "#/node?id=model:bert&closed=1"))
    page.mouse.click(*spot(page, "model:bert"))
    expect(page.locator(".panel h2")).to_have_text("BERT")
    expect(page.locator(".bars svg")).to_be_visible()


def test_a_click_on_an_edge_shows_the_words_and_marks_the_stored_span(
    browse: Open, example_page: Served, example: Path
) -> None:
    paper, entity = "arxiv:1810.04805", "model:bert"
    page = settled(browse(example_page.url, f"#/node?id={entity}&closed=1&off=cites,builds"))
    (x1, y1), (x2, y2) = spot(page, paper), spot(page, entity)
    page.mouse.click(x1 + (x2 - x1) * 0.4, y1 + (y2 - y1) * 0.4)
    expect(page.locator(".panel .kind").first).to_have_text("Why this link")
    page.get_by_role("button", name="Whole abstract").first.click()
    with open_snapshot(example / "kg.graph") as snapshot:
        (edge,) = [e for e in snapshot.edges_from(paper) if e.target == entity and isinstance(e, EvidenceEdge)]
        stored = {(field, start, end, text) for field, start, end, text, _ in evidence(edge)}
    assert {mark for mark in marked(page) if mark[0] == "abstract"} == {
        mark for mark in stored if mark[0] == "abstract"
    }


def test_offsets_are_right_behind_characters_beyond_the_basic_plane(browse: Open, small_page: Served) -> None:
    page = browse(small_page.url, '#/node?id=model:bert&edge=["p:bert","INTRODUCES","model:bert"]')
    page.get_by_role("button", name="Whole abstract").click()
    assert page.locator(".evidence blockquote p:not(.title) mark").all_inner_texts() == ["BERT", "BERT"]


def test_types_are_switched_off_and_the_address_remembers(browse: Open, example_page: Served) -> None:
    page = settled(browse(example_page.url))
    before = drawn(page)
    page.get_by_role("checkbox", name="Papers").uncheck()
    after = drawn(page)
    assert after < before
    assert not any(id.startswith("arxiv:") for id in after)
    page.reload()
    settled(page)
    assert drawn(page) == after


def test_confidence_and_roles_filter_edges(browse: Open, example_page: Served) -> None:
    page = settled(browse(example_page.url, "#/node?id=model:bert"))
    page.get_by_role("checkbox", name="Uses").uncheck()
    page.get_by_role("checkbox", name="Citations").uncheck()
    page.get_by_role("checkbox", name="Building on").uncheck()
    assert "arxiv:1911.11641" not in drawn(page)
    assert "arxiv:1810.04805" in drawn(page)


def test_the_time_slider_leaves_the_years_that_are_chosen(browse: Open, example_page: Served) -> None:
    page = settled(browse(example_page.url, "#/node?id=model:bert"))
    page.get_by_label("To year").fill("2018")
    assert "years=2018-2018" in page.url
    assert "arxiv:1810.04805" in drawn(page)
    assert "arxiv:1907.11692" not in drawn(page)
    page.reload()
    settled(page)
    assert "arxiv:1907.11692" not in drawn(page)


def test_a_neighbour_is_expanded_hidden_and_pinned_and_the_address_reproduces_it(
    browse: Open, example_page: Served
) -> None:
    page = settled(browse(example_page.url, "#/node?id=model:bert"))
    before = drawn(page)
    page.mouse.click(*spot(page, "arxiv:1907.11692"))
    expect(page.locator(".panel .head h2")).to_contain_text("RoBERTa")
    page.get_by_role("button", name="Expand").click()
    expect(page.get_by_role("button", name="Collapse")).to_be_visible()
    page.wait_for_function("n => document.querySelector('.picture').stage.visible().nodes.size > n", arg=len(before))
    settled(page)
    x, y = spot(page, "model:bert")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile("pin="))
    page.get_by_role("button", name="Hide").click()
    page.wait_for_function("() => !document.querySelector('.picture').stage.visible().nodes.has('arxiv:1907.11692')")
    place = page.evaluate(
        "() => { const { x, y } = document.querySelector('.picture').stage.graph.getNodeAttributes('model:bert'); return [x, y]; }"
    )
    shown = drawn(page)
    page.reload()
    settled(page)
    assert drawn(page) == shown
    again = page.evaluate(
        "() => { const { x, y } = document.querySelector('.picture').stage.graph.getNodeAttributes('model:bert'); return [x, y]; }"
    )
    assert again == pytest.approx(place, abs=0.01)


def test_a_path_is_found_between_two_picks_and_told_in_words(browse: Open, example_page: Served) -> None:
    page = browse(example_page.url, "#/path")
    for label, text in (("From", "resnet"), ("To", "gpt-3")):
        box = page.get_by_role("combobox", name=f"{label}: paper or entity")
        box.fill(text)
        expect(page.get_by_role("option").first).to_be_visible()
        box.press("Enter")
    steps = page.locator(".steps button")
    expect(steps.first).to_be_visible()
    assert steps.count() >= 2
    steps.first.click()
    expect(page.locator(".panel .kind").first).to_have_text("Why this link")


def test_a_large_neighbourhood_is_cut_and_says_so(browse: Open, example_page: Served) -> None:
    page = settled(browse(example_page.url, "#/node?id=model:bert&depth=2&limit=30"))
    expect(page.locator(".cut")).to_contain_text("The 30 most relevant of")
    page.locator(".cut button").click()
    page.wait_for_function("() => document.querySelector('.picture').stage.graph.order > 30")


def test_the_table_says_what_the_picture_shows(browse: Open, example_page: Served) -> None:
    page = settled(browse(example_page.url, "#/node?id=model:bert"))
    page.get_by_role("button", name="Show as a table").click()
    rows = page.locator(".table-view tbody tr")
    assert rows.count() == len(drawn(page))
    page.get_by_role("button", name="Year", exact=True).click()
    expect(page.locator("th[aria-sort=descending]")).to_have_text("Year")


def test_a_link_to_something_gone_says_so(browse: Open, example_page: Served) -> None:
    page = browse(example_page.url, "#/node?id=model:nothing")
    expect(page.locator(".failed").first).to_contain_text("Not in this graph")


def test_back_returns_to_what_was_seen(browse: Open, example_page: Served) -> None:
    page = settled(browse(example_page.url))
    page.locator(".questions a").first.click()
    expect(page.locator(".panel .head h2")).to_be_visible()
    page.go_back()
    expect(page.locator(".questions")).to_be_visible()


def test_nothing_moves_for_people_who_want_no_motion(browse: Open, example_page: Served) -> None:
    page = settled(browse(example_page.url, "#/node?id=model:bert", reduced_motion="reduce"))
    assert page.evaluate("() => document.querySelector('.picture').stage.sigma.getSetting('zoomDuration')") == 0
