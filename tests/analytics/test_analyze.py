"""The analysis of a whole graph: every measure, clear answers where there is nothing, the same each time."""

from __future__ import annotations

import json

import pytest

from kg.analytics import Analysis, analyze
from schemas.errors import UsageError


def years(names: str, year: int | None = 2020):
    return dict.fromkeys(names, year)


@pytest.mark.parametrize(
    "shape",
    [{}, {"papers": {"a": None}}, {"papers": {"a": 2020, "b": None}, "cites": "ab"}, {"papers": {"a": 1}, "named": {"a": "task:qa"}}],
    ids=["empty", "one paper", "one citation", "one entity"],
)  # fmt: skip
def test_a_tiny_graph_gets_clear_answers(graph, shape):
    shape = {**shape, "papers": {p: y if y != 1 else 2020 for p, y in shape.get("papers", {}).items()}}
    analysis = analyze(graph(**shape))
    for _, _, finding in analysis.findings():
        columns, rows = finding.table()
        assert columns
        assert rows or finding.note


def test_disconnected_papers_are_no_trouble(graph):
    analysis = analyze(graph(years("abcdz"), cites="ab cd"))
    assert {row.papers for row in analysis.communities.rows} == {2}
    assert analysis.communities.alone == 1


def test_an_analysis_goes_through_json(graph):
    analysis = analyze(graph(years("abc"), cites="ab bc ca", builds="ab", related="ab", named={"a": "task:qa"}))
    assert Analysis.model_validate_json(analysis.model_dump_json()) == analysis
    assert set(json.loads(analysis.model_dump_json())) == {"counts", *(name for name, _, _ in analysis.findings())}


def test_an_analysis_is_the_same_each_time(graph):
    snapshot = graph(
        years("abcdefgh"), cites="ab bc cd de ef fg gh ha ae bf", named=dict.fromkeys("abcd", "task:qa model:x")
    )
    assert analyze(snapshot) == analyze(snapshot)


def test_tables_hold_at_most_what_was_asked_for(graph):
    analysis = analyze(graph(years("abcdefgh"), cites="ab bc cd de ef fg gh ha"), top=3)
    for name, _, finding in analysis.findings():
        if name not in ("communities", "main_path"):
            assert len(finding.table()[1]) <= 3


def test_a_backend_that_is_not_installed_is_refused_in_words(graph):
    with pytest.raises(UsageError, match="no backend 'nowhere' here"):
        analyze(graph(years("ab"), cites="ab"), backend="nowhere")
