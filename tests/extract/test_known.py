"""Known names carry counts, and are found wherever they stand."""

from __future__ import annotations

from pathlib import Path

from kg.extract.components.candidates import key_of
from kg.extract.components.known import KnownNames, count, total

PAPERS = [
    (["we", "use", "question", "answering"], {("question", "answering"): 4}),
    (["Question", "Answering", "is", "hard"], {}),
    (["BERT", "and", "bert"], {("BERT",): 0}),
]


def test_papers_are_counted_that_hold_a_name_and_those_that_name_it() -> None:
    [counts] = count(PAPERS, types=6, folds=1)
    assert counts[("question", "answering")] == (2, 0, 0, 0, 0, 1, 0)
    assert counts[("BERT",)] == (1, 1, 0, 0, 0, 0, 0)


def test_a_fold_counts_only_its_own_papers() -> None:
    first, second, third = count(PAPERS, types=6, folds=3)
    assert ("BERT",) not in first
    assert ("BERT",) not in second
    assert third == {("BERT",): (1, 1, 0, 0, 0, 0, 0)}


def test_surfaces_that_are_seldom_names_are_left_out() -> None:
    parts = count(PAPERS, types=6, folds=2)
    assert ("question", "answering") in total(parts, 0.5).counts
    assert ("question", "answering") not in total(parts, 0.6).counts


def test_a_name_at_the_end_of_a_text_is_found_once_and_whole() -> None:
    known = KnownNames({("question", "answering"): (1, 0), ("question",): (1, 0)})
    words = ["a", "Question"]
    assert known.places(words, ["a", "question"]) == []
    assert known.places(["question"], ["question"]) == [(0, 1)]


def test_case_counts_in_names_of_one_token_only() -> None:
    assert key_of(["BERT"]) != key_of(["bert"])
    assert key_of(["Question", "Answering"]) == key_of(["question", "answering"])


def test_counts_come_back_from_disk(tmp_path: Path) -> None:
    known = total(count(PAPERS, types=6, folds=1), 0.0)
    known.to_disk(tmp_path)
    assert KnownNames.from_disk(tmp_path).counts == known.counts
