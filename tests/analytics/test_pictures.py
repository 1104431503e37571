"""Pictures of measures and of a topic: drawn where there is something to see, the same for the same graph."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from kg.analytics import analyze
from kg.analytics.atlas import atlas
from kg.analytics.atlas_page import page, svg
from kg.analytics.pictures import draw_analysis
from kg.analytics.topic import papers_on
from kg.related import RelatedIndex
from loaders.generations import open_current


@pytest.fixture
def opened(example: Path):
    with open_current(example / "kg.graph") as (generation, snapshot):
        yield snapshot, RelatedIndex.load(generation.related)


def test_each_measure_with_rows_that_is_worth_it_has_a_picture(opened, tmp_path: Path):
    analysis = analyze(opened[0], top=8)
    drawn = {path.stem for path in draw_analysis(analysis, tmp_path / "one")}
    assert {"cited", "communities", "co_use", "gaps", "main_path", "rising"} <= drawn
    assert drawn <= {name for name, _, finding in analysis.findings() if finding.table()[1]}
    draw_analysis(analysis, tmp_path / "two")
    for path in (tmp_path / "one").iterdir():
        assert etree.parse(path).getroot().tag.endswith("svg")
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_the_main_path_of_a_topic_stays_on_the_topic(opened):
    snapshot, index = opened
    papers = papers_on(snapshot, index, "BERT", 30)
    path = analyze(snapshot, topic=papers).main_path.rows
    assert path
    assert {step.id for step in path} <= set(papers)


def test_a_topic_that_is_an_entity_begins_with_the_papers_that_name_it(opened):
    snapshot, index = opened
    naming = {e.source for e in snapshot.edges_to("model:bert") if e.type not in ("VARIANT_OF", "ABOUT", "ON", "IN")}
    assert set(papers_on(snapshot, index, "BERT", len(naming))) == naming


def test_groups_of_a_map_are_named_by_what_their_papers_name(opened):
    snapshot, index = opened
    found = atlas(snapshot, "language models", papers_on(snapshot, index, "language models", 60))
    assert sum(group.papers for group in found.groups) == sum(p.community is not None for p in found.places)
    captions = {node.name for node in snapshot.nodes("Model", "Dataset", "Benchmark", "Method", "Task", "Metric")}
    assert {name for group in found.groups for name in group.label} <= captions
    assert all(0 <= place.x <= 1 and 0 <= place.y <= 1 for place in found.places)


def test_text_of_papers_is_text_in_the_page_and_never_markup(opened):
    snapshot, index = opened
    found = atlas(snapshot, "<script>alert(1)</script>", papers_on(snapshot, index, "BERT", 5))
    assert "<script" not in page(found)
    assert "<script" not in svg(found)
