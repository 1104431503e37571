"""The spotter's decoder finds the most probable spans of the BILUO scheme."""

from __future__ import annotations

import numpy as np
import pytest

from kg.extract.components.spotter import LABELS, TYPES, decode, spans_scores


def scores(*rows: dict[str, float]) -> np.ndarray:
    """Return log probabilities of tokens; labels that are not named share what is left."""
    table = np.full((len(rows), len(LABELS)), 1e-6, dtype=np.float32)
    for row, named in zip(table, rows, strict=True):
        for label, probability in named.items():
            row[LABELS.index(label)] = probability
    return np.log(table)


MODEL, TASK = TYPES.index("Model"), TYPES.index("Task")


def test_a_single_token_and_a_longer_name_are_both_found() -> None:
    table = scores({"O": 1.0}, {"U-Model": 0.9}, {"O": 0.9}, {"B-Task": 0.8}, {"I-Task": 0.8}, {"L-Task": 0.8})
    assert decode(table) == [(1, 2, MODEL), (3, 6, TASK)]


def test_a_name_that_never_ends_is_not_a_name() -> None:
    assert decode(scores({"B-Task": 0.9}, {"O": 0.9})) == []


def test_parts_of_different_types_make_no_span() -> None:
    assert decode(scores({"B-Task": 0.9, "O": 0.05}, {"L-Model": 0.9, "O": 0.05})) == []


def test_two_names_may_stand_side_by_side() -> None:
    assert decode(scores({"U-Model": 0.9}, {"U-Task": 0.9})) == [(0, 1, MODEL), (1, 2, TASK)]


def test_a_bias_against_outside_finds_what_is_less_likely_than_not() -> None:
    table = scores({"O": 0.7, "U-Model": 0.3})
    assert decode(table) == []
    assert decode(table, bias=2.0) == [(0, 1, MODEL)]


def test_an_empty_document_has_no_spans() -> None:
    assert decode(np.zeros((0, len(LABELS)), dtype=np.float32)) == []


def test_the_score_of_a_span_is_its_mean_log_probability() -> None:
    table = scores({"B-Task": 0.5}, {"I-Task": 0.25, "U-Model": 0.125}, {"L-Task": 0.5})
    whole, single = spans_scores(table, np.array([0, 1]), np.array([3, 2]))
    assert whole[TASK] == pytest.approx(np.log([0.5, 0.25, 0.5]).mean())
    assert single[MODEL] == pytest.approx(np.log(0.125))
