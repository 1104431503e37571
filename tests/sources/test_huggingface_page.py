"""A saved page is furniture, then title and abstract in turn; nothing of it is lost or invented."""

from __future__ import annotations

import pytest

from kg.sources import FORMATS
from kg.sources.head import Head
from schemas.paper import title_id, title_key
from tests.sources.reading import reading

LONG = "We study a thing that nobody studied before, with a method that is ours, and it works. " * 5
SHORT = "We study a thing that nobody studied before, and to our own surprise it works as it should."
FURNITURE = [
    "new",
    "Get trending papers in your email inbox!",
    "Subscribe",
    "byAK and the research community",
    "Mar 14",
]


def page(*lines: str, blank: bool = False) -> str:
    return ("\n\n" if blank else "\n").join(lines)


@pytest.mark.parametrize("blank", [False, True])
def test_furniture_is_no_paper_and_lines_pair_up(reads, blank):
    found = reads(page(*FURNITURE, "First Title", LONG, "Second Title", LONG + "More.", blank=blank))
    assert [(p.title, p.abstract) for p in found.papers] == [("First Title", LONG), ("Second Title", LONG + "More.")]
    assert found.aside == []
    assert (found.end.whole, found.end.entries) == (True, 2)


def test_subscribe_glued_to_the_first_title_is_cut_off(reads):
    found = reads(page("Get trending papers in your email inbox once a day!", "SubscribeDolma: a Corpus", LONG))
    assert found.paper.title == "Dolma: a Corpus"


def test_a_later_title_that_begins_with_the_word_keeps_it(reads):
    found = reads(page(*FURNITURE, "First", LONG, "SubscribeNet: a Network", LONG))
    assert found.papers[1].title == "SubscribeNet: a Network"


def test_the_day_of_the_page_is_not_the_papers_year(reads):
    assert reads(page(*FURNITURE, "First", LONG)).paper.year is None


def test_ids_are_made_of_titles(reads):
    assert reads(page(*FURNITURE, "First", LONG)).paper.id == title_id("first")


def test_lines_are_numbered_as_in_the_file(reads):
    found = reads(page(*FURNITURE, "First", LONG, "Second", LONG))
    assert [item.line for item in found.items] == [6, 8]


def test_short_abstracts_are_abstracts_all_the_same(reads):
    found = reads(page(*FURNITURE, "First", SHORT, "Second", SHORT))
    assert [p.abstract for p in found.papers] == [SHORT, SHORT]


def test_a_title_left_over_at_the_end_is_set_aside(reads):
    found = reads(page(*FURNITURE, "First", LONG, "Second"))
    assert [p.title for p in found.papers] == ["First"]
    assert "title without an abstract" in found.reason
    assert found.aside[0].line == 8
    assert found.end.entries == 2


def test_a_title_without_its_abstract_does_not_shift_the_rest(reads):
    found = reads(page(*FURNITURE, "First", LONG, "Alone", "Second", LONG, "Third", LONG))
    assert [p.title for p in found.papers] == ["First", "Second", "Third"]
    assert [s.record for s in found.aside] == ["Alone"]


def test_an_abstract_without_its_title_does_not_shift_the_rest(reads):
    found = reads(page(*FURNITURE, "First", LONG, LONG, "Second", LONG))
    assert [p.title for p in found.papers] == ["First", "Second"]
    assert "an abstract without a title" in found.reason


def test_lines_of_an_unknown_menu_before_the_first_title_are_set_aside(reads):
    found = reads(page(*FURNITURE, "Some Button", "Another Button", "First", LONG))
    assert [p.title for p in found.papers] == ["First"]
    assert [s.record for s in found.aside] == ["Some Button", "Another Button"]


def test_an_abstract_that_is_broken_over_lines_stays_one_where_blank_lines_part_the_page(reads):
    found = reads(page(*FURNITURE, "First", LONG + "\n" + LONG, "Second", LONG, blank=True))
    assert [p.abstract for p in found.papers] == [LONG + "\n" + LONG, LONG]


def test_a_line_that_is_no_utf8_is_set_aside_alone(reads):
    text = page(*FURNITURE, "First", LONG, "Second", LONG).encode() + b"\nCaf\xe9\n"
    found = reads(text)
    assert len(found.papers) == 2
    assert "not UTF-8 (byte 0xE9 at byte 4)" in found.reason


@pytest.mark.parametrize("text", ["First\n" + LONG, '{"title": "new"}', "title,abstract\nnew,x"])
def test_text_without_the_pages_furniture_is_not_recognised(text):
    assert not FORMATS["huggingface_page"].recognise(Head(text.encode()))


def test_the_five_saved_pages_give_every_entry(shared_data):
    found = reading(shared_data / "seeds")
    assert [end.entries for end in found.ends] == [280, 121, 65, 85, 82]
    assert all(end.whole for end in found.ends)
    assert (len(found.papers), len(found.aside)) == (633, 0)
    assert len({title_key(p.title) for p in found.papers}) == 535
    assert len({p.id for p in found.papers}) == 535
    assert min(len(p.abstract) for p in found.papers) > 400
    assert not any(p.title.startswith("Subscribe") for p in found.papers)
