"""Each command does its work, tells programs in JSON, and tells people what went wrong on one line."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from typer.main import get_command

from kg.build import rebuild
from kg.cli.app import app
from kg.corpus import Corpus
from tests.conftest import Kg

LORA = "arxiv:2106.09685"


def all_commands() -> list[str]:
    """Return every command's name as it is typed."""
    found: list[str] = []
    for name, command in sorted(get_command(app).commands.items()):
        subcommands = getattr(command, "commands", None)
        found += [f"{name} {sub}" for sub in sorted(subcommands)] if subcommands else [name]
    return found


@pytest.mark.parametrize("command", all_commands())
def test_every_command_explains_itself_with_an_example(kg: Kg, command: str) -> None:
    ran = kg(f"{command} --help")
    assert ran.code == 0
    assert "Example" in ran.out


def test_a_build_accounts_for_every_entry(kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lines = [
        {"id": "a", "title": "Tiny LoRA", "abstract": "We evaluate LoRA on GLUE.", "references": ["b"]},
        {"id": "b", "title": "No abstract here"},
        {"id": "a", "title": "Tiny LoRA", "abstract": "We evaluate LoRA on SQuAD.", "references": ["b", "c"]},
        {"id": "d", "title": ""},
    ]
    Path("papers.jsonl").write_text("\n".join(map(json.dumps, lines)) + '\n{"id": "e", "title": "cut', encoding="utf-8")
    ran = kg("build papers.jsonl --json --jobs 1")
    assert ran.code == 0
    summary = json.loads(ran.out)
    assert summary["papers"] == {
        "read": 5, "distinct": 2, "new": 2, "changed": 0, "unchanged": 0, "removed": 0, "set_aside": 3,
    }  # fmt: skip
    assert summary["edges"]["CITES"] == 1
    assert set(summary["entities"]) == {"Model", "Dataset", "Benchmark", "Method", "Task", "Metric"}
    aside = [json.loads(line) for line in Path("kg.set-aside.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [a["line"] for a in aside if a["kept"]] == [2]
    aside = [a for a in aside if not a["kept"]]
    assert len(aside) == 3
    assert "3 records were set aside" in ran.err
    assert {a["line"] for a in aside} <= {1, 3, 4, 5}
    again = json.loads(kg("build papers.jsonl --json --jobs 1").out)
    assert again["papers"]["unchanged"] == 2
    assert again["graph"] == "unchanged"
    assert json.loads(kg("stats --json").out)["waiting_references"] == 1


def test_a_removed_paper_takes_only_its_own_evidence(kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    papers = [{"id": x, "title": f"Study {x}", "abstract": "We evaluate BERT on GLUE."} for x in "ab"]
    Path("papers.jsonl").write_text("\n".join(map(json.dumps, papers)), encoding="utf-8")
    kg("build papers.jsonl --jobs 1")
    before = json.loads(kg("show GLUE --json").out)
    assert kg("remove nobody").code == 2
    assert "would remove" in kg("remove a --dry-run").out
    assert kg("remove a").code == 0
    after = json.loads(kg("show GLUE --json").out)
    assert [line["id"] for line in after["lines"]] == [line["id"] for line in before["lines"] if line["id"] != "a"]
    assert after["node"]["papers"] == before["node"]["papers"] - 1 == 1


def test_another_pipeline_reads_everything_again(kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    paper = {"id": "a", "title": "Tiny LoRA", "abstract": "We evaluate LoRA on GLUE and SQuAD."}
    (tmp_path / "papers.jsonl").write_text(json.dumps(paper) + "\n", encoding="utf-8")

    def version() -> str:
        with Corpus(tmp_path / "kg.db", must_exist=True) as corpus:
            return {read_by for _, read_by, _ in corpus.mentions()}.pop()

    assert kg("build papers.jsonl --json").code == 0
    assert version().startswith("accurate-")
    assert json.loads(kg("build papers.jsonl --json --pipeline fast").out)["graph"] == "built"
    assert version().startswith("fast-")
    assert json.loads(kg("build papers.jsonl --json --pipeline fast").out)["graph"] == "unchanged"
    rebuild(corpus=tmp_path / "kg.db", store=tmp_path / "kg.graph")
    assert version().startswith("fast-")
    assert kg("build papers.jsonl --pipeline slow").code == 2


def test_extract_writes_one_line_a_paper_with_offsets_into_the_input(kg: Kg, tmp_path: Path) -> None:
    paper = {"id": "x", "title": "  LoRA, twice ", "abstract": "We evaluate LoRA on GLUE.\u00a0It beats BERT.  "}
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps(paper) + "\n", encoding="utf-8")
    assert kg(f"extract {source} -o {out}").code == 0
    (line,) = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert line["id"] == "x"
    assert line["mentions"]
    for mention in line["mentions"]:
        assert paper[mention["field"]][mention["start"] : mention["end"]] == mention["text"]
        assert set(mention) == {"field", "start", "end", "text", "type", "role", "confidence"}
    assert json.loads(kg(f"extract {source}").out) == line
    fast = json.loads(kg(f"extract {source} --pipeline fast").out)
    assert (fast["id"], fast["mentions"] != line["mentions"]) == ("x", True)


def test_show_prints_the_sentences_that_edges_stand_on(kg: Kg, in_example: Path) -> None:
    ran = kg("show LoRA")
    assert ran.code == 0
    assert "introduced by" in ran.out
    assert "“" in ran.out
    card = json.loads(kg(f"show {LORA} --json").out)
    assert card["node"]["label"] == "Paper"
    for line in card["lines"]:
        for sentence in line["sentences"]:
            assert sentence["sentence"][sentence["offset"] :].startswith(sentence["text"])


def test_an_unknown_name_is_answered_with_near_ones(kg: Kg, in_example: Path) -> None:
    ran = kg("show Transfromer")
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert "transformer" in ran.err


def test_related_gives_scores_parts_and_reasons(kg: Kg, in_example: Path) -> None:
    found = json.loads(kg(f"related {LORA} -k 5 --json").out)
    assert len(found) == 5
    for one in found:
        assert one["score"] == pytest.approx(sum(one["parts"].values()))
        assert one["reasons"]
        assert one["id"] != LORA
    assert json.loads(kg("related --text 'low-rank adaptation of language models' -k 3 --json").out)
    assert kg("related").code == 2


def test_queries_give_tables_json_and_csv(kg: Kg, in_example: Path) -> None:
    names = {q["name"] for q in json.loads(kg("query --list --json").out)}
    assert {"papers_on_benchmark", "most_evaluated_benchmarks", "leaderboard"} <= names
    rows = json.loads(kg("query most_evaluated_benchmarks --json").out)
    assert rows
    table = list(csv.DictReader(io.StringIO(kg("query most_evaluated_benchmarks --csv").out)))
    assert [row["benchmark"] for row in table] == [row["benchmark"] for row in rows]
    own = kg("query --cypher", "MATCH (p:Paper {id: $id}) RETURN p.title AS title", "--param", f"id={LORA}", "--json")
    assert "Low-Rank Adaptation" in json.loads(own.out)[0]["title"]


def test_unknown_labels_are_hinted_at(kg: Kg, in_example: Path) -> None:
    ran = kg("query --cypher", "MATCH (p:Papers) RETURN p.id AS id", "--json")
    assert json.loads(ran.out) == []
    assert "did you mean Paper?" in ran.err


def test_writing_cypher_is_refused_by_the_store(kg: Kg, in_example: Path) -> None:
    before = kg("stats --json").out
    ran = kg("query --cypher", "MATCH (n) DETACH DELETE n RETURN count(n) AS gone")
    assert ran.code == 1
    assert ran.err.startswith("kg: ")
    assert ran.err.count("\n") == 1
    assert kg("stats --json").out == before
    assert json.loads(kg("query --cypher", "MATCH (p:Paper) RETURN count(p) AS n", "--json").out)[0]["n"] > 90


def test_writing_cypher_is_let_through_on_request(
    kg: Kg, example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(example, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    assert kg("query --cypher", "CREATE (p:Paper {id: 'new', title: 'New'}) RETURN p.id AS id", "--write").code == 0
    found = kg("query --cypher", "MATCH (p:Paper {id: 'new'}) RETURN p.title AS title", "--json")
    assert json.loads(found.out) == [{"title": "New"}]
    assert kg("query counts_by_type --write").code == 2


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ("query", 2, "name of a question"),
        ("query no_such_question", 2, "no_such_question"),
        ("query papers_on_benchmark", 2, "benchmark"),
        ("query papers_on_benchmark --param benchmark", 2, "NAME=VALUE"),
        ("query --cypher 'MATCH (p:Paper RETURN p'", 1, ""),
        ("build no/such/file.jsonl", 1, "no/such/file.jsonl"),
        ("stats --store nowhere", 1, "kg build"),
        ("related nobody-knows-this-id-at-all", 2, "nobody-knows"),
        ("frobnicate", 2, "frobnicate"),
        ("entities undo", 2, "nothing to undo"),
        ("export --format pdf out.pdf", 2, "pdf"),
    ],
)
def test_errors_are_one_line_with_what_to_do(kg: Kg, in_example: Path, line: str, code: int, says: str) -> None:
    ran = kg(line)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith("kg: ")
    assert ran.err.count("\n") == 1
    assert says in ran.err


def test_traceback_is_for_developers(kg: Kg, in_example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.cli.app import main
    from schemas.errors import StoreUnavailable

    monkeypatch.setattr("sys.argv", ["kg", "stats", "--store", "nowhere", "--traceback"])
    with pytest.raises(StoreUnavailable):
        main()


def test_doctor_tries_every_part(kg: Kg, in_example: Path) -> None:
    checks = {c["part"]: c["works"] for c in json.loads(kg("doctor --json").out)["checks"]}
    assert checks == {"extractor": True, "embedded store": True, "fetching": True, "corpus": True, "graph": True}


def test_settings_come_from_the_environment_and_from_a_file(
    kg: Kg, example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.settings import settings

    monkeypatch.chdir(tmp_path)
    Path("kg.toml").write_text(f"store = {json.dumps(str(example / 'kg.graph'))}\n", encoding="utf-8")
    settings.cache_clear()
    try:
        assert kg("stats --json").code == 0
        monkeypatch.setenv("KG_STORE", "elsewhere")
        settings.cache_clear()
        assert "elsewhere" in kg("stats").err
    finally:
        settings.cache_clear()
