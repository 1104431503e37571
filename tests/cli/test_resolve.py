"""A list of names goes through `kg entities resolve` line by line, in the order given."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.conftest import Kg


def test_each_line_is_answered_in_its_place(kg: Kg, tmp_path: Path) -> None:
    names, out = tmp_path / "names.jsonl", tmp_path / "out.jsonl"
    context = "We propose Zonal Quark Tuning (ZQT)."
    rows = [
        {"surface": "Llama-2-7B", "type": "Model"},
        {"surface": "ZQT", "type": "Method", "context": context},
        {"surface": "llama 2 7b"},
        {"surface": "Zonal Quark Tuning", "type": "Method", "context": context},
    ]
    names.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert kg(f"entities resolve {names} -o {out}").code == 0
    found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["surface"] for line in found] == [row["surface"] for row in rows]
    assert found[0]["entity"] == found[2]["entity"]
    assert found[1]["entity"] == found[3]["entity"]
    assert all(set(line) == {"surface", "type", "entity", "variant_of", "confidence", "reason"} for line in found)
    assert [json.loads(line) for line in kg(f"entities resolve {names}").out.splitlines()] == found


def test_a_line_that_is_no_name_is_refused_before_anything_is_written(kg: Kg, tmp_path: Path) -> None:
    names, out = tmp_path / "names.jsonl", tmp_path / "out.jsonl"
    names.write_text('{"surface": "BERT"}\n{"name": "BERT"}\n', encoding="utf-8")
    ran = kg(f"entities resolve {names} -o {out}")
    assert ran.code == 1
    assert "line 2" in ran.err
    assert not out.exists()


def test_resolving_names_does_not_load_the_extractor() -> None:
    code = "import sys; import kg.resolve.lines, kg.cli.app; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
