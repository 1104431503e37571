"""A saved index answers as the built one does, is mapped into memory, and loads without heavy imports."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.related import RelatedIndex, runs
from kg.related.runs import run
from kg.related.strings import Strings
from schemas.errors import StoreUnavailable
from schemas.nodes import PaperNode
from tests.related.conftest import write


def test_a_loaded_index_answers_as_the_built_one(with_citations: RelatedIndex, tmp_path: Path):
    with_citations.save(tmp_path / "related")
    loaded = RelatedIndex.load(tmp_path / "related")
    for id in "abcdefg":
        assert loaded.rank(id) == with_citations.rank(id)
    assert list(loaded.edges()) == list(with_citations.edges())


def test_an_empty_index_is_saved_and_loaded(build, tmp_path: Path):
    build([]).save(tmp_path / "related")
    assert list(RelatedIndex.load(tmp_path / "related").edges()) == []


def test_a_folder_without_an_index_says_what_to_do(tmp_path: Path):
    with pytest.raises(StoreUnavailable, match="kg build"):
        RelatedIndex.load(tmp_path)


def test_asking_loads_neither_spacy_nor_scipy_nor_networkx(with_citations: RelatedIndex, tmp_path: Path, root: Path):
    with_citations.save(tmp_path / "related")
    program = (
        "import sys, json\nfrom pathlib import Path\nfrom kg.related import RelatedIndex\n"
        "hits = RelatedIndex.load(Path(sys.argv[1])).rank('b')\n"
        "print(json.dumps([[h.id for h in hits], sorted({m.split('.')[0] for m in sys.modules})]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "related")],
        cwd=root, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found, modules = json.loads(done.stdout)
    assert found == [hit.id for hit in with_citations.rank("b")]
    assert not {"spacy", "scipy", "sklearn", "networkx", "torch"} & set(modules)


def test_equal_graphs_give_equal_indexes(build, tmp_path: Path):
    papers = [
        PaperNode(id=f"p{n}", title=f"Words {n % 7} of paper {n}", abstract="shared words " * n) for n in range(30)
    ]
    build(papers).save(tmp_path / "one")
    build(reversed(papers)).save(tmp_path / "two")
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_new_papers_are_added_without_reading_the_others_again(build, tmp_path: Path, monkeypatch):
    old = [PaperNode(id=f"p{n}", title=f"Words {n % 7} of paper {n}", abstract="shared words " * n) for n in range(30)]
    new = [*old[3:], PaperNode(id="p100", title="A new one", abstract="fresh words of paper 3")]
    build(old).save(tmp_path / "old")
    build(new).save(tmp_path / "anew")
    read: list[str] = []
    monkeypatch.setattr(runs, "run", lambda title, abstract: read.append(title) or run(title, abstract))
    with write(tmp_path / "new.sqlite", new) as snapshot:
        RelatedIndex.build(snapshot, tmp_path / "old").save(tmp_path / "added")
    assert read == ["A new one"]
    for path in (tmp_path / "anew").iterdir():
        assert path.read_bytes() == (tmp_path / "added" / path.name).read_bytes()


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(), unique=True))
def test_every_text_of_a_sorted_list_is_found(texts: list[str]):
    texts = sorted(t for t in texts if not any(0xD800 <= ord(c) < 0xE000 for c in t))
    strings = Strings.of(texts)
    assert strings.all() == texts
    assert [strings.find(text) for text in texts] == list(range(len(texts)))
    assert strings.find("\U0010ffff" * 3) is None
