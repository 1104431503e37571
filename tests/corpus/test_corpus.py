"""The corpus keeps papers, readings and decisions, and changes all at once or not at all."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.corpus import Corpus
from schemas.decision import Decision
from schemas.errors import CorpusError, UnknownName, UsageError
from schemas.mention import Extraction, Mention
from schemas.paper import Paper


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus(tmp_path / "kg.db") as made:
        yield made


def put(corpus: Corpus, source: str, *papers: Paper, whole: bool = True) -> dict[str, int]:
    staging = corpus.stage()
    for paper in papers:
        staging.add(paper, source)
    return staging.apply({source} if whole else set()).model_dump()


def read(corpus: Corpus, id: str, text: str, version: str = "v1") -> None:
    mention = Mention(field="title", start=0, end=len(text), text=text, type="Model", role="used", confidence=0.9)
    corpus.write_extractions([Extraction(id=id, mentions=(mention,), version=version)])


A = Paper(id="a", title="BERT rules", abstract="x")
B = Paper(id="b", title="GPT rules", abstract="y", references=("a", "gone"))


def test_papers_come_back_as_they_went_in(corpus: Corpus) -> None:
    assert put(corpus, "s", B, A) == {"distinct": 2, "new": 2, "changed": 0, "unchanged": 0, "removed": 0}
    assert list(corpus.papers()) == [A, B]
    assert corpus.paper("b") == B
    assert corpus.paper("c") is None


def test_the_same_papers_again_change_nothing(corpus: Corpus) -> None:
    put(corpus, "s", A, B)
    read(corpus, "a", "BERT")
    assert put(corpus, "s", A, B)["unchanged"] == 2
    assert corpus.unread("v1") == ["b"]
    assert corpus.mention_count() == 1


def test_a_changed_text_loses_what_was_read_in_it(corpus: Corpus) -> None:
    put(corpus, "s", A, B)
    read(corpus, "a", "BERT")
    changed = A.model_copy(update={"abstract": "other"})
    assert put(corpus, "s", changed, B)["changed"] == 1
    assert corpus.mention_count() == 0
    assert corpus.unread("v1") == ["a", "b"]


def test_a_changed_year_keeps_what_was_read(corpus: Corpus) -> None:
    put(corpus, "s", A)
    read(corpus, "a", "BERT")
    assert put(corpus, "s", A.model_copy(update={"year": 2020}))["changed"] == 1
    assert corpus.mention_count() == 1
    assert corpus.unread("v1") == []


def test_a_new_extractor_version_reads_all_again(corpus: Corpus) -> None:
    put(corpus, "s", A)
    read(corpus, "a", "BERT")
    assert corpus.unread("v1") == []
    assert corpus.unread("v2") == ["a"]


def test_a_paper_that_its_only_source_drops_is_removed(corpus: Corpus) -> None:
    put(corpus, "s", A, B)
    put(corpus, "t", B)
    assert put(corpus, "s")["removed"] == 1
    assert corpus.ids() == ["b"]


def test_a_source_that_was_not_read_whole_removes_nothing(corpus: Corpus) -> None:
    put(corpus, "s", A, B)
    assert put(corpus, "s", A, whole=False)["removed"] == 0
    assert corpus.ids() == ["a", "b"]


def test_of_two_records_with_one_id_the_later_wins_and_is_told(corpus: Corpus) -> None:
    staging = corpus.stage()
    later = A.model_copy(update={"abstract": "later"})
    assert staging.add(A, "s")
    assert staging.add(A, "s")
    assert not staging.add(later, "s")
    staging.apply({"s"})
    assert corpus.paper("a") == later


def test_a_removed_paper_takes_only_its_own_readings(corpus: Corpus) -> None:
    put(corpus, "s", A, B)
    read(corpus, "a", "BERT")
    read(corpus, "b", "GPT")
    assert corpus.remove(["a", "nobody"]) == ["a"]
    assert list(corpus.names()) == [("b", "Model", "GPT")]


def test_papers_that_were_staged_but_not_applied_are_not_there(tmp_path: Path) -> None:
    with Corpus(tmp_path / "kg.db") as corpus:
        corpus.stage().add(A, "s")
    with Corpus(tmp_path / "kg.db") as corpus:
        assert corpus.ids() == []


def test_a_failed_write_leaves_the_former_readings(corpus: Corpus) -> None:
    put(corpus, "s", A)
    read(corpus, "a", "BERT")
    twice = Mention(field="title", start=0, end=3, text="GPT", type="Model", role="used", confidence=0.9)
    with pytest.raises(CorpusError, match="UNIQUE"):
        corpus.write_extractions([Extraction(id="a", mentions=(twice, twice), version="v2")])
    assert list(corpus.names()) == [("a", "Model", "BERT")]


def test_hostile_text_is_only_text(corpus: Corpus) -> None:
    hostile = Paper(id="'; DROP TABLE paper; --", title="<script>alert(1)</script>", abstract="../../etc/passwd \u202e")
    put(corpus, "s", hostile)
    assert list(corpus.papers()) == [hostile]


def test_decisions_stand_until_undone(corpus: Corpus) -> None:
    merge = Decision(kind="merge", type="Model", name="A", target_type="Model", target_name="B", reason="same")
    first, second = corpus.journal.add(merge), corpus.journal.add(merge.model_copy(update={"name": "C"}))
    assert [d.seq for d in corpus.journal.standing()] == [first.seq, second.seq]
    assert corpus.journal.undo().seq == second.seq
    assert [d.name for d in corpus.journal.standing()] == ["A"]
    assert [d.undone for d in corpus.journal.all()] == [False, True]
    with pytest.raises(UsageError, match="no decision 2 stands"):
        corpus.journal.undo(second.seq)


def test_a_decision_about_a_name_that_no_paper_has_offers_near_ones(corpus: Corpus) -> None:
    put(corpus, "s", A)
    read(corpus, "a", "BERT")
    corpus.require_name("Model", "BERT")
    with pytest.raises(UnknownName, match="Model BERT"):
        corpus.require_name("Model", "ert")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda p: p.write_text("this is some text, and surely no database" * 50), "is no corpus"),
        (lambda p: sqlite3.connect(p).executescript("PRAGMA user_version = 99").close(), "newer version"),
    ],
)
def test_a_file_that_is_no_corpus_is_refused_with_what_to_do(tmp_path: Path, make, message: str) -> None:
    path = tmp_path / "kg.db"
    make(path)
    with pytest.raises(CorpusError, match=message):
        Corpus(path)


def test_a_missing_corpus_is_told_with_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="kg build"):
        Corpus(tmp_path / "none.db", must_exist=True)
    with pytest.raises(CorpusError, match="no such folder"):
        Corpus(tmp_path / "no" / "kg.db")
