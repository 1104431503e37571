"""Papers of several sources are one from the command line on: found by every id, corrected, and cited as written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Kg

BERT = {"id": "bert", "title": "BERT: Pre-training of Deep Bidirectional Transformers", "abstract": "We evaluate BERT on GLUE.",
        "year": 2018, "authors": ["Jacob Devlin"], "ids": {"arxiv": "1810.04805"}}  # fmt: skip
LORA = {"id": "lora", "title": "LoRA: Low-Rank Adaptation", "abstract": "We adapt RoBERTa on GLUE.", "year": 2021,
        "references": ["doi:10.18653/v1/n19-1423"], "authors": ["Edward Hu"]}  # fmt: skip
BIBTEX = """@inproceedings{devlin, title={{BERT}: Pre-training of deep bidirectional transformers},
  author={Devlin, Jacob and Chang, Ming-Wei}, year={2019}, doi={10.18653/v1/N19-1423}, booktitle={NAACL}}
"""


@pytest.fixture
def built(kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("papers.jsonl").write_text("\n".join(map(json.dumps, (BERT, LORA))), encoding="utf-8")
    Path("list.bib").write_text(BIBTEX, encoding="utf-8")
    ran = kg("build papers.jsonl list.bib --jobs 1 --json")
    assert ran.code == 0, ran.err
    summary = json.loads(ran.out)
    assert summary["papers"]["read"] == 3
    assert summary["papers"]["distinct"] == 2
    assert summary["edges"]["CITES"] == 1
    return tmp_path


def shown(kg: Kg, name: str) -> dict[str, object]:
    return json.loads(kg(f"show --json '{name}'").out)["node"]


def test_every_id_shows_the_joined_paper(kg: Kg, built: Path) -> None:
    paper = shown(kg, "arxiv:1810.04805")
    assert (paper["id"], paper["year"], paper["doi"]) == ("arxiv:1810.04805", 2018, "10.18653/v1/n19-1423")
    assert paper["aliases"] == ["bert"] or set(paper["aliases"]) >= {"bert"}
    for name in ("bert", "https://arxiv.org/abs/1810.04805v2", "10.18653/v1/N19-1423", "doi:10.18653/v1/n19-1423"):
        assert shown(kg, name) == paper
    assert "would remove" in kg("remove bert --dry-run").out
    records = json.loads(kg("papers records bert --json").out)
    assert {Path(r["source"]).name for r in records} == {"papers.jsonl", "list.bib"}


def test_joins_are_told_split_and_undone(kg: Kg, built: Path) -> None:
    (join,) = json.loads(kg("papers journal --json").out)
    assert (join["by"], join["kind"]) == ("program", "merge")
    assert "same first author" in join["reason"]
    assert "would decide" in kg("papers split bert doi:10.18653/v1/n19-1423 --dry-run").out
    assert kg("papers split bert doi:10.18653/v1/n19-1423 --reason 'for the test'").code == 0
    assert shown(kg, "bert")["doi"] is None
    kg("build papers.jsonl list.bib --jobs 1")
    assert shown(kg, "bert")["doi"] is None
    assert kg("papers undo").code == 0
    assert shown(kg, "bert")["doi"] == "10.18653/v1/n19-1423"
    again = json.loads(kg("papers journal --by program --json").out)
    assert kg(f"papers undo {again[-1]['seq']}").code == 0
    assert shown(kg, "bert")["doi"] is None
    assert kg("papers merge bert list.bib#doi:10.18653/v1/n19-1423").code == 0
    assert shown(kg, "bert")["doi"] == "10.18653/v1/n19-1423"
    assert kg("papers split bert nobody").code == 2
    assert kg("papers undo 99").code == 2


def test_papers_are_merged_by_a_person(kg: Kg, built: Path) -> None:
    assert kg("papers merge lora bert").code == 0
    assert shown(kg, "lora") == shown(kg, "bert")
    assert json.loads(kg("stats --json").out)["papers"] == 1


def test_written_references_become_citations_that_builds_keep(kg: Kg, built: Path) -> None:
    Path("refs.txt").write_text(
        "[1] E. Hu et al. 2021. LoRA: Low-rank adaptation. In ICLR.\n[2] A. Nobody. 1999. Something else entirely.\n",
        encoding="utf-8",
    )
    told = json.loads(kg("resolve-references refs.txt --json").out)
    assert [(r["line"], r["paper"]) for r in told["references"]] == [(1, "lora"), (2, None)]
    assert (told["sure"], told["added"]) == (1, 0)
    assert "would be added" in kg("resolve-references refs.txt --citing bert --dry-run").out
    assert json.loads(kg("stats --json").out)["edges"]["CITES"] == 1
    assert json.loads(kg("resolve-references refs.txt --citing bert --json").out)["added"] == 1

    def cites() -> list[dict[str, object]]:
        lines = json.loads(kg("show bert --json").out)["lines"]
        return [line["details"] for line in lines if line["type"] == "CITES" and line["outgoing"]]

    (edge,) = cites()
    assert edge["reference"] == "E. Hu et al. 2021. LoRA: Low-rank adaptation. In ICLR."
    assert edge["matched"] == "title 100%, first author, year"
    assert edge["confidence"] == 1.0
    Path("more.jsonl").write_text(json.dumps({"id": "c", "title": "More"}), encoding="utf-8")
    kg("build more.jsonl --jobs 1")
    assert cites() == [edge]
    Path("refs.txt").write_text("A. Nobody. 1999. Something else entirely.\n", encoding="utf-8")
    kg("resolve-references refs.txt --citing arxiv:1810.04805")
    assert cites() == []
    assert kg("resolve-references refs.txt --citing nobody").code == 2
    assert kg("resolve-references none.txt").code == 1
