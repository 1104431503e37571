"""A build does only what changed, gives the same graph in any order, and survives being killed."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.build import build, rebuild
from loaders.generations import open_snapshot
from schemas.errors import SourceError


def graph(store: Path) -> list[str]:
    """Return everything in a graph, as sorted JSON."""
    with open_snapshot(store) as snapshot:
        return sorted(record.model_dump_json() for record in (*snapshot.nodes(), *snapshot.edges()))


@pytest.fixture
def landmarks(root: Path) -> list[str]:
    return (root / "examples" / "landmarks.jsonl").read_text(encoding="utf-8").splitlines()


def write(path: Path, lines: list[str]) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_second_build_changes_nothing(tmp_path: Path, landmarks: list[str]) -> None:
    source = write(tmp_path / "papers.jsonl", landmarks[:20])
    where = {"corpus": tmp_path / "kg.db", "store": tmp_path / "kg.graph", "jobs": 1}
    first = build([source], **where)
    before = graph(tmp_path / "kg.graph")
    second = build([source], **where)
    assert (first.graph, second.graph) == ("built", "unchanged")
    assert (first.papers.new, second.papers.unchanged) == (20, 20)
    assert (second.mentions, second.entities, second.edges) == (first.mentions, first.entities, first.edges)
    assert graph(tmp_path / "kg.graph") == before


def test_the_order_of_papers_does_not_matter(tmp_path: Path, landmarks: list[str]) -> None:
    forward = write(tmp_path / "forward.jsonl", landmarks[:40])
    backward = write(tmp_path / "backward.jsonl", landmarks[39::-1])
    build([forward], corpus=tmp_path / "a.db", store=tmp_path / "a.graph", jobs=1)
    build([backward], corpus=tmp_path / "b.db", store=tmp_path / "b.graph", jobs=1)
    assert graph(tmp_path / "a.graph") == graph(tmp_path / "b.graph")


def test_papers_added_later_give_the_graph_of_one_build(tmp_path: Path, landmarks: list[str]) -> None:
    source = write(tmp_path / "papers.jsonl", landmarks[:10])
    where = {"corpus": tmp_path / "kg.db", "store": tmp_path / "kg.graph", "jobs": 1}
    build([source], **where)
    write(source, landmarks[:30])
    grown = build([source], **where)
    assert (grown.papers.new, grown.papers.unchanged) == (20, 10)
    build([source], corpus=tmp_path / "whole.db", store=tmp_path / "whole.graph", jobs=1)
    assert graph(tmp_path / "kg.graph") == graph(tmp_path / "whole.graph")


def test_a_changed_abstract_replaces_its_evidence(tmp_path: Path) -> None:
    paper = {"id": "a", "title": "A study", "abstract": "We evaluate BERT on GLUE."}
    source = write(tmp_path / "papers.jsonl", [json.dumps(paper)])
    where = {"corpus": tmp_path / "kg.db", "store": tmp_path / "kg.graph", "jobs": 1}
    build([source], **where)
    assert any("benchmark:glue" in record for record in graph(tmp_path / "kg.graph"))
    write(source, [json.dumps({**paper, "abstract": "We evaluate BERT on SQuAD."})])
    assert build([source], **where).papers.changed == 1
    texts = "".join(graph(tmp_path / "kg.graph"))
    assert "GLUE" not in texts
    assert "SQuAD" in texts


def test_a_paper_that_leaves_its_source_takes_only_its_own_evidence(tmp_path: Path) -> None:
    papers = [json.dumps({"id": x, "title": f"Study {x}", "abstract": f"We evaluate {m} on GLUE."}) for x, m in
              (("a", "BERT"), ("b", "RoBERTa"))]  # fmt: skip
    source = write(tmp_path / "papers.jsonl", papers)
    where = {"corpus": tmp_path / "kg.db", "store": tmp_path / "kg.graph", "jobs": 1}
    build([source], **where)
    write(source, papers[:1])
    assert build([source], **where).papers.removed == 1
    texts = "".join(graph(tmp_path / "kg.graph"))
    assert "RoBERTa" not in texts
    assert "benchmark:glue" in texts


def test_references_become_citations_when_their_paper_arrives(tmp_path: Path) -> None:
    citing = {"id": "a", "title": "Citing", "references": ["arxiv:1810.04805"]}
    cited = {"id": "b", "title": "Cited", "ids": {"arxiv": "1810.04805v2"}}
    where = {"corpus": tmp_path / "kg.db", "store": tmp_path / "kg.graph", "jobs": 1}
    assert "CITES" not in build([write(tmp_path / "one.jsonl", [json.dumps(citing)])], **where).edges
    assert build([write(tmp_path / "two.jsonl", [json.dumps(cited)])], **where).edges["CITES"] == 1


def test_citations_of_a_file_of_their_own_are_kept_for_papers_of_other_builds(tmp_path: Path) -> None:
    where = {"corpus": tmp_path / "kg.db", "store": tmp_path / "kg.graph", "jobs": 1}
    citations = write(tmp_path / "citations.jsonl", ['{"citingcorpusid": 1, "citedcorpusid": 2}'])
    papers = [json.dumps({"corpusid": n, "title": f"Paper {n}", "externalids": None}) for n in (1, 2)]
    assert "CITES" not in build([write(tmp_path / "one.jsonl", papers[:1])], **where).edges
    assert "CITES" not in build([citations], **where).edges
    assert build([write(tmp_path / "two.jsonl", papers[1:])], **where).edges["CITES"] == 1
    assert "CITES" not in build([write(citations, ['{"citingcorpusid": 2, "citedcorpusid": 9}'])], **where).edges


def test_an_empty_corpus_is_a_graph_too(tmp_path: Path) -> None:
    source = write(tmp_path / "papers.jsonl", ['{"id": "a", "title": ""}'])
    summary = build([source], corpus=tmp_path / "kg.db", store=tmp_path / "kg.graph", jobs=1)
    assert (summary.papers.distinct, summary.papers.set_aside) == (0, 1)
    assert graph(tmp_path / "kg.graph") == []


def test_a_missing_source_leaves_everything_as_it_was(tmp_path: Path, landmarks: list[str]) -> None:
    where = {"corpus": tmp_path / "kg.db", "store": tmp_path / "kg.graph", "jobs": 1}
    build([write(tmp_path / "papers.jsonl", landmarks[:5])], **where)
    before = graph(tmp_path / "kg.graph")
    with pytest.raises(SourceError):
        build([tmp_path / "none.jsonl"], **where)
    assert rebuild(corpus=tmp_path / "kg.db", store=tmp_path / "kg.graph").graph == "unchanged"
    assert graph(tmp_path / "kg.graph") == before


def finish(command: list[str]) -> None:
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


@pytest.mark.slow
def test_killed_twenty_times_the_graph_equals_the_uninterrupted_one(tmp_path: Path, landmarks: list[str]) -> None:
    source = write(tmp_path / "papers.jsonl", landmarks[:40])
    kg = [sys.executable, "-m", "kg", "build", str(source), "--jobs", "1"]
    begin = time.monotonic()
    whole = ["--corpus", str(tmp_path / "whole.db"), "--store", str(tmp_path / "whole.graph")]
    finish([*kg, *whole])
    uninterrupted = time.monotonic() - begin

    killed = ["--corpus", str(tmp_path / "killed.db"), "--store", str(tmp_path / "killed.graph")]
    moments = random.Random(7)
    kills = 0
    while kills < 20:
        with subprocess.Popen([*kg, *killed], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                process.wait(moments.uniform(0.1, uninterrupted))
            except subprocess.TimeoutExpired:
                os.kill(process.pid, signal.SIGKILL)
                kills += 1
                continue
        # A build that ended before its moment leaves nothing to kill: begin again without a corpus.
        (tmp_path / "killed.db").unlink()
        for leftover in tmp_path.glob("killed.db-*"):
            leftover.unlink()
    finish([*kg, *killed])
    assert graph(tmp_path / "killed.graph") == graph(tmp_path / "whole.graph")
    generations = [p for p in (tmp_path / "killed.graph").iterdir() if p.is_dir()]
    assert len(generations) == 1
