"""`kg related` and its kin on the example graph: what they print for people and for programs, and what they refuse."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from kg.sources import FileEnd, read
from loaders.generations import open_snapshot
from loaders.snapshot import Snapshot, SnapshotWriter
from schemas.nodes import PaperNode
from tests.conftest import Kg

BERT, ATTENTION, ROBERTA = "arxiv:1810.04805", "arxiv:1706.03762", "arxiv:1907.11692"


def found(kg: Kg, line: str) -> list[dict]:
    ran = kg(f"related {line} --json")
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_each_answer_has_a_score_its_parts_and_reasons_with_evidence(kg: Kg, in_example: Path):
    with open_snapshot(in_example / "kg.graph") as snapshot:
        texts = {n.id: n for n in snapshot.nodes("Paper") if isinstance(n, PaperNode)}
    answers = found(kg, f"{BERT} -k 5")
    assert len(answers) == 5
    for one in answers:
        assert one["score"] == pytest.approx(sum(one["parts"].values()))
        assert one["reasons"] == [grounded["reason"] for grounded in one["evidence"]]
        for quote in (q for grounded in one["evidence"] for q in grounded["quotes"]):
            text = getattr(texts[quote["paper"]], quote["field"])
            assert text[quote["start"] : quote["end"]] == quote["text"]
            assert quote["text"] in quote["sentence"]


def test_people_read_reasons_and_sentences(kg: Kg, in_example: Path):
    printed = kg(f"related {BERT} -k 3").out
    assert "RoBERTa" in printed
    assert "· it cites this paper" in printed
    assert "“" in printed


def test_several_papers_are_a_reading_list(kg: Kg, in_example: Path):
    ids = [one["id"] for one in found(kg, f"{BERT} {ROBERTA}")]
    assert not {BERT, ROBERTA} & set(ids)


def test_a_title_in_other_letters_names_the_paper(kg: Kg, in_example: Path):
    assert found(kg, "'attention is ALL you need' -k 3") == found(kg, f"{ATTENTION} -k 3")


def test_not_moves_away_from_a_paper(kg: Kg, in_example: Path):
    with_it = [one["id"] for one in found(kg, f"{BERT} -k 90")]
    without = [one["id"] for one in found(kg, f"{BERT} --not {ROBERTA} -k 90")]
    assert ROBERTA not in without
    electra = "arxiv:2003.10555"
    assert electra not in without or without.index(electra) > with_it.index(electra)


def test_years_and_what_papers_do_are_filters(kg: Kg, in_example: Path):
    years = [one["year"] for one in found(kg, f"{BERT} --since 2019 --until 2020 -k 20")]
    assert years
    assert set(years) <= {2019, 2020}
    with open_snapshot(in_example / "kg.graph") as snapshot:
        kinds = {n.id for n in snapshot.nodes("Dataset")}
        introducing = {e.source for e in snapshot.edges("INTRODUCES") if e.target in kinds}
        using = {e.source for e in snapshot.edges("USES") if e.target == "model:bert"}
    assert {one["id"] for one in found(kg, f"{BERT} --only introduces:Dataset")} <= introducing
    assert {one["id"] for one in found(kg, f"{ATTENTION} --only uses:BERT")} <= using
    assert found(kg, f"{ATTENTION} --only uses:BERT")


def test_diverse_answers_begin_alike_and_then_differ(kg: Kg, in_example: Path):
    plain, diverse = ([one["id"] for one in found(kg, f"{BERT} -k 8 {more}")] for more in ("", "--diverse"))
    assert plain[0] == diverse[0]
    assert plain != diverse


def test_csv_and_bibtex_hold_the_same_papers(kg: Kg, in_example: Path, tmp_path: Path):
    ids = [one["id"] for one in found(kg, f"{BERT} -k 4")]
    rows = list(csv.DictReader(io.StringIO(kg(f"related {BERT} -k 4 --csv").out)))
    assert [row["id"] for row in rows] == ids
    (tmp_path / "found.bib").write_text(kg(f"related {BERT} -k 4 --bibtex").out, encoding="utf-8")
    items = [item for item in read([tmp_path / "found.bib"], format="bibtex") if not isinstance(item, FileEnd)]
    assert [item.record.id for item in items] == ids


def test_a_draft_leaves_out_what_it_cites(kg: Kg, in_example: Path, tmp_path: Path):
    draft = tmp_path / "draft.md"
    draft.write_text("# Pre-training encoders\n\nWe pre-train bidirectional encoders and evaluate on GLUE.\n", "utf-8")
    before = [one["id"] for one in found(kg, f"--file {draft}")]
    assert BERT in before
    with draft.open("a", encoding="utf-8") as file:
        file.write(
            "\n## References\n\n- BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding\n"
        )
    ran = kg(f"related --file {draft} --json")
    assert BERT not in [one["id"] for one in json.loads(ran.out)]
    assert "it cites 1 paper of the graph already: left out" in ran.err


def test_a_list_of_references_is_asked_from_as_a_reading_list(kg: Kg, in_example: Path, tmp_path: Path):
    bib = tmp_path / "mine.bib"
    bib.write_text(kg(f"related {BERT} -k 3 --bibtex").out, encoding="utf-8")
    ran = kg(f"related --file {bib} --json")
    assert "3 of its 3 entries are papers of the graph" in ran.err
    assert len(json.loads(ran.out)) == 10


def test_many_questions_are_answered_from_a_file(kg: Kg, in_example: Path, tmp_path: Path):
    asked, answered = tmp_path / "asked.jsonl", tmp_path / "answered.jsonl"
    with open_snapshot(in_example / "kg.graph") as snapshot:
        bert = snapshot.node(BERT)
    assert isinstance(bert, PaperNode)
    lines = [
        {"id": BERT, "title": bert.title, "abstract": bert.abstract},
        {"id": "mine:1", "title": bert.title.upper(), "abstract": bert.abstract},
        {"id": "mine:2", "title": "A new paper", "abstract": "We fine-tune BERT on GLUE.", "extra": 1},
        {"id": "mine:3", "title": "", "abstract": ""},
    ]
    asked.write_text("\n".join([*map(json.dumps, lines), "not JSON", ""]), encoding="utf-8")
    ran = kg(f"related --queries {asked} -k 100 -o {answered}")
    assert ran.code == 0, ran.err
    assert "answered 4 questions, set 1 lines aside" in ran.err
    assert "line 5: not a question" in ran.err
    answers = [json.loads(line) for line in answered.read_text(encoding="utf-8").splitlines()]
    assert [one["id"] for one in answers] == [line["id"] for line in lines]
    for one in answers[:3]:
        assert set(one) == {"id", "related"}
        assert len(one["related"]) > 50
        for hit in one["related"]:
            assert set(hit) == {"id", "score", "parts", "reasons"}
            assert hit["score"] == pytest.approx(sum(hit["parts"].values()))
            assert hit["reasons"]
    assert BERT not in {hit["id"] for one in answers[:2] for hit in one["related"]}
    assert BERT in {hit["id"] for hit in answers[2]["related"][:5]}
    assert answers[3]["related"] == []


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("related 'BERT: Pre-training of Deep'", "no paper or entity 'BERT: Pre-training of Deep'; near it:.*bert: pre-training of deep bidirectional"),
        ("related BERT", "'BERT' is a Model, not a paper"),
        ("related", "one of the four"),
        ("related x --text y", "one of the four"),
        (f"related {BERT} --only eats:Dataset", "write VERB:TYPE or VERB:NAME"),
        (f"related {BERT} --only uses:Nonesuch", "no entity or type of entity 'Nonesuch'"),
        (f"related {BERT} --since 2020 --until 2010", "no year is in between"),
        (f"related {BERT} --json --csv", "give one of them"),
        ("related --queries x.jsonl", "go together"),
        ("related --text ' '", "the text is empty"),
        ("path BERT Nonesuch", "no paper or entity 'Nonesuch'"),
        (f"trace {BERT}", "is a Paper: give a model"),
        ("map --topic BERT -o map.png", "ends in .html or .svg"),
    ],
)  # fmt: skip
def test_wrong_use_is_answered_with_what_to_do(kg: Kg, in_example: Path, line: str, says: str):
    ran = kg(line)
    assert ran.code == 2
    assert re.search(says, ran.err), ran.err


def test_a_path_is_told_step_by_step_with_its_sentences(kg: Kg, in_example: Path):
    found = json.loads(kg("path RoBERTa SQuAD --json").out)
    with open_snapshot(in_example / "kg.graph") as snapshot:
        for step in found["steps"]:
            assert (step["type"], step["target"]) in snapshot.edge_keys(step["source"])
    joined = [{step["source"], step["target"]} for step in found["steps"]]
    assert found["source"] in joined[0]
    assert found["target"] in joined[-1]
    assert all(a & b for a, b in pairwise(joined))
    assert any(step["stands_on"] for step in found["steps"])


def test_a_thing_and_itself_have_no_path(kg: Kg, in_example: Path):
    assert "both are the same" in kg("path BERT BERT").out


def test_what_nothing_joins_has_no_path(kg: Kg, tmp_path: Path):
    from loaders.generations import Generations

    generations = Generations(tmp_path / "kg.graph")
    with generations.writing():
        generation = generations.begin()
        writer = SnapshotWriter(generation.snapshot)
        writer.write_nodes([PaperNode(id="a", title="One"), PaperNode(id="b", title="Two")])
        writer.finish()
        generations.publish(generation)
    ran = kg(f"path One Two --store {tmp_path / 'kg.graph'}")
    assert ran.code == 0
    assert "Nothing found: nothing joins 'One' and 'Two'" in ran.out


def test_a_trace_counts_the_papers_of_each_year(kg: Kg, in_example: Path, tmp_path: Path):
    found = json.loads(kg("trace BERT --json").out)
    assert [paper["id"] for paper in found["introduced_by"]] == [BERT]
    with open_snapshot(in_example / "kg.graph") as snapshot:
        papers = {e.source for e in snapshot.edges_to(found["id"]) if e.type not in ("VARIANT_OF", "ABOUT", "ON", "IN")}
        variants = {e.source for e in snapshot.edges_to(found["id"], "VARIANT_OF")}
    assert sum(year["papers"] for year in found["years"]) + found["undated"] == len(papers)
    assert {variant["id"] for variant in found["variants"]} == variants
    assert "Taken up" in kg("trace BERT").out
    assert kg(f"trace BERT --svg {tmp_path / 'bert.svg'}").code == 0
    assert etree.parse(tmp_path / "bert.svg").getroot().tag.endswith("svg")


def test_a_map_shows_every_paper_of_the_topic_and_loads_nothing(kg: Kg, in_example: Path, tmp_path: Path):
    assert kg(f"map --topic BERT -o {tmp_path / 'map.html'} -k 40").code == 0
    text = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert text.count("<circle") == 40
    assert "src=" not in text
    assert "href=" not in text
    assert kg(f"map --topic BERT -o {tmp_path / 'map.svg'} -k 40").code == 0
    again = (tmp_path / "map.svg").read_bytes()
    kg(f"map --topic BERT -o {tmp_path / 'map.svg'} -k 40")
    assert (tmp_path / "map.svg").read_bytes() == again


def test_a_topic_that_nobody_writes_about_has_no_map(kg: Kg, in_example: Path, tmp_path: Path):
    ran = kg(f"map --topic qqqzzz -o {tmp_path / 'map.svg'}")
    assert "Nothing found" in ran.err
    assert not (tmp_path / "map.svg").exists()


def test_a_review_is_printed_under_four_headings(kg: Kg, in_example: Path, tmp_path: Path):
    draft = tmp_path / "reefs.md"
    draft.write_text("# Coral reefs\n\nPolyps bleach in warm seas.\n", encoding="utf-8")
    ran = kg(f"draft {draft}")
    assert ran.code == 0
    assert ran.out.count("Nothing found.") == 4
    draft.write_text("# Encoders\n\nWe pre-train encoders and evaluate on GLUE and SQuAD.\n", encoding="utf-8")
    kinds = {remark["kind"] for remark in json.loads(kg(f"draft {draft} --json").out)}
    assert {"paper", "model"} <= kinds


def test_asking_for_a_paper_loads_neither_spacy_nor_scipy_nor_networkx(in_example: Path, root: Path):
    program = (
        "import sys; sys.argv = ['kg', 'related', sys.argv[1], '--store', sys.argv[2], '--json']\n"
        "from kg.cli.app import main\n"
        "try: main()\n"
        "finally: sys.stderr.write(' '.join(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, BERT, str(in_example / "kg.graph")],
        cwd=root, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout)
    assert not {"spacy", "scipy", "networkx", "matplotlib", "sklearn", "pypdf", "numpy.ma"} & set(done.stderr.split())


def test_snapshot_links_are_the_edges(in_example: Path):
    with open_snapshot(in_example / "kg.graph") as snapshot:
        assert isinstance(snapshot, Snapshot)
        links = list(snapshot.links("CITES", "USES"))
        assert links == [(e.source, e.type, e.target) for e in snapshot.edges("CITES", "USES")]
