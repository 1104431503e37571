"""What a person decides about names changes the graph, survives builds, and can be taken back."""

import json
from pathlib import Path

import pytest

from tests.conftest import Kg

PAPERS = [
    {"id": "a", "title": "BERT", "abstract": "We evaluate BERT on GLUE. BERT reaches a high accuracy."},
    {"id": "b", "title": "RoBERTa", "abstract": "We evaluate RoBERTa on GLUE and compare it with BERT."},
]


@pytest.fixture
def built(kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("papers.jsonl").write_text("\n".join(map(json.dumps, PAPERS)), encoding="utf-8")
    assert kg("build papers.jsonl --jobs 1").code == 0
    return tmp_path


def entities(kg: Kg) -> dict[str, list[str]]:
    return {e["id"]: sorted(e["aliases"]) for e in json.loads(kg("entities list --json").out)}


def test_a_merge_is_replayed_by_builds_and_undone_by_its_number(kg: Kg, built: Path) -> None:
    before = entities(kg)
    ran = kg("entities merge Model RoBERTa BERT --reason 'for the test'")
    assert ran.code == 0
    merged = entities(kg)
    assert ["BERT", "RoBERTa"] in merged.values()
    more = [*PAPERS, {"id": "c", "title": "GPT-2", "abstract": "We evaluate GPT-2 on SQuAD."}]
    Path("papers.jsonl").write_text("\n".join(map(json.dumps, more)), encoding="utf-8")
    kg("build papers.jsonl --jobs 1")
    assert ["BERT", "RoBERTa"] in entities(kg).values()
    (decision,) = json.loads(kg("entities journal --json").out)
    assert (decision["kind"], decision["reason"], decision["undone"]) == ("merge", "for the test", False)
    assert kg(f"entities undo {decision['seq']}").code == 0
    assert before.items() <= entities(kg).items()


def test_a_rejected_name_is_no_entity(kg: Kg, built: Path) -> None:
    assert "benchmark:glue" in entities(kg)
    assert kg("entities reject Benchmark GLUE").code == 0
    assert "benchmark:glue" not in entities(kg)
    assert kg("show GLUE").code == 2


def test_a_retyped_name_changes_its_label(kg: Kg, built: Path) -> None:
    assert kg("entities retype Benchmark GLUE Dataset").code == 0
    assert json.loads(kg("show GLUE --json").out)["node"]["label"] == "Dataset"


def test_a_dry_run_decides_nothing(kg: Kg, built: Path) -> None:
    assert "would decide" in kg("entities merge Model RoBERTa BERT --dry-run").out
    assert json.loads(kg("entities journal --json").out) == []


def test_a_decision_about_an_unknown_name_is_refused(kg: Kg, built: Path) -> None:
    ran = kg("entities merge Model Nonesuch BERT")
    assert ran.code == 2
    assert "Nonesuch" in ran.err
