"""A sentence is found around a span, wherever it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sentence import sentence_span

TEXT = "We introduce LoRA. It beats adapters (e.g. Houlsby et al. 2019) on GLUE by 0.5 points! Code is out."


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("LoRA", "We introduce LoRA."),
        ("GLUE", "It beats adapters (e.g. Houlsby et al. 2019) on GLUE by 0.5 points!"),
        ("Code", "Code is out."),
    ],
)
def test_the_sentence_of_a_word_is_found(word: str, sentence: str) -> None:
    start = TEXT.index(word)
    begin, end = sentence_span(TEXT, start, start + len(word))
    assert TEXT[begin:end] == sentence


@given(st.text(min_size=1), st.data())
def test_the_span_always_lies_in_its_sentence(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    begin, finish = sentence_span(text, start, end)
    assert 0 <= begin <= start < end <= finish <= len(text)
