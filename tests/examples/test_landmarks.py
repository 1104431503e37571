"""The example corpus: its records are well formed, its facts agree with each other, and its citations hold together."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from schemas.paper import Paper

KEYS = {"id", "title", "abstract", "year", "venue", "authors", "ids", "references"}
ARXIV = re.compile(r"(?P<yy>\d{2})(?P<mm>0[1-9]|1[0-2])\.(?P<number>\d{4,5})")
MAX_REFERENCES = 20
MAX_APART = 2


@pytest.fixture(scope="module")
def lines(root: Path) -> list[str]:
    return (root / "examples" / "landmarks.jsonl").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def papers(lines: list[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def by_id(papers: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {paper["id"]: paper for paper in papers}


def test_every_line_is_one_object_with_exactly_the_keys_of_the_exchange_format(lines: list[str]) -> None:
    assert lines
    for number, line in enumerate(lines, start=1):
        record = json.loads(line)
        assert isinstance(record, dict), number
        assert set(record) == KEYS, number


def test_every_record_is_a_valid_paper_already_in_canonical_form(papers: list[dict[str, Any]]) -> None:
    for record in papers:
        paper = Paper.model_validate(record)
        assert paper.ids.model_dump(exclude_none=True) == record["ids"], record["id"]
        assert paper.id == paper.ids.preferred(), record["id"]


def test_ids_and_titles_are_unique(papers: list[dict[str, Any]]) -> None:
    for key in ("id", "title"):
        twice = [value for value, count in Counter(paper[key].casefold() for paper in papers).items() if count > 1]
        assert twice == [], key


def test_texts_have_no_stray_spaces(papers: list[dict[str, Any]]) -> None:
    for paper in papers:
        for text in (paper["title"], paper["abstract"], paper["venue"], *paper["authors"]):
            assert text == " ".join(text.split()) != "", paper["id"]


def test_every_reference_is_a_paper_of_the_file_and_named_once(
    papers: list[dict[str, Any]], by_id: dict[str, dict[str, Any]]
) -> None:
    for paper in papers:
        references = paper["references"]
        assert set(references) <= set(by_id), paper["id"]
        assert len(references) == len(set(references)) <= MAX_REFERENCES, paper["id"]


def test_no_paper_cites_itself_or_the_future(papers: list[dict[str, Any]], by_id: dict[str, dict[str, Any]]) -> None:
    for paper in papers:
        assert paper["id"] not in paper["references"]
        later = [cited for cited in paper["references"] if by_id[cited]["year"] > paper["year"]]
        assert later == [], paper["id"]


def test_every_abstract_has_60_to_150_words(papers: list[dict[str, Any]]) -> None:
    lengths = {paper["id"]: len(paper["abstract"].split()) for paper in papers}
    assert {paper: length for paper, length in lengths.items() if not 60 <= length <= 150} == {}


def test_every_paper_names_its_authors_once(papers: list[dict[str, Any]]) -> None:
    for paper in papers:
        authors = paper["authors"]
        assert 1 <= len(authors) <= 12, paper["id"]
        assert len(set(authors)) == len(authors), paper["id"]
        assert not any("et al" in author.casefold() for author in authors), paper["id"]


def test_arxiv_ids_are_well_formed_and_agree_with_the_year(papers: list[dict[str, Any]]) -> None:
    arxiv = [(paper["ids"]["arxiv"], paper["year"]) for paper in papers if "arxiv" in paper["ids"]]
    assert arxiv
    for value, year in arxiv:
        match = ARXIV.fullmatch(value)
        assert match, value
        assert abs(2000 + int(match["yy"]) - year) <= 1, value
        # Numbers grew from four digits to five in January 2015.
        assert len(match["number"]) == (5 if int(match["yy"]) >= 15 else 4), value


def test_citations_join_all_papers_but_at_most_two(papers: list[dict[str, Any]]) -> None:
    graph: nx.DiGraph[object] = nx.DiGraph()
    graph.add_nodes_from(paper["id"] for paper in papers)
    graph.add_edges_from((paper["id"], cited) for paper in papers for cited in paper["references"])
    apart = set(graph) - max(nx.weakly_connected_components(graph), key=len)
    assert len(apart) <= MAX_APART, apart
