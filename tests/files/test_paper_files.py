"""Papers as BibTeX and as the JSONL exchange format."""

from __future__ import annotations

import json
import re
from pathlib import Path

import bibtexparser
import pytest
from bibtexparser.middlewares import RemoveEnclosingMiddleware
from bibtexparser.model import Entry
from hypothesis import given
from hypothesis import strategies as st

from loaders.files import export, papers_of
from loaders.files.bibtex import escaped
from loaders.snapshot import Snapshot
from schemas.paper import Paper

_NAMED = {"textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^", "textasciitilde": "~"}  # fmt: skip


def printed(text: str) -> str:
    """Return what LaTeX prints for a text that holds the escapes of the writer only."""
    return re.sub(r"\\(?:(text\w+)\{\}|([&%$#_]))", lambda m: _NAMED[m[1]] if m[1] else m[2], text)


def plain(text: str) -> str:
    return " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", text).split())


def parsed(path: Path) -> list[Entry]:
    library = bibtexparser.parse_file(str(path), parse_stack=[RemoveEnclosingMiddleware()], encoding="utf-8")
    assert not library.failed_blocks
    return library.entries


def test_bibtex_round_trips_hostile_titles(snapshot: Snapshot, tmp_path: Path):
    export(snapshot, "bibtex", tmp_path / "papers.bib")
    entries = parsed(tmp_path / "papers.bib")
    papers = list(papers_of(snapshot))
    assert [printed(entry["title"]) for entry in entries] == [plain(paper.title) for paper in papers]
    by_title = {printed(entry["title"]): entry for entry in entries}
    first = by_title[plain(papers[[p.id for p in papers].index("p1")].title)]
    assert first["year"] == "2021"
    assert first["eprint"] == "2106.09685"
    assert printed(first["doi"]) == "10.1000/a_b"
    assert printed(first["booktitle"]) == "ICML & friends"
    assert first.entry_type == "inproceedings"


def test_names_that_hold_and_stay_one_author(snapshot: Snapshot, tmp_path: Path):
    export(snapshot, "bibtex", tmp_path / "papers.bib")
    authors = next(entry["author"] for entry in parsed(tmp_path / "papers.bib") if "author" in entry)
    assert authors.startswith("{Barnes and Noble, Inc., Ltd., Corp.} and Ann")


def test_keys_are_unique_whatever_their_case(snapshot: Snapshot, tmp_path: Path):
    export(snapshot, "bibtex", tmp_path / "papers.bib")
    keys = [entry.key.lower() for entry in parsed(tmp_path / "papers.bib")]
    assert len(set(keys)) == len(keys) == 3


@given(
    st.lists(
        st.text(min_size=1).filter(lambda t: plain(t) and "\x00" not in t and t.isprintable()), min_size=1, max_size=4
    )
)
def test_any_title_gives_valid_bibtex(tmp_path_factory: pytest.TempPathFactory, titles: list[str]):
    path = tmp_path_factory.mktemp("bib") / "papers.bib"
    export([Paper(id=f"p{n}", title=title) for n, title in enumerate(titles)], "bibtex", path)
    assert [printed(entry["title"]) for entry in parsed(path)] == [plain(title) for title in titles]


@given(st.text())
def test_escaping_keeps_braces_balanced(text: str):
    assert escaped(text).count("{") == escaped(text).count("}")


def test_jsonl_gives_the_papers_back(snapshot: Snapshot, tmp_path: Path):
    export(snapshot, "jsonl", tmp_path / "papers.jsonl")
    lines = (tmp_path / "papers.jsonl").read_text(encoding="utf-8").splitlines()
    papers = [Paper.model_validate_json(line) for line in lines]
    assert papers == list(papers_of(snapshot))
    by_id = {paper.id: paper for paper in papers}
    assert by_id["P1"].references == ("p1",)
    assert by_id["p1"].authors == ("Barnes and Noble, Inc., Ltd., Corp.", "Ann {von} Lee")
    assert by_id["p1"].venue == "ICML & friends"
    assert by_id["p1"].ids.arxiv == "2106.09685"


def test_jsonl_of_papers_keeps_references_that_the_graph_does_not_hold(tmp_path: Path):
    paper = Paper(id="x", title="T", references=("somewhere-else",))
    export(iter([paper]), "jsonl", tmp_path / "papers.jsonl")
    assert json.loads((tmp_path / "papers.jsonl").read_text())["references"] == ["somewhere-else"]


def test_no_papers_make_an_empty_file(empty: Snapshot, tmp_path: Path):
    for format in ("bibtex", "jsonl"):
        export(empty, format, tmp_path / format)
        assert (tmp_path / format).read_text() == ""
