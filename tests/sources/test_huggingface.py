"""Hugging Face Papers: the JSON of the API, and pages saved as HTML with that JSON in them or without."""

from __future__ import annotations

import html
import json

from tests.sources.reading import reading

PAPER = {
    "id": "2401.12345",
    "title": "A Title & More",
    "summary": "What we did.\nAnd why.",
    "publishedAt": "2024-01-20T00:00:00.000Z",
    "authors": [{"_id": "1", "name": "Ada Lovelace", "hidden": False}, {"_id": "2", "name": "Alan Turing"}],
    "upvotes": 3,
}


def test_daily_papers_are_read_by_their_paper(reads):
    daily = [{"paper": PAPER, "title": "outer", "numComments": 1}, {"paper": {**PAPER, "id": "2401.54321"}}, {"no": 1}]
    found = reads(json.dumps(daily))
    first = found.papers[0]
    assert (first.id, first.title, first.abstract) == ("arxiv:2401.12345", "A Title & More", "What we did.\nAnd why.")
    assert (first.year, first.authors) == (2024, ("Ada Lovelace", "Alan Turing"))
    assert first.ids.huggingface == "2401.12345"
    assert len(found.papers) == 2
    assert "holds no paper" in found.reason


def test_the_recorded_answer_is_read(shared_data):
    found = reading(shared_data / "sources" / "huggingface_daily_papers")
    assert found.paper.id == "arxiv:2602.23229"
    assert len(found.paper.authors) == 5
    assert len(found.paper.abstract) > 500


def page(body: str) -> str:
    return f"<!doctype html>\n<html><head><title>Papers - Hugging Face</title></head><body>{body}</body></html>"


def test_a_page_gives_the_papers_that_it_carries_as_data(reads):
    props = json.dumps({"dailyPapers": [{"paper": PAPER}, {"paper": {**PAPER, "id": "2401.54321", "title": "Other"}}]})
    other = json.dumps({"title": "menu", "items": [1, 2]})
    body = (
        f'<div class="SVELTE_HYDRATER contents" data-target="Menu" data-props="{html.escape(other)}"></div>'
        f'<div class="SVELTE_HYDRATER contents" data-target="DailyPapers" data-props="{html.escape(props)}">'
        '<article><h3><a href="/papers/2401.12345">A Title &amp; More</a></h3></article></div>'
    )
    found = reads(page(body))
    assert [(p.id, p.title) for p in found.papers] == [
        ("arxiv:2401.12345", "A Title & More"),
        ("arxiv:2401.54321", "Other"),
    ]
    assert found.papers[0].abstract == "What we did.\nAnd why."
    assert found.end.whole


def test_a_page_without_data_gives_its_headings_and_links(reads):
    body = """
    <article><a href="/papers/2401.12345"><img></a>
      <h3><a href="/papers/2401.12345">A Title
         &amp; More</a></h3><p>3 upvotes</p><p>What we did,
         and why.</p></article>
    <article><h3><a href="/papers/2401.54321#community">Other: café</a></h3></article>
    <h3><a href="/models">Models</a></h3>
    """
    found = reads(page(body))
    assert [(p.id, p.title, p.abstract) for p in found.papers] == [
        ("arxiv:2401.12345", "A Title & More", "What we did, and why."),
        ("arxiv:2401.54321", "Other: café", ""),
    ]


def test_the_page_of_one_paper_gives_its_heading_and_abstract(reads):
    body = """<link rel="canonical" href="https://huggingface.co/papers/2401.12345">
    <h1>A Title</h1><h2>Abstract</h2><div><p>What we did.</p></div>"""
    found = reads(page(body))
    assert (found.paper.id, found.paper.title, found.paper.abstract) == ("arxiv:2401.12345", "A Title", "What we did.")


def test_a_page_without_papers_says_what_to_save(reads):
    found = reads(page('<a href="https://huggingface.co">home</a>'))
    assert "save a page with a list of papers" in found.reason
    assert not found.end.whole
