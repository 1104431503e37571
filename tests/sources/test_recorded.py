"""Every recorded answer and file of the services is read, or refused with a reason; the page that says so is current."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.sources import FORMATS
from kg.sources.survey import Surveyed, page, survey


@pytest.fixture(scope="module")
def rows(shared_data: Path) -> list[Surveyed]:
    return survey(shared_data / "sources")


def test_every_file_is_accounted_for(rows, shared_data):
    files = [path for path in (shared_data / "sources").rglob("*") if path.is_file()]
    assert len(rows) == len(files) > 100
    for row in rows:
        assert row.entries == row.papers + sum(row.aside.values())
        assert row.whole or row.aside
        assert row.format in (*FORMATS, "archive") or next(iter(row.aside)).startswith("no papers")


def test_what_is_known_of_some_files_is_found(rows):
    by_name = {row.file: row for row in rows}
    figures = {
        "acl_anthology/2024.conll.xml": (69, 69, 69, 0),
        "arxiv/arxivpy_q_testing_s0_m100_cfe7536492ca_200.atom.xml": (100, 100, 100, 0),
        "arxiv_kaggle/hfdatasets_arxiv-metadata-oai-snapshot.json": (5, 5, 5, 0),
        "bibtex/acmdl_icml-2009.bib": (180, 160, 180, 0),
        "crossref/habanero_test_works_field_queries_0.json": (20, 15, 20, 800),
        "dblp/fatcat_example_dblp.xml": (3, 0, 3, 0),
        "openalex/paperqa_09_200.json": (1, 1, 1, 58),
        "pubmed/fatcat_pubmedsample_2019.xml": (176, 115, 169, 599),
        "s2orc/s2orc_metadata_sample.jsonl": (1000, 488, 996, 3094),
        "semanticscholar/pys2_test_search_paper_bulk_retrieval_0.json": (1000, 0, 0, 0),
    }
    for name, expected in figures.items():
        row = by_name[name]
        assert (row.papers, row.abstracts, row.authors, row.references) == expected, name


def test_no_note_is_left_on_recorded_papers_but_few(rows):
    assert sum(row.notes for row in rows) <= 5


def test_the_page_is_current(rows, root):
    committed = (root / "docs" / "sources.md").read_text(encoding="utf-8")
    assert page(rows) == committed, "make it again: python -m kg.sources.survey FOLDER > docs/sources.md"


def test_the_page_lists_every_format(root):
    committed = (root / "docs" / "sources.md").read_text(encoding="utf-8")
    assert committed.startswith(page([]).split("## What recorded files give")[0])
