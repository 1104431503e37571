"""Vectors of meaning come with the package; what they add is the same for one text and for many."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from kg.related import RelatedIndex, Wanted
from kg.related.meaning import Meaning, meaning
from kg.related.runs import Runs
from kg.related.subjects import CLUSTER, SubjectIndex
from kg.related.training.embedding import begin, learn_citations
from kg.related.training.texts import Citing, Text, count
from schemas.nodes import PaperNode

TRANSLATION = ("Neural machine translation by attention", "An encoder and a decoder translate sentences.")
BILINGUAL = ("Bilingual sequence models", "We translate between languages with recurrent networks and alignment.")
VISION = ("Residual networks for image recognition", "Deep convolutional networks classify photographs.")


def test_papers_of_one_subject_are_nearer_than_papers_of_two():
    vectors, _ = meaning().read_all(Runs.read([TRANSLATION, BILINGUAL, VISION]))
    assert vectors[0] @ vectors[1] > 0.2
    assert vectors[0] @ vectors[1] > 2 * abs(vectors[0] @ vectors[2])


def test_one_text_is_read_as_among_many():
    many = [TRANSLATION, VISION] * 20
    vectors, pull = meaning().read_all(Runs.read(many))
    one, own = meaning().read(*VISION)
    assert np.allclose(vectors[1::2], one)
    assert np.allclose(pull[1::2], own)


@pytest.mark.parametrize("text", ["", "🙂", "qqqqzzzz", "the of and"])
def test_a_text_without_known_words_has_no_direction(text: str):
    vector, pull = meaning().read(text, text)
    assert not vector.any()
    assert not pull


def test_a_paper_is_found_by_subject_where_no_word_is_shared(build):
    index = build([PaperNode(id="x", title="Neural machine translation"), PaperNode(id="y", title="Bilingual encoder decoder"), PaperNode(id="z", title="Coral reefs")])  # fmt: skip
    (hit,) = index.rank("x")
    assert hit.id == "y"
    assert hit.reasons == ("only the subject is similar: no word is shared",)


def test_popularity_can_be_turned_off(texts_and_entities: RelatedIndex):
    raised = texts_and_entities._replace(
        subjects=texts_and_entities.subjects._replace(pull=np.full(texts_and_entities.ids.count, 2.0, dtype=np.float32))
    )
    plain = texts_and_entities.rank("e", wanted=Wanted(popularity=False))
    assert raised.rank("e", wanted=Wanted(popularity=False)) == plain
    assert raised.rank("e")[0].parts.text > plain[0].parts.text


def test_neighbours_are_the_nearest_where_there_is_one_group():
    vectors = np.random.default_rng(0).standard_normal((40, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    found = SubjectIndex(vectors, np.zeros(40, dtype=np.float32)).neighbours(5)
    likes = vectors @ vectors.T
    np.fill_diagonal(likes, -1)
    for paper in range(40):
        assert set(found[paper]) == set(np.argsort(-likes[paper])[:5])


def test_neighbours_are_mostly_the_nearest_where_there_are_many_groups():
    chance = np.random.default_rng(0)
    centres = chance.standard_normal((20, 16))
    vectors = (centres[np.arange(CLUSTER * 5) % 20] + 0.5 * chance.standard_normal((CLUSTER * 5, 16))).astype(
        np.float32
    )
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    found = SubjectIndex(vectors, np.zeros(len(vectors), dtype=np.float32)).neighbours(10)
    likes = vectors @ vectors.T
    np.fill_diagonal(likes, -1)
    nearest = np.argsort(-likes, axis=1)[:, :10]
    kept = np.mean([len(set(a) & set(b)) / 10 for a, b in zip(found, nearest, strict=True)])
    assert kept > 0.9


def test_fewer_papers_than_neighbours_leave_gaps():
    vectors = np.eye(3, dtype=np.float32)
    found = SubjectIndex(vectors, np.zeros(3, dtype=np.float32)).neighbours(5)
    assert [sorted(row[row >= 0]) for row in found] == [[1, 2], [0, 2], [0, 1]]


def test_training_brings_papers_near_to_what_they_cite():
    subjects = ["alpha beta gamma", "delta epsilon zeta", "eta theta iota", "kappa lambda sigma"]
    texts = [
        Text(f"p{n}", f"{subjects[n % 4]} number{n % 5}", f"study of {subjects[n % 4]} method{n % 7} case{n % 3}")
        for n in range(400)
    ]
    counted = count(texts)
    citing = [Citing(n, np.array([(n + 1) % 4 + 4 * m for m in range(50, 55)])) for n in range(40)]
    near = np.tile(np.arange(160, 310), (len(citing), 1))
    start = begin(counted.papers)
    losses: list[str] = []
    vectors, pull = learn_citations(counted.papers, citing, near, start, losses.append)
    model = Meaning.of(counted.terms, counted.rarity, vectors, pull)
    read, pulls = model.read_all(Runs.read((t.title, t.abstract) for t in texts))
    before = csr_array(counted.papers) @ start
    before /= np.linalg.norm(before, axis=1, keepdims=True)
    cited = np.mean([read[c.paper] @ read[c.cited[0]] for c in citing])
    assert cited > np.mean([before[c.paper] @ before[c.cited[0]] for c in citing])
    assert pulls[200:220].mean() > pulls.mean() - 1e-6
    assert float(losses[-1].split()[-1]) < float(losses[0].split()[-1])
