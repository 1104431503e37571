"""Results that a text states become claims: which value, on what, of what."""

from __future__ import annotations

import numpy as np
import pytest

from kg.extract import extract
from kg.extract.components.statements import Name, Sentence, Text, sentences_of
from kg.extract.components.trees import Trees
from kg.extract.components.wording import against_of, is_delta, metric_of
from schemas.mention import Claim


def claims(title: str, abstract: str) -> list[Claim]:
    """Return the claims of one paper."""
    [found] = extract([("p", title, abstract)])
    return list(found.claims)


def stated(title: str, abstract: str) -> set[tuple[str, str, str]]:
    """Return subject, benchmark and value of each claim."""
    return {(one.subject, one.on, one.value) for one in claims(title, abstract)}


def sentence(text: str, **names: str) -> Sentence:
    """Return the one sentence of a text, with the first occurrence of each name under its label."""
    places = [(text.index(name), name, label) for name, label in names.items()]
    found = [Name(start, start + len(name), name, label, "used") for start, name, label in sorted(places)]
    [only] = sentences_of(Text(text, 0, found, {}))
    return only


def test_values_belong_to_the_benchmarks_in_the_same_order() -> None:
    abstract = (
        "We propose Foo-7B, a language model. Foo-7B achieves 71.3% and 84.2% accuracy on MMLU and GSM8K, respectively."
    )
    assert stated("Foo-7B: A Language Model", abstract) == {("Foo-7B", "MMLU", "71.3%"), ("Foo-7B", "GSM8K", "84.2%")}


def test_a_value_in_brackets_belongs_to_the_benchmark_before_it() -> None:
    abstract = (
        "We propose Foo-7B, a language model. Foo-7B sets a new state of the art on MMLU (71.3%) and GSM8K (84.2%)."
    )
    assert stated("Foo-7B: A Language Model", abstract) == {("Foo-7B", "MMLU", "71.3%"), ("Foo-7B", "GSM8K", "84.2%")}


def test_a_result_without_a_name_is_of_the_papers_own_model() -> None:
    abstract = "We propose Foo-7B, a language model. Our model achieves 71.3% accuracy on MMLU."
    assert stated("Foo-7B: A Language Model", abstract) == {("Foo-7B", "MMLU", "71.3%")}


def test_the_span_of_a_claim_holds_its_value_and_its_benchmark() -> None:
    abstract = "We propose Foo-7B, a language model. Foo-7B achieves 71.3% accuracy on MMLU."
    [claim] = claims("Foo-7B: A Language Model", abstract)
    assert abstract[claim.start : claim.end] == claim.text == "71.3% accuracy on MMLU"


@pytest.mark.parametrize(
    "abstract",
    [
        "We train on 3.2 million images of ImageNet.",
        "MMLU was published in 2021.",
        "Our code runs in 2.5 hours.",
        "12.5%",
    ],
)
def test_other_numbers_make_no_claim(abstract: str) -> None:
    assert claims("Foo-7B: A Language Model", abstract) == []


@pytest.mark.parametrize(
    ("text", "delta"),
    [
        ("Foo improves BLEU by 2.3 on WMT14.", True),
        ("Foo is 2.3% better than Bar on WMT14.", True),
        ("Foo gains 2.3 points on WMT14.", True),
        ("Foo scores 27.3 on WMT14.", False),
    ],
)
def test_a_difference_is_told_from_a_value(text: str, delta: bool) -> None:
    one = sentence(text, Foo="Model", WMT14="Benchmark")
    assert is_delta(one, one.values[0]) is delta


def test_metric_and_comparator_are_read_from_the_sentence() -> None:
    one = sentence(
        "Foo outperforms Bar by 2.3 BLEU on WMT14.", Foo="Model", Bar="Model", BLEU="Metric", WMT14="Benchmark"
    )
    assert metric_of(one, one.values[0]) == "BLEU"
    assert against_of(one, "Foo") == "Bar"


def test_a_text_that_measures_on_nothing_has_no_sentences_to_read() -> None:
    assert list(sentences_of(Text("Foo scores 27.3.", 0, [Name(0, 3, "Foo", "Model", "used")], {}))) == []


def test_trees_send_each_row_down_to_its_leaf() -> None:
    # x0 <= 1 ? (x1 <= 5 ? 10 : 20) : 30, and a tree of one leaf
    trees = Trees(
        roots=np.array([0, 5], dtype=np.int32),
        column=np.array([0, 1, 0, 0, 0, 0], dtype=np.int32),
        threshold=np.array([1, 5, 0, 0, 0, 0], dtype=np.float32),
        left=np.array([1, 2, 2, 3, 4, 5], dtype=np.int32),
        right=np.array([4, 3, 2, 3, 4, 5], dtype=np.int32),
        value=np.array([0, 0, 10, 20, 30, 0.5], dtype=np.float32),
        depth=2,
        bias=1.0,
    )
    numbers = np.array([[0, 0], [1, 9], [2, 0]], dtype=np.float32)
    assert trees.scores(numbers).tolist() == [11.5, 21.5, 31.5]
