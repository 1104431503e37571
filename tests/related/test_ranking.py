"""Related work of papers and texts: what comes first, what is left out, and how the score adds up.

The order follows text, entities and citations together; what is asked from is never an answer; a
graph without citations, without entities or with two papers still gives an answer.
"""

from __future__ import annotations

import pytest

from kg.related import Draft, RelatedIndex
from schemas.errors import UnknownName, UsageError
from schemas.mention import Mention
from schemas.nodes import PaperNode


def ids(found):
    return [hit.id for hit in found]


def test_papers_that_evaluate_on_the_same_benchmarks_come_first(texts_and_entities: RelatedIndex):
    assert ids(texts_and_entities.rank("c"))[0] == "b"


def test_papers_about_the_same_subject_come_first_where_no_entity_is_named(texts_and_entities: RelatedIndex):
    assert ids(texts_and_entities.rank("e"))[0] == "f"


def test_the_score_is_the_sum_of_its_parts(with_citations: RelatedIndex):
    for hit in with_citations.rank("b"):
        assert hit.score == pytest.approx(hit.parts.text + hit.parts.entities + hit.parts.citations)
        assert hit.score > 0


def test_scores_fall(with_citations: RelatedIndex):
    scores = [hit.score for hit in with_citations.rank("a")]
    assert scores == sorted(scores, reverse=True)


def test_a_paper_is_never_its_own_answer(with_citations: RelatedIndex):
    for id in "abcdefg":
        assert id not in ids(with_citations.rank(id, k=100))
    assert not {"a", "b"} & set(ids(with_citations.rank(["a", "b"], k=100)))


def test_papers_that_share_nothing_are_left_out(texts_and_entities: RelatedIndex):
    assert "d" not in ids(texts_and_entities.rank("e", k=100))


def test_a_paper_without_an_abstract_has_no_related_work_here(texts_and_entities: RelatedIndex):
    assert texts_and_entities.rank("g") == []


def test_k_limits_the_answers(texts_and_entities: RelatedIndex):
    assert len(texts_and_entities.rank("b", k=1)) == 1


def test_citations_bring_in_a_paper_whose_text_shares_nothing(with_citations: RelatedIndex):
    hits = {hit.id: hit for hit in with_citations.rank("e", k=100)}
    assert hits["d"].parts.citations > 0
    assert hits["d"].parts.text == 0


def test_several_papers_are_asked_from_together(with_citations: RelatedIndex):
    found = ids(with_citations.rank(["c", "e"], k=100))
    assert {"b", "f"} <= set(found)


def test_the_same_paper_given_twice_counts_once(with_citations: RelatedIndex):
    assert with_citations.rank(["c", "c"]) == with_citations.rank("c")


def test_a_text_is_asked_from(texts_and_entities: RelatedIndex):
    assert ids(texts_and_entities.rank(Draft(abstract="Contamination of data in a benchmark")))[0] in {"e", "f"}


def test_a_text_with_a_title_that_is_in_the_graph_leaves_that_paper_out(texts_and_entities: RelatedIndex):
    draft = Draft(title="detecting  DATA contamination", abstract=PaperNode(id="x", title="x").abstract)
    assert "f" not in ids(texts_and_entities.rank(draft, k=100))
    assert "e" in ids(texts_and_entities.rank(draft, k=100))


def test_entities_of_a_text_count_by_any_of_their_names(texts_and_entities: RelatedIndex):
    mention = Mention(field="abstract", start=0, end=12, text="SelfInstruct", type="Method", role="used", confidence=1)
    hits = texts_and_entities.rank(Draft(abstract="SelfInstruct", mentions=(mention,)))
    assert hits[0].id == "a"
    assert hits[0].parts.entities > 0


def test_a_mention_of_another_type_is_another_thing(texts_and_entities: RelatedIndex):
    mention = Mention(field="abstract", start=0, end=12, text="SelfInstruct", type="Task", role="used", confidence=1)
    assert texts_and_entities.rank(Draft(abstract="SelfInstruct", mentions=(mention,))) == []


@pytest.mark.parametrize("text", ["", "   ", "\x00", "zzzz qqqq", "🙂", "of the and"])
def test_a_text_without_known_words_has_no_related_work(texts_and_entities: RelatedIndex, text: str):
    assert texts_and_entities.rank(Draft(abstract=text)) == []


def test_an_unknown_paper_is_refused_with_near_ones(texts_and_entities: RelatedIndex):
    with pytest.raises(UnknownName, match="no paper 'aa'"):
        texts_and_entities.rank("aa")


def test_no_paper_at_all_is_refused(texts_and_entities: RelatedIndex):
    with pytest.raises(UsageError, match="no paper"):
        texts_and_entities.rank([])


def test_two_papers_are_enough(build):
    index = build([PaperNode(id="x", title="Graph search"), PaperNode(id="y", title="Searching a graph")])
    assert ids(index.rank("x")) == ["y"]
    assert [edge.target for edge in index.edges()] == ["y", "x"]


def test_an_empty_graph_has_no_edges(build):
    index = build([])
    assert list(index.edges()) == []
    assert index.rank(Draft(abstract="anything")) == []


def test_the_edges_are_the_ranking_of_every_paper(with_citations: RelatedIndex):
    edges = list(with_citations.edges(k=3))
    for id in "abcdefg":
        mine = [edge for edge in edges if edge.source == id]
        hits = with_citations.rank(id, k=3)
        assert [edge.rank for edge in mine] == list(range(1, len(hits) + 1))
        assert [edge.target for edge in mine] == ids(hits)
        for edge, hit in zip(mine, hits, strict=True):
            assert edge.score == pytest.approx(hit.score)
            assert edge.score == pytest.approx(edge.text + edge.entities + edge.citations)
            assert edge.reasons == hit.reasons
