"""The shipped pipeline reads papers: exact offsets, any text, one or several processes."""

from __future__ import annotations

import subprocess
import sys
from itertools import islice

import numpy as np
import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.extract import FOLDERS, PIPELINES, Pipeline, extract, load, pipeline_of, version
from kg.extract.document import MAX_CHARACTERS
from schemas.errors import UsageError
from schemas.mention import Extraction

TITLE = "TinyBench: A Benchmark for Question Answering"
ABSTRACT = (
    "We introduce TinyBench, a benchmark for question answering. We evaluate GPT-4 and LLaMA-2 with "
    "Low-Rank Adaptation (LoRA) on TinyBench and on SQuAD. LLaMA-2 achieves 71.3% accuracy on SQuAD."
)
PAPER = ("p1", TITLE, ABSTRACT)
SHARED = ("namer", "claimer", "lexicon")
# letters that grow, shrink or join when their case or form changes, and characters that are no text
NASTY = st.sampled_from(
    [
        "ﬁ",
        "İ",
        "ß",
        "ẞ",
        "\u200f",
        "\u202e",
        "e\u0301",
        "\x00",
        "\ud800",
        "\udfff",
        "👩‍👩‍👧",
        "𝐁𝐄𝐑𝐓",
        "\n\n",
        "\r\n",
        "\u2028",
        "BERT ",
        "on GLUE. ",
        "LoRA (",
        ")",
        "<b>",
        "$\\alpha$ ",
        "中文",
        "עברית",
        "87.5% ",
        "https://a.b/BERT ",
    ]
)
ANY_TEXT = st.lists(NASTY | st.text(st.characters(), max_size=8), max_size=25).map("".join)


def read(title: str, abstract: str, pipeline: Pipeline = "accurate") -> Extraction:
    """Read one paper."""
    [found] = extract([("p", title, abstract)], pipeline=pipeline)
    return found


def assert_exact(found: Extraction, title: str, abstract: str) -> None:
    """Assert that every span gives back its words."""
    fields = {"title": title, "abstract": abstract}
    for span in (*found.mentions, *found.claims):
        assert fields[span.field][span.start : span.end] == span.text
    for pair in found.acronyms:
        assert fields[pair.field][pair.long_start : pair.long_end] == pair.long
        assert fields[pair.field][pair.short_start : pair.short_end] == pair.short


@pytest.mark.parametrize("pipeline", PIPELINES)
def test_names_are_found_in_both_fields_with_type_and_role(pipeline: Pipeline) -> None:
    found = read(TITLE, ABSTRACT, pipeline)
    named = {(m.field, m.text, m.type) for m in found.mentions}
    assert {("abstract", "GPT-4", "Model"), ("abstract", "SQuAD", "Benchmark")} <= named
    assert {("title", "TinyBench", "Benchmark"), ("abstract", "TinyBench", "Benchmark")} <= named
    roles = {m.text: m.role for m in found.mentions}
    assert roles["TinyBench"] == "introduced"
    assert roles["SQuAD"] == "used"
    assert all(0.0 < m.confidence <= 1.0 for m in found.mentions)


def test_every_occurrence_of_a_name_is_marked() -> None:
    places = [m for m in read(TITLE, ABSTRACT).mentions if m.text == "TinyBench"]
    assert len(places) == (TITLE + ABSTRACT).count("TinyBench")


def test_a_long_form_is_linked_to_its_acronym() -> None:
    assert [(one.long, one.short) for one in read(TITLE, ABSTRACT).acronyms] == [("Low-Rank Adaptation", "LoRA")]


def test_a_stated_result_becomes_a_claim() -> None:
    [claim] = read(TITLE, ABSTRACT).claims
    assert (claim.subject, claim.on, claim.metric, claim.value, claim.kind) == (
        "LLaMA-2",
        "SQuAD",
        "accuracy",
        "71.3%",
        "absolute",
    )


@pytest.mark.parametrize("pipeline", PIPELINES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(title=ANY_TEXT, abstract=ANY_TEXT)
def test_every_span_gives_back_its_words_whatever_the_text(pipeline: Pipeline, title: str, abstract: str) -> None:
    assert_exact(read(title, abstract, pipeline), title, abstract)


@pytest.mark.parametrize(("title", "abstract"), [("", ""), ("", ABSTRACT), (TITLE, ""), ("   ", "\n\n"), ("BERT", "x")])
def test_empty_fields_are_read(title: str, abstract: str) -> None:
    assert_exact(read(title, abstract), title, abstract)


def test_a_title_that_holds_the_separator_shifts_nothing() -> None:
    title = f"{TITLE}\n\nBERT on GLUE"
    assert_exact(read(title, ABSTRACT), title, ABSTRACT)


def test_only_the_beginning_of_an_enormous_text_is_read() -> None:
    abstract = ("word " * (MAX_CHARACTERS // 5)) + "We evaluate BERT on GLUE. " * 3
    found = read(TITLE, abstract)
    assert_exact(found, TITLE, abstract)
    assert all(m.end <= MAX_CHARACTERS for m in found.mentions)


def test_papers_come_back_in_order_and_several_processes_say_what_one_says() -> None:
    papers = [(f"p{i}", TITLE, ABSTRACT.replace("TinyBench", f"Bench{i}")) for i in range(9)]
    alone = list(extract(papers, batch_size=2))
    assert [one.id for one in alone] == [id_ for id_, _, _ in papers]
    assert list(extract(papers, jobs=2, batch_size=2)) == alone


def test_papers_are_read_as_they_are_asked_for() -> None:
    taken = []

    def endless() -> object:
        index = 0
        while True:
            taken.append(index)
            yield (f"p{index}", TITLE, "")
            index += 1

    assert len(list(islice(extract(endless(), batch_size=2), 3))) == 3  # type: ignore[arg-type]
    assert len(taken) <= 6


def test_what_others_hold_in_their_batch_changes_nothing() -> None:
    [_, found, _] = extract([("a", "x", "BERT"), PAPER, ("b", "", "GLUE " * 50)])
    assert found.mentions == read(TITLE, ABSTRACT).mentions


@pytest.mark.parametrize("wrong", [{"jobs": 0}, {"batch_size": 0}])
def test_numbers_that_make_no_sense_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(UsageError, match="must be 1 or more"):
        extract([PAPER], **wrong)


@pytest.mark.parametrize("pipeline", PIPELINES)
def test_the_version_names_the_pipeline_and_every_extraction_carries_it(pipeline: Pipeline) -> None:
    name, _, rest = version(pipeline).partition("-")
    number, digest = rest.split("+")
    assert (name, number) == (pipeline, load(pipeline).meta["version"])
    assert len(digest) == 8
    assert pipeline_of(version(pipeline)) == pipeline
    assert [one.version for one in extract([PAPER], pipeline=pipeline)] == [version(pipeline)]


def test_the_versions_of_two_pipelines_differ() -> None:
    assert version("fast").partition("-")[2] != version("accurate").partition("-")[2]


def test_a_version_of_no_pipeline_counts_as_the_accurate_one() -> None:
    assert (pipeline_of(None), pipeline_of("1.0.0+abcdef01")) == ("accurate", "accurate")


def test_a_pipeline_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UsageError, match="no pipeline 'slow': there are accurate and fast"):
        extract([PAPER], pipeline="slow")  # type: ignore[arg-type]


@pytest.mark.parametrize("pipeline", PIPELINES)
def test_a_pipeline_loads_by_spacy_alone(pipeline: Pipeline) -> None:
    folder = str(FOLDERS[pipeline])
    script = f"import spacy; print([e.text for e in spacy.load({folder!r})('We evaluate GPT-4 on MMLU.').ents])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "GPT-4" in done.stdout, done.stderr


def test_importing_the_package_does_not_import_spacy() -> None:
    script = "import sys, kg.extract; print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_loading_leaves_the_commands_of_spacy_to_who_asks_for_them() -> None:
    script = (
        "import sys, kg.extract; nlp = kg.extract.load(); print('spacy.cli' in sys.modules);"
        "import spacy, spacy.cli; print(spacy.cli.info.__module__, spacy.info(silent=True)['spacy_version'])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["False", "spacy.cli.info", spacy.__version__], done.stderr


def test_both_pipelines_differ_in_the_spotter_alone() -> None:
    fast, accurate = (load(one) for one in PIPELINES[::-1])
    namers, claimers, lexicons = ([nlp.get_pipe(name) for nlp in (fast, accurate)] for name in SHARED)
    assert lexicons[0].names == lexicons[1].names
    assert namers[0].known.counts == namers[1].known.counts
    assert np.array_equal(namers[0].type_weights, namers[1].type_weights)
    assert np.array_equal(namers[0].role_weights, namers[1].role_weights)
    for name, judge in claimers[0].judges.items():
        assert np.array_equal(judge.weights, claimers[1].judges[name].weights)
        assert np.array_equal(judge.trees.value, claimers[1].judges[name].trees.value)
    assert fast.tokenizer.to_bytes(exclude=["vocab"]) == accurate.tokenizer.to_bytes(exclude=["vocab"])


# on the annotated dev papers
LEAST = {
    "accurate": {"mention": 0.73, "node": 0.75, "node_data": 0.83, "role": 0.86},
    "fast": {"mention": 0.69, "node": 0.71, "node_data": 0.79, "role": 0.84},
}


@pytest.mark.parametrize("pipeline", PIPELINES)
def test_a_pipeline_carries_its_scores(pipeline: Pipeline) -> None:
    performance = spacy.util.load_meta(FOLDERS[pipeline] / "meta.json")["performance"]
    least = LEAST[pipeline]
    assert performance["mention"]["ALL"]["f"] >= least["mention"]
    assert performance["node"]["ALL"]["f"] >= least["node"]
    assert performance["node_data"]["core"]["f"] >= least["node_data"]
    assert performance["role"] >= least["role"]
