"""Numbers that may be results are told from years, counts and parts of names."""

from __future__ import annotations

import pytest

from kg.extract.components.values import find_values


def values(text: str) -> list[str]:
    """Return the values found in a text."""
    return [value.text for value in find_values(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("achieves 87.5% on ImageNet", ["87.5%"]),
        (r"by 6.90\% over", [r"6.90\%"]),
        ("a gain of +2.3 BLEU", ["+2.3"]),
        ("improves by 5 points", ["5 points"]),
        ("a 4-point boost", ["4-point"]),
        ("runs 2.5x faster", ["2.5x"]),
        ("85.3/74.5 F1", ["85.3", "74.5"]),
        ("scores 95 DS", ["95"]),
    ],
)
def test_a_measure_is_found_with_its_unit_and_sign(text: str, found: list[str]) -> None:
    assert values(text) == found


@pytest.mark.parametrize(
    "text", ["in 2023 we", "on 12 datasets", "with 7B parameters", "GPT-4 is", "10,000 images", "3 stages"]
)
def test_years_counts_and_parts_of_names_are_no_values(text: str) -> None:
    assert values(text) == []


def test_offsets_give_the_text_back() -> None:
    text = "from $63.82$\\% to 71.4 %, up +7.6."
    for value in find_values(text, 0, len(text)):
        assert text[value.start : value.end] == value.text
