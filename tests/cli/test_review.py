"""A new paper changes no known entity by itself: it proposes, a person decides, and that survives every build."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Kg

OLD = [
    {"id": "a", "title": "Reading with ZQT", "abstract": "We tune BERT with ZQT on GLUE. ZQT outperforms LoRA."},
    {
        "id": "b",
        "title": "Zonal Quark Tuning for language models",
        "abstract": "We propose Zonal Quark Tuning, which tunes BERT. It outperforms Low-Rank Adaptation (LoRA) on SQuAD.",
    },
]
NEW = {
    "id": "c",
    "title": "Better Zonal Quark Tuning",
    "abstract": "We extend Zonal Quark Tuning (ZQT) to RoBERTa. ZQT outperforms LoRA on GLUE.",
}
BOTH = ["ZQT", "Zonal Quark Tuning"]


def build(kg: Kg, *papers: dict[str, str]) -> None:
    Path("papers.jsonl").write_text("\n".join(map(json.dumps, papers)), encoding="utf-8")
    assert kg("build papers.jsonl --jobs 1").code == 0


def names(kg: Kg) -> list[list[str]]:
    """Return the names of each entity."""
    return [sorted(entity["aliases"]) for entity in json.loads(kg("entities list --json").out)]


@pytest.fixture
def proposed(kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    monkeypatch.chdir(tmp_path)
    build(kg, *OLD)
    assert json.loads(kg("entities review --json").out) == []
    build(kg, *OLD, NEW)
    (proposal,) = json.loads(kg("entities review --json").out)
    return proposal


def test_a_new_paper_merges_nothing_but_proposes_with_its_evidence(kg: Kg, proposed: dict[str, object]) -> None:
    assert BOTH not in names(kg)
    assert proposed["kind"] == "merge"
    assert sorted([proposed["name"]["text"], proposed["other"]["text"]]) == BOTH
    assert proposed["other"]["papers"] == ["b", "c"]
    assert "papers that define it" in proposed["evidence"]
    assert str(proposed["key"]) in kg("entities review").out


def test_an_accepted_proposal_is_replayed_by_every_build_and_can_be_undone(kg: Kg, proposed: dict[str, object]) -> None:
    assert kg(f"entities review --accept {proposed['key']}").code == 0
    assert BOTH in names(kg)
    assert json.loads(kg("entities review --json").out) == []
    build(kg, *OLD)
    assert BOTH in names(kg)
    assert "accepted the proposal to merge" in json.loads(kg("entities journal --json").out)[0]["reason"]
    assert kg("entities undo").code == 0
    assert BOTH not in names(kg)


def test_a_rejected_proposal_is_not_made_again(kg: Kg, proposed: dict[str, object]) -> None:
    assert kg(f"entities review --reject {proposed['key']}").code == 0
    build(kg, *OLD, NEW, {**NEW, "id": "d", "title": "Zonal Quark Tuning again"})
    assert BOTH not in names(kg)
    assert json.loads(kg("entities review --json").out) == []


def test_an_entity_whose_evidence_leaves_with_its_paper_stays_and_is_proposed_for_a_split(
    kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    build(kg, *OLD, NEW)
    assert BOTH in names(kg)
    build(kg, *OLD)
    assert BOTH in names(kg)
    (proposal,) = json.loads(kg("entities review --json").out)
    assert proposal["kind"] == "split"
    assert kg(f"entities review --accept {proposal['key']}").code == 0
    assert BOTH not in names(kg)


def test_an_unknown_proposal_is_refused(kg: Kg, proposed: dict[str, object]) -> None:
    ran = kg("entities review --accept nothing")
    assert ran.code == 2
    assert str(proposed["key"]) in ran.err
