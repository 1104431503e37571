"""The role of a name depends on where the abstract turns to the paper's own work."""

from __future__ import annotations

from kg.extract.components.candidates import Candidate
from kg.extract.components.course import Course

TITLE = ["foo", ":", "faster", "bar"]
ABSTRACT = ["bar", "is", "slow", ".", "we", "propose", "a", "method", "foo", "that", "speeds", "bar", "up", "."]


def course(titled: bool = True) -> tuple[Course, Candidate, Candidate]:
    foo = Candidate(("foo",), places=[(0, 1), (12, 13)])
    bar = Candidate(("bar",), places=[(3, 4), (4, 5), (15, 16)])
    return Course([*TITLE, *ABSTRACT], 4, [0, 4, 8], [foo, bar], titled=titled), foo, bar


def test_the_name_after_propose_is_told_from_one_that_comes_later() -> None:
    read, foo, bar = course()
    assert "course proposed True" in read.features(foo)
    assert "course proposed False" in read.features(bar)


def test_a_name_before_the_turn_is_told_from_one_at_it() -> None:
    read, foo, bar = course()
    assert "course first at" in read.features(foo)
    assert "course first before" in read.features(bar)


def test_a_name_with_a_colon_in_the_title_is_told() -> None:
    read, foo, bar = course()
    assert "course titled True True" in read.features(foo)
    assert "course titled False True" in read.features(bar)
    read, foo, _ = course(titled=False)
    assert "course titled False False" in read.features(foo)


def test_a_partner_of_the_proposed_name_is_told() -> None:
    read, foo, bar = course()
    bar.partners.append(foo.key)
    assert {"course partner proposed", "course partner titled"} <= set(read.features(bar))


def test_a_paper_that_proposes_nothing_is_read() -> None:
    lonely = Candidate(("bar",), places=[(0, 1)])
    features = Course(["bar"], 1, [0], [lonely], titled=False).features(lonely)
    assert {"course no proposal", "course in the title only"} <= set(features)
    assert Course([], 0, [0], [], titled=False)
