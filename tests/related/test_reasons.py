"""Reasons in words: each says what the graph holds, the most telling first, never a bare number."""

from __future__ import annotations

import re

from kg.related import Draft, RelatedIndex
from schemas.mention import Mention
from schemas.nodes import PaperNode


def of(index: RelatedIndex, query, id: str) -> tuple[str, ...]:
    return next(hit.reasons for hit in index.rank(query, k=100) if hit.id == id)


def test_shared_benchmarks_are_named(texts_and_entities: RelatedIndex):
    assert of(texts_and_entities, "c", "b")[0] == "both evaluate on HumanEval and MBPP"


def test_building_on_says_who_introduced_what(texts_and_entities: RelatedIndex):
    assert of(texts_and_entities, "b", "a")[0] == "builds on Self-Instruct, which it introduced"
    assert of(texts_and_entities, "a", "b")[0] == "it builds on Self-Instruct, which this paper introduced"


def test_a_citation_comes_first_and_is_said_in_its_direction(with_citations: RelatedIndex):
    assert of(with_citations, "b", "a")[0] == "cites it"
    assert of(with_citations, "a", "b")[0] == "it cites this paper"


def test_papers_that_cite_both_are_counted_in_words(with_citations: RelatedIndex):
    assert "cited together by 2 papers" in of(with_citations, "a", "d")


def test_shared_references_are_counted_in_words(with_citations: RelatedIndex):
    assert "2 papers cited by both" in of(with_citations, "e", "f")


def test_shared_words_come_last(with_citations: RelatedIndex):
    reasons = of(with_citations, "e", "f")
    assert reasons[-1].startswith("similar text: data contamination")


def test_text_alone_is_said_honestly(texts_and_entities: RelatedIndex):
    (reason,) = of(texts_and_entities, "e", "f")
    assert reason == "only the text is similar (words: data contamination)"


def test_words_of_every_paper_are_named_only_where_no_other_is_shared(build):
    texts = {"a": "Results on lattices.", "b": "Lattices, with results.", "c": "Results on proteins."}
    index = build([PaperNode(id=id, title="", abstract=text) for id, text in texts.items()], ())
    assert of(index, "a", "b") == ("only the text is similar (words: lattices)",)
    assert of(index, "a", "c") == ("only the text is similar (words: results)",)


def test_several_papers_are_counted(texts_and_entities: RelatedIndex):
    assert of(texts_and_entities, ["a", "c"], "b")[0].endswith("as 1 of the 2 papers does")
    assert of(texts_and_entities, ["b", "d"], "a")[0] == "introduced Self-Instruct, which 1 of the 2 papers names"


def test_a_text_is_spoken_of_as_a_text(texts_and_entities: RelatedIndex):
    mention = Mention(field="abstract", start=0, end=9, text="HumanEval", type="Benchmark", role="used", confidence=1)
    reasons = of(texts_and_entities, Draft(abstract="HumanEval", mentions=(mention,)), "c")
    assert reasons[0] == "evaluates on HumanEval, which the text names"


def test_no_reason_is_a_bare_number(with_citations: RelatedIndex):
    for edge in with_citations.edges():
        assert edge.reasons
        assert all(re.search(r"[a-z]{2}", reason) for reason in edge.reasons)
        assert not any(re.search(r"\d\.\d", reason) for reason in edge.reasons)
