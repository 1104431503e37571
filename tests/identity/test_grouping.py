"""Records are one paper when an identifier, or title with year and first author, says so and nothing contradicts."""

from __future__ import annotations

import random
from typing import Any

import pytest

from kg.identity import Facts, candidates, facts, group, merge, paper_id, rulings
from kg.identity.title import alike, fold, generic
from schemas.decision import PaperDecision
from schemas.paper import Paper, title_id

TITLE = "Attention Is All You Need"


def record(id: str | None = None, title: str = TITLE, source: str | None = None, **more: Any) -> tuple[str, Paper]:
    made = Paper.model_validate({"id": id or title_id(title), "title": title, **more})
    return source or f"source of {made.id}", made


def known(*records: tuple[str, Paper]) -> list[Facts]:
    return [facts(source, paper.model_dump()) for source, paper in records]


def together(*records: tuple[str, Paper]) -> list[set[str]]:
    """Return the ids of each group's records; the same in whichever order the records come."""
    every = known(*records)
    found = []
    for seed in range(4):
        order = list(every)
        random.Random(seed).shuffle(order)
        groups = group(order).groups
        found.append(sorted(sorted(order[i].key.id for i in members) for members in groups))
    assert all(one == found[0] for one in found)
    return [set(ids) for ids in found[0]]


def one_paper(*records: tuple[str, Paper]) -> bool:
    return len(together(*records)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"doi": "10.1000/XYZ"}, {"doi": "https://doi.org/10.1000/xyz"}),
        ({"arxiv": "1706.03762v1"}, {"arxiv": "https://arxiv.org/abs/1706.03762v5"}),
        ({"arxiv": "1706.03762"}, {"doi": "10.48550/arXiv.1706.03762"}),
        ({"arxiv": "1706.03762"}, {"huggingface": "1706.03762"}),
        ({"acl": "N19-1423"}, {"doi": "10.18653/v1/N19-1423"}),
        ({"openreview": "uMDbGsVjCS4"}, {"openreview": "uMDbGsVjCS4"}),
        ({"s2": "204e3073870fae3d05bcbc2f6a8e263d9b72e776"}, {"s2": "204e3073870fae3d05bcbc2f6a8e263d9b72e776"}),
        ({"openalex": "W2626778328"}, {"openalex": "https://openalex.org/W2626778328"}),
    ],
)  # fmt: skip
def test_a_shared_identifier_makes_one_paper_of_unlike_titles(one: dict[str, str], other: dict[str, str]) -> None:
    assert one_paper(record("a", "First wording", ids=one), record("b", "Quite another title", ids=other))


@pytest.mark.parametrize(
    "title",
    [
        "attention is all you need", "Attention is All  You Need.", "{A}ttention {I}s {A}ll {Y}ou {N}eed",
        "Attention Is All You Need!", "<i>Attention</i> is all you need", r"\emph{Attention} Is All You Need",
        "Attention‐Is All You–Need",
    ],
)  # fmt: skip
def test_a_title_is_the_same_however_it_is_written(title: str) -> None:
    assert fold(title) == fold(TITLE)
    assert one_paper(record("a", year=2017), record("b", title, year=2017))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A Study of C++", "A Study of C#"),
        ("Qwen2.5 Report", "Qwen 25 Report"),
        ("मानक", "मानका"),
        (r"On $\alpha$-Stable Noise", "On β-Stable Noise"),
    ],
)
def test_titles_that_differ_in_more_than_writing_differ(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_greek_letters_and_accents_are_read_from_latex() -> None:
    assert fold(r"On $\beta$-VAE and Erd{\H{o}}s") == fold("On β-VAE and Erdős")
    assert fold(r"M\"uller's K{\"a}lte \& {\ss}") == fold("Müller's Kälte and ß")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"year": 2017}, {"year": 2018}, True),
        ({"year": 2017}, {"year": 2019}, False),
        ({"year": 2017}, {}, True),
        ({"authors": ("Ashish Vaswani", "Noam Shazeer")}, {"authors": ("Vaswani, Ashish",)}, True),
        ({"authors": ("A. Vaswani",)}, {"authors": ("Vaswani Ashish",)}, False),
        ({"authors": ("Ashish Vaswani",)}, {"authors": ("Vaswani Ashish",)}, True),
        ({"authors": ("Pol Caselles",)}, {"authors": ("Pol Caselles Rico",)}, True),
        ({"authors": ("Ashish Vaswani",)}, {"authors": ("Noam Shazeer",)}, False),
        ({"authors": ("Ashish Vaswani",)}, {"authors": ("Anonymous",)}, True),
        ({"authors": ("Wei Wang 0001",), "year": 2017}, {"authors": ("W. Wang",), "year": 2017}, True),
        ({}, {}, True),
    ],
)
def test_one_title_needs_agreeing_years_and_first_authors(
    one: dict[str, Any], other: dict[str, Any], same: bool
) -> None:
    assert one_paper(record("a", **one), record("b", **other)) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"arxiv": "1706.03762"}, {"arxiv": "1801.00001"}, False),
        ({"doi": "10.1000/a"}, {"doi": "10.1000/b"}, False),
        ({"doi": "10.1000/a"}, {"doi": "10.1101/2020.01.01.123456"}, True),
        ({"arxiv": "1706.03762"}, {"doi": "10.1000/a"}, True),
        ({"acl": "N19-1423"}, {"acl": "N19-1424"}, False),
        ({"openreview": "uMDbGsVjCS4"}, {"openreview": "uMDbGsVjCS5"}, False),
        ({"s2": "204e3073870fae3d05bcbc2f6a8e263d9b72e776"}, {"s2": "13756489"}, True),
    ],
)  # fmt: skip
def test_different_identifiers_keep_equal_titles_apart(one: dict[str, str], other: dict[str, str], same: bool) -> None:
    who = {"year": 2017, "authors": ("Ashish Vaswani",)}
    assert one_paper(record("a", ids=one, **who), record("b", ids=other, **who)) is same


def test_a_preprint_and_its_publication_may_be_two_works_of_a_catalogue() -> None:
    who = {"year": 2017, "authors": ("Ashish Vaswani",)}
    preprint = record("a", ids={"openalex": "W11", "arxiv": "1706.03762"}, venue="arXiv", **who)
    published = record("b", ids={"openalex": "W22", "doi": "10.1000/a"}, venue="NeurIPS", **who)
    other = record("c", ids={"openalex": "W33", "doi": "10.1000/b"}, venue="NeurIPS", **who)
    assert one_paper(preprint, published)
    assert not one_paper(published, other)


@pytest.mark.parametrize(
    "title",
    [
        "Introduction",
        "EDITORIAL",
        "Proceedings of the 5th Workshop",
        "The 2020 Proceedings of X",
        "Erratum to: Y",
        "AI",
    ],
)
def test_generic_titles_never_join(title: str) -> None:
    assert generic(title)
    assert not one_paper(record("a", title, year=2017), record("b", title, year=2017))


def test_a_title_that_only_sounds_generic_does() -> None:
    assert not generic("Introduction to Graph Neural Networks")
    assert not generic("Overview of the Shared Task on Proceedings Retrieval")


def test_one_source_tells_its_records_apart_where_only_the_title_speaks_for_one() -> None:
    assert not one_paper(record("a", source="s"), record("b", source="s"))
    assert one_paper(record("a", source="s", year=2017), record("b", source="s", year=2017))
    assert one_paper(record("a", source="s", abstract="The same."), record("b", source="s", abstract="The  same."))
    assert one_paper(record("a", source="s"), record(source="t"))


def test_what_agrees_with_two_contradicting_papers_joins_neither() -> None:
    first, second = record("a", year=2010, authors=("Ann Lee",)), record("c", year=2020, authors=("Bo Chen",))
    assert together(first, record("b"), second) == [{"a"}, {"b"}, {"c"}]
    assert together(first, record("b", year=2010), second) == [{"a", "b"}, {"c"}]
    one, two = record("a", year=2017, ids={"arxiv": "1706.03762"}), record("c", year=2017, ids={"arxiv": "1801.00001"})
    assert together(one, record("b", year=2017), two) == [{"a"}, {"b"}, {"c"}]


def test_years_do_not_chain() -> None:
    who = {"authors": ("Ann Lee",)}
    years = [record(str(year), year=year, **who) for year in (2017, 2018, 2019, 2020)]
    for members in together(*years):
        assert int(max(members)) - int(min(members)) <= 1


def test_a_wrong_identifier_does_not_chain_two_papers() -> None:
    one = record(
        "a", "Deep residual learning", ids={"arxiv": "1512.03385", "doi": "10.1000/x"}, authors=("Kaiming He",)
    )
    two = record(
        "b", "A survey of vision transformers", ids={"arxiv": "2012.12556", "doi": "10.1000/x"}, authors=("Kai Han",)
    )
    assert together(one, two) == [{"a"}, {"b"}]
    (join,) = group(known(one, two)).joins
    assert join.apart
    assert join.reason == "both have doi:10.1000/x, but titles and arxiv ids differ"


def test_one_id_in_two_sources_is_one_paper_only_with_titles_alike() -> None:
    assert one_paper(
        record("p1", "Deep learning for X", source="s"), record("p1", "Deep learning for X: a study", source="t")
    )
    assert len(together(record("p1", "Deep learning", source="s"), record("p1", "On kernels", source="t"))) == 2
    assert not alike("Deep learning", "On kernels")


def test_every_join_says_why() -> None:
    who = {"authors": ("Ann Lee",)}
    records = [record("a", year=2017, **who), record("b", year=2018, **who), record("c", ids={"doi": "10.1000/a"}),
               record("d", "Other", ids={"doi": "10.1000/a"})]  # fmt: skip
    reasons = {join.reason for join in group(known(*records)).joins}
    assert "both have doi:10.1000/a" in reasons
    assert "same title, same first author, a year apart" in reasons


def test_rulings_overrule_and_the_later_one_counts() -> None:
    records = [record("a", year=2017), record("b", year=2017), record("c", "Another title altogether")]
    every = known(*records)

    def ruled(*said: tuple[str, str, str]) -> list[list[int]]:
        decisions = [
            PaperDecision(seq=n, kind=kind, paper=one, other=other, reason="said")  # type: ignore[arg-type]
            for n, (kind, one, other) in enumerate(said, start=1)
        ]
        return group(every, rulings(decisions, every)).groups

    assert ruled() == [[0, 1], [2]]
    assert ruled(("split", "a", "b")) == [[0], [1], [2]]
    assert ruled(("split", "b", "a"), ("merge", "a", "b")) == [[0, 1], [2]]
    assert ruled(("merge", "a", "c"), ("split", "a", "b")) == [[0, 2], [1]]
    assert ruled(("merge", "nobody", "c")) == [[0, 1], [2]]


def test_a_paper_that_two_others_are_split_from_is_shared_by_neither() -> None:
    doi = {"doi": "10.1000/a"}
    every = known(record("a", ids=doi), record("b", ids=doi), record("c", ids=doi))
    split = PaperDecision(seq=1, kind="split", paper="a", other="c", reason="said")
    groups = group(every, rulings([split], every)).groups
    assert all(not {0, 2} <= set(members) for members in groups)


def test_many_papers_of_one_title_are_left_alone_in_linear_time() -> None:
    every = known(*(record(f"p{n}", "A common title of many", source=f"s{n}") for n in range(3000)))
    assert len(group(every).groups) == 3000


def test_the_id_is_the_records_own_or_the_first_identifier() -> None:
    def id_of(*records: tuple[str, Paper]) -> str:
        return paper_id(known(*records))

    assert id_of(record("a", ids={"arxiv": "1706.03762"})) == "a"
    assert id_of(record("a", source="s"), record("a", source="t", ids={"doi": "10.1000/a"})) == "a"
    assert (
        id_of(record("a", ids={"doi": "10.1000/a"}), record("b", ids={"huggingface": "1706.03762"}))
        == "arxiv:1706.03762"
    )
    assert id_of(record("b"), record("a"), record()) == "a"
    dois = [{"doi": "10.1101/2020.01.01.123456"}, {"doi": "10.9999/z"}]
    assert id_of(*(record(str(n), ids=ids) for n, ids in enumerate(dois))) == "doi:10.9999/z"


def test_fields_are_merged_by_precedence() -> None:
    records = [
        Paper.model_validate(r)
        for r in (
            {"id": "a", "title": "ATTENTION IS ALL YOU NEED", "year": 2017, "venue": "NeurIPS", "references": ["x", "y"],
             "authors": ["A. Vaswani", "N. Shazeer"], "ids": {"doi": "10.1000/a"}},
            {"id": "b", "title": TITLE, "abstract": "The dominant models", "year": 2018, "venue": "arXiv",
             "authors": ["Ashish Vaswani"], "ids": {"arxiv": "1706.03762", "doi": "10.48550/arXiv.1706.03762"}},
            {"id": "c", "title": "Attention is all you need", "abstract": "The dominant models are ...",
             "authors": ["Ashish Vaswani", "Noam Shazeer"], "references": ["z", "y"]},
        )
    ]  # fmt: skip
    merged = {merge(order, "m") for order in (records, records[::-1], [records[1], records[0], records[2]])}
    (paper,) = merged
    assert (paper.title, paper.abstract) == ("Attention is all you need", "The dominant models are ...")
    assert (paper.year, paper.venue, paper.authors) == (2017, "NeurIPS", ("Ashish Vaswani", "Noam Shazeer"))
    assert (paper.ids.doi, paper.ids.arxiv) == ("10.1000/a", "1706.03762")
    assert sorted(paper.references) == ["x", "y", "z"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("https://arxiv.org/abs/2106.09685v2", "arxiv:2106.09685"),
        ("2106.09685", "arxiv:2106.09685"),
        ("10.48550/arXiv.2106.09685", "arxiv:2106.09685"),
        ("hf:2106.09685", "arxiv:2106.09685"),
        ("doi:10.1000/ABC", "doi:10.1000/abc"),
        ("https://doi.org/10.18653/v1/N19-1423", "acl:N19-1423"),
        ("my own id", "my own id"),
    ],
)
def test_what_people_paste_means_an_identifier(text: str, name: str) -> None:
    assert name in candidates(text)
