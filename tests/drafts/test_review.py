"""What a draft cites is recognised in the example graph, and what a reviewer would miss stands on that graph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.drafts import Manuscript, cited, read
from kg.drafts.review import LEAST_PAPERS, review
from kg.related import RelatedIndex
from loaders.generations import open_current
from loaders.snapshot import Snapshot
from schemas.nodes import ClaimNode, EntityNode
from tests.drafts.pdfs import pdf
from tests.drafts.test_reading import LISTED, MARKDOWN

BERT, ATTENTION, LORA = "arxiv:1810.04805", "arxiv:1706.03762", "arxiv:2106.09685"


@pytest.fixture(scope="module")
def graph(example: Path) -> Iterator[tuple[Snapshot, RelatedIndex]]:
    with open_current(example / "kg.graph") as (generation, snapshot):
        yield snapshot, RelatedIndex.load(generation.related)


def test_references_and_links_are_recognised(graph):
    assert set(cited(read("d.md", MARKDOWN), *graph).ids) == {BERT, ATTENTION, LORA}


def test_references_of_a_pdf_are_recognised_with_numbers_and_without(graph):
    assert set(cited(read("d.pdf", pdf([["A title"], LISTED])), *graph).ids) == {BERT, ATTENTION}
    bare = [line.removeprefix("[1] ").removeprefix("[2] ") for line in LISTED]
    assert set(cited(read("d.pdf", pdf([["A title"], bare])), *graph).ids) == {BERT, ATTENTION}


def test_a_draft_that_is_in_the_graph_is_known_as_itself(graph):
    opening = ["BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding", "J. Devlin"]
    assert cited(read("d.pdf", pdf([opening])), *graph).itself == (BERT,)


def test_close_papers_that_are_not_cited_are_named_with_reasons(graph):
    draft = read("d.md", MARKDOWN.replace(b"1. Devlin", b"1. Someone").replace(b"BERT: Pre-training", b"Of"))
    papers = [remark for remark in review(draft, *graph).remarks if remark.kind == "paper"]
    assert papers
    assert all(remark.reasons for remark in papers)
    assert not {remark.id for remark in papers} & {ATTENTION, LORA}


def test_models_that_papers_on_the_same_benchmark_name_are_missed(graph):
    snapshot, index = graph
    abstract = "We propose a new pre-training objective and evaluate on GLUE and SQuAD."
    found = review(Manuscript(name="d.md", abstract=abstract), snapshot, index)
    models = [remark for remark in found.remarks if remark.kind == "model"]
    assert "BERT" in {remark.name for remark in models}
    for remark in models:
        naming = {e.source for e in snapshot.edges_to(remark.id, "USES", "INTRODUCES", "MENTIONS")}
        assert set(remark.papers) <= naming
        assert len(remark.papers) >= LEAST_PAPERS
    named = Manuscript(name="d.md", abstract=abstract, text="We compare with BERT.")
    assert "BERT" not in {remark.name for remark in review(named, snapshot, index).remarks}


def test_parts_of_one_benchmark_are_no_versions_of_each_other(graph):
    snapshot, index = graph
    draft = Manuscript(name="d.md", abstract="We fine-tune an encoder and evaluate on MNLI and CIFAR-10.")
    beside = {e.source for e in snapshot.edges_to("benchmark:glue", "VARIANT_OF")}
    assert "benchmark:cola" in beside
    assert not {remark.id for remark in review(draft, snapshot, index).remarks if remark.kind == "newer"} & beside


def test_newer_versions_are_of_one_family_and_first_named_later(graph):
    snapshot, index = graph
    parents = {(e.source, e.target) for e in snapshot.edges("VARIANT_OF")}
    found = []
    for node in snapshot.nodes("Model"):
        assert isinstance(node, EntityNode)
        draft = Manuscript(name="d.md", abstract=f"We fine-tune {node.name} on question answering.")
        remarks = [r for r in review(draft, snapshot, index, 1).remarks if r.kind == "newer"]
        for remark in remarks:
            assert any(remark.id in pair for pair in parents)
            before, after = (getattr(snapshot.node(paper), "year", None) for paper in reversed(remark.papers))
            assert before < after
        found += remarks
        if len(found) > 3:
            break
    assert found


def test_a_claim_with_another_value_is_shown(graph):
    snapshot, index = graph
    claims = [c for c in snapshot.nodes("Claim") if isinstance(c, ClaimNode) and c.kind == "absolute" and c.metric]
    for claim in claims:
        paper = snapshot.node(claim.paper)
        changed = claim.text.replace(claim.value, "12.3%" if "%" in claim.value else "12.3")
        said = getattr(paper, claim.field).replace(claim.text, changed)
        remarks = [
            r for r in review(Manuscript(name="d.md", abstract=said), snapshot, index).remarks if r.kind == "claim"
        ]
        if remarks:
            assert remarks[0].papers[0] == claim.paper
            assert "12.3" in remarks[0].reasons[0]
            return
    raise AssertionError("no claim of the example contradicts itself when changed")


def test_nothing_is_said_of_a_draft_about_something_else(graph):
    draft = Manuscript(name="d.md", title="Coral reefs", abstract="Polyps bleach in warm seas.")
    assert review(draft, *graph).remarks == ()
