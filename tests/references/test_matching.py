"""References as they are written name papers of the corpus, with a confidence that can be relied on."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks.citation_styles import STYLES, cite
from kg.references import TitleIndex, Written, bibtex_or_lines, match, written
from schemas.errors import SourceError
from schemas.paper import Paper, SetAside


@pytest.fixture(scope="module")
def landmarks(root: Path) -> list[Paper]:
    lines = (root / "examples" / "landmarks.jsonl").read_text(encoding="utf-8").splitlines()
    papers = [Paper.model_validate_json(line) for line in lines]
    random.Random(1).shuffle(papers)
    return papers


def scores(papers: list[Paper], noise: float, threshold: float) -> tuple[float, float]:
    """Return precision and recall of references to papers half of which are known."""
    half = len(papers) // 2
    index, draw = TitleIndex(papers[:half]), random.Random(11)
    told = right = 0
    for place, paper in enumerate(papers):
        for _ in range(3):
            found = match(written(cite(paper, draw, noise=noise)), index)
            if found.confidence >= threshold:
                told += 1
                right += place < half and found.paper == paper.id
    return right / told, right / (3 * half)


@pytest.mark.parametrize(("noise", "precision", "recall"), [(0.0, 1.0, 0.98), (0.2, 0.99, 0.9), (0.5, 0.99, 0.8)])
def test_references_in_many_styles_are_matched(
    landmarks: list[Paper], noise: float, precision: float, recall: float
) -> None:
    found = scores(landmarks, noise, threshold=0.8)
    assert found[0] >= precision
    assert found[1] >= recall


@pytest.mark.parametrize("style", STYLES)
def test_each_style_is_read(landmarks: list[Paper], style) -> None:
    index = TitleIndex(landmarks)
    found = [match(written(style(paper, random.Random(3))), index) for paper in landmarks]
    right = sum(m.paper == p.id and m.confidence >= 0.8 for m, p in zip(found, landmarks, strict=True))
    assert right >= len(landmarks) - 2


DEEP = Paper(id="short", title="Deep Learning", authors=("Yann LeCun",), year=2015)
LONG = Paper(id="long", title="Deep Learning for Symbolic Mathematics", authors=("Guillaume Lample",), year=2019)


def test_a_title_within_another_is_not_taken_for_it() -> None:
    text = "G. Lample and F. Charton. 2019. Deep learning for symbolic mathematics. In ICLR."
    assert match(written(text), TitleIndex([DEEP, LONG])).paper == "long"
    alone = match(written(text), TitleIndex([DEEP]))
    assert alone.confidence < 0.3
    assert match(written("Y. LeCun et al. Deep learning. Nature 521 (2015)"), TitleIndex([DEEP, LONG])).paper == "short"


def test_two_papers_of_one_title_are_told_apart_or_doubted() -> None:
    twins = [Paper(id=str(year), title="A Survey of Parsing", authors=("Ann Lee",), year=year) for year in (2001, 2002)]
    found = match(written("Ann Lee. A survey of parsing. 2001."), TitleIndex(twins))
    assert found.confidence <= 0.5
    assert "fits as well" in found.method
    far = [twins[0], twins[1].model_copy(update={"year": 2012})]
    assert match(written("Ann Lee. A survey of parsing. 2001."), TitleIndex(far)).confidence > 0.9


def test_an_identifier_decides() -> None:
    paper = Paper.model_validate({"id": "x", "title": "Something", "ids": {"arxiv": "1706.03762"}})
    found = match(written("[3] Who knows, arXiv preprint arXiv:1706.03762v5, 2017."), TitleIndex([paper]))
    assert (found.paper, found.confidence, found.method) == ("x", 1.0, "arxiv:1706.03762")
    assert written("See https://doi.org/10.1000/ABC.123. 2020").names == ("doi:10.1000/abc.123",)


def test_what_names_no_paper_matches_none() -> None:
    for text in ("Personal communication.", "1999", "中文", "x" * 100_000, "." * 5000):
        assert match(written(text), TitleIndex([DEEP, LONG])).paper is None
    assert match(written("Deep learning"), TitleIndex([])).paper is None


def test_lines_and_bibtex_are_read(tmp_path: Path) -> None:
    lines = tmp_path / "lines.txt"
    lines.write_text("\ufeff[1] Y. LeCun. Deep learning. 2015\n\n---\n12. Other (2019).\n", encoding="utf-8")
    found = list(bibtex_or_lines(lines))
    assert [one.line for one in found] == [1, 3, 4]
    assert isinstance(found[1], SetAside)
    assert isinstance(found[2], Written)
    assert found[2].text == "Other (2019)."
    bib = tmp_path / "list.bib"
    bib.write_text(
        "@article{a, title={Deep {L}earning}, author={LeCun, Yann and Bengio, Yoshua}, year={2015}}\n@article{b,}\n"
    )
    entry, broken = bibtex_or_lines(bib)
    assert isinstance(entry, Written)
    assert isinstance(broken, SetAside)
    assert match(entry, TitleIndex([DEEP, LONG])).model_dump(include={"paper", "confidence"}) == {
        "paper": "short",
        "confidence": 1.0,
    }
    bib.write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(SourceError, match="UTF-8"):
        list(bibtex_or_lines(bib))
