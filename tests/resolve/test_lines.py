"""A list of names is resolved as one corpus, by the rules of a build."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.resolve import PARTS, load, measure
from kg.resolve.lines import read_lines, resolve_lines
from schemas.errors import SourceError


def test_each_line_gets_its_entity_what_that_is_a_variant_of_and_why() -> None:
    lines = list(
        resolve_lines(
            [{"surface": "BERT", "type": "Model"}, {"surface": "BERTs", "type": "Model"}, {"surface": "BERT-base"}]
        )
    )
    assert [(line["entity"], line["variant_of"]) for line in lines] == [
        ("model:bert", None),
        ("model:bert", None),
        ("model:bert-base", "model:bert"),
    ]
    assert [line["reason"] for line in lines[:2]] == ["the entity's name", "the same normal form as BERT"]
    assert all(0 < line["confidence"] <= 1 for line in lines)


def test_a_context_defines_a_short_form_for_the_lines_that_share_it() -> None:
    context = "We propose Zonal Quark Tuning (ZQT)."
    lines = list(
        resolve_lines(
            [
                {"surface": "ZQT", "type": "Method", "context": context},
                {"surface": "Zonal Quark Tuning", "type": "Method", "context": context},
            ]
        )
    )
    assert lines[0]["entity"] == lines[1]["entity"]


def test_a_line_without_a_type_takes_that_of_its_name_elsewhere_or_of_its_last_word() -> None:
    lines = list(
        resolve_lines(
            [
                {"surface": "ImageNet", "type": "Benchmark"},
                {"surface": "imagenet"},
                {"surface": "Penguin corpus"},
                {"surface": "bird song recognition"},
            ]
        )
    )
    assert [line["type"] for line in lines] == ["Benchmark", "Benchmark", "Dataset", "Task"]


def test_a_bad_line_is_named_with_its_number_and_what_it_should_be() -> None:
    with pytest.raises(SourceError, match=r"names\.jsonl, line 3: type: .*each line is"):
        list(read_lines(['{"surface": "BERT"}\n', "\n", '{"surface": "BERT", "type": "Thing"}\n'], "names.jsonl"))


@pytest.mark.parametrize("part", PARTS)
def test_measured_quality_does_not_fall(shared_data: Path, part: str) -> None:
    clusters, pairs = load(shared_data / "resolution", part)
    figures = measure(clusters, pairs, resolve_lines)
    least = {"pairwise": 0.92, "B-cubed": 0.97, "pairs": 0.8, "variants": 0.84}
    assert {name: figure[0] for name, figure in figures.items() if figure[0] < least[name]} == {}
