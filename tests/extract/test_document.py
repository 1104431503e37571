"""Fields become one document, and offsets come back to the field they are in."""

from __future__ import annotations

import logging

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.document import ABSTRACT_START, MAX_CHARACTERS, abstract_start_of, join
from kg.extract.tokens import fit_tokenizer

ANY = st.text(st.characters(), max_size=80)


@given(ANY, ANY, st.data())
def test_offsets_of_the_document_are_offsets_of_the_field(title: str, abstract: str, data: st.DataObject) -> None:
    text, layout = join("p", title, abstract)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    place = layout.place(start, end)
    if place is not None:
        field, begin, finish = place
        words = {"title": title, "abstract": abstract}[field][begin:finish]
        assert len(words) == end - start
        assert all(a == b or b in ("\ufffd", " ") for a, b in zip(words, text[start:end], strict=True))


def test_a_span_over_both_fields_has_no_place() -> None:
    _, layout = join("p", "A title", "An abstract")
    assert layout.place(2, 12) is None


def test_a_field_that_is_too_long_is_cut_and_said(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        text, layout = join("p7", "t", "x" * (MAX_CHARACTERS + 5))
    assert len(text) == layout.abstract_start + MAX_CHARACTERS
    assert "paper p7: its abstract has" in caplog.text


@pytest.mark.parametrize(("title", "abstract"), [("A", "b"), ("", "b"), ("a\n\nb", "c"), ("", "")])
def test_the_beginning_of_the_abstract_is_known(title: str, abstract: str) -> None:
    text, layout = join("p", title, abstract)
    doc = spacy.blank("en").make_doc(text)
    doc.user_data[ABSTRACT_START] = layout.abstract_start
    assert abstract_start_of(doc) == len(title) + 2


def test_a_text_without_separator_is_all_abstract() -> None:
    assert abstract_start_of(spacy.blank("en").make_doc("BERT is a model.")) == 0


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("on CIFAR-10/100.", "CIFAR-10"),
        (r"call \textbf{DiffCode}, a", "DiffCode"),
        ("a GPT-4-based agent", "GPT-4"),
        ("data on WD50. Next", "WD50"),
        ("results on ADE20K.At last", "ADE20K"),
        ("see https://github.com/a/BERT now", "https://github.com/a/BERT"),
    ],
)
def test_names_are_tokens_whatever_stands_beside_them(text: str, token: str) -> None:
    nlp = spacy.blank("en")
    fit_tokenizer(nlp)
    assert token in [one.text for one in nlp.make_doc(text)]
