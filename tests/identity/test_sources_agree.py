"""Three sources that hold the same 200 papers give the same papers and citations in whatever order they are read."""

from __future__ import annotations

import csv
import itertools
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import sources
from kg.corpus import Corpus, Ingested
from kg.corpus.ruling import ruling
from kg.graph.citations import Citations
from schemas.errors import UnknownName, UsageError
from schemas.paper import Paper

_HOW = (
    "Sparse",
    "Robust",
    "Neural",
    "Bayesian",
    "Low-Rank",
    "Self-Supervised",
    "Efficient",
    "Causal",
    "Federated",
    "Graph-Based",
)
_WHAT = (
    "Attention",
    "Retrieval",
    "Distillation",
    "Segmentation",
    "Translation",
    "Pre-Training",
    "Parsing",
    "Alignment",
    "Sampling",
    "β-VAEs",
)
_WHERE = ("at Scale", "under Noise")
_GIVEN = ("Ana", "Bo", "Chi", "Dag", "Eva", "Finn", "Gao", "Hana", "Ivo", "Jun")
_FAMILY = ("Okafor", "Müller", "Zhang", "García", "Ito", "Novák", "Silva", "Khan", "Berg", "Roy")


def two_hundred() -> list[dict[str, Any]]:
    """Make papers, the later ones citing some of the earlier ones."""
    draw = random.Random(5)
    made: list[dict[str, Any]] = []
    for n, (how, what, where) in enumerate(itertools.product(_HOW, _WHAT, _WHERE)):
        made.append(
            {
                "n": n,
                "title": f"{how} {what}: {where}",
                "abstract": f"We study {what.lower()} {where}. " + f"It is {how.lower()}. " * (n % 7 + 3),
                "year": 2010 + n % 12,
                "authors": [f"{draw.choice(_GIVEN)} {draw.choice(_FAMILY)}" for _ in range(1 + n % 4)],
                "arxiv": f"{10 + n % 12}{1 + n % 9:02}.{n:05}" if n % 3 else None,
                "doi": f"10.1000/x{n}" if n % 2 else None,
                "cites": draw.sample(range(n), k=min(n, 5)),
            }
        )
    return made


PAPERS = two_hundred()


def arxiv_id(paper: dict[str, Any]) -> str:
    """Return how the JSON lines name a paper."""
    return f"arxiv:{paper['arxiv']}" if paper["arxiv"] else f"paper-{paper['n']}"


def as_jsonl(path: Path) -> Path:
    """Write all, with arXiv ids or ids of their own, and references in both."""
    rows = [
        {**{k: p[k] for k in ("title", "abstract", "year", "authors")}, "id": arxiv_id(p), "venue": "arXiv",
         "ids": {"arxiv": p["arxiv"]} if p["arxiv"] else {}, "references": [arxiv_id(PAPERS[c]) for c in p["cites"]]}
        for p in PAPERS
    ]  # fmt: skip
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def as_bibtex(path: Path) -> Path:
    """Write all as published a year later, with LaTeX in titles, names turned around, and DOIs."""
    entries = []
    for p in PAPERS:
        names = " and ".join(", ".join(reversed(name.split())) for name in p["authors"])
        title = p["title"].replace("β", r"$\beta$").replace("Bayesian", "{B}ayesian").replace("-", "--")
        doi = f"  doi = {{{p['doi'].upper()}}},\n" if p["doi"] else ""
        entries.append(
            f"@inproceedings{{key{p['n']},\n  title = {{{title}}},\n  author = {{{names}}},\n{doi}"
            f"  booktitle = {{Some Conference}},\n  year = {{{p['year'] + 1}}}\n}}\n"
        )
    path.write_text("\n".join(entries), encoding="utf-8")
    return path


def as_csv(path: Path) -> Path:
    """Write all by numbers, with the beginning of the abstract and what DOIs and arXiv ids there are."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("id", "title", "abstract", "year", "authors", "doi", "arxiv"))
        for p in PAPERS:
            title, abstract, doi = p["title"].replace(": ", " – "), p["abstract"][:40], p["doi"] if p["n"] % 5 else ""
            table.writerow((p["n"], title, abstract, p["year"], "; ".join(p["authors"]), doi, p["arxiv"]))
    return path


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> list[list[tuple[str, Paper]]]:
    """Return what the three files hold, read as a build reads them."""
    folder = tmp_path_factory.mktemp("sources")
    paths = [as_jsonl(folder / "a.jsonl"), as_bibtex(folder / "b.bib"), as_csv(folder / "c.csv")]
    found = []
    for path in paths:
        items = [item for item in sources.read([path]) if isinstance(item, sources.Item)]
        assert all(isinstance(item.record, Paper) for item in items)
        found.append([(item.source, item.record) for item in items if isinstance(item.record, Paper)])
    return found


def put(corpus: Corpus, *parts: Sequence[tuple[str, Paper]], whole: bool = True) -> Ingested:
    staging = corpus.stage()
    read = {source for part in parts for source, _ in part}
    for source, paper in itertools.chain.from_iterable(parts):
        staging.add(paper, source)
    return staging.apply(read if whole else ())


def told(corpus: Corpus) -> tuple[list[Paper], list[tuple[str, str]], list[str], list[tuple[str, str, str]]]:
    """Return all that the graph takes from records, and why they were joined."""
    citations = Citations(corpus)
    edges = sorted(edge.model_dump_json() for edge in citations.edges())
    joins = sorted((d.paper, d.other, d.reason) for d in corpus.paper_journal.all())
    return list(corpus.papers()), list(corpus.aliases()), [*edges, str(citations.waiting())], joins


@pytest.fixture(scope="module")
def expected(records: list[list[tuple[str, Paper]]], tmp_path_factory: pytest.TempPathFactory):
    with Corpus(tmp_path_factory.mktemp("expected") / "kg.db") as corpus:
        put(corpus, *records)
        return told(corpus)


def test_two_hundred_papers_of_three_sources_are_two_hundred(records, expected) -> None:
    papers, _, edges, joins = expected
    assert [len(part) for part in records] == [200, 200, 200]
    assert len(papers) == 200
    assert len(joins) == 400
    cited = {(p["n"], c) for p in PAPERS for c in p["cites"]}
    assert len(edges) - 1 == len(cited)
    assert edges[-1] == "0"
    by_title = {p.title: p for p in papers}
    for p in PAPERS:
        paper = by_title[p["title"]]
        assert paper.abstract == p["abstract"]
        assert (paper.year, paper.venue, paper.ids.arxiv, paper.ids.doi) == (
            p["year"],
            "Some Conference",
            p["arxiv"],
            p["doi"],
        )
        assert paper.authors == tuple(p["authors"])


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_one_after_the_other_they_give_the_same(records, expected, tmp_path: Path, order: tuple[int, ...]) -> None:
    with Corpus(tmp_path / "kg.db") as corpus:
        for part in order:
            put(corpus, records[part])
        assert told(corpus) == expected


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_in_any_order_and_any_number_of_steps_they_give_the_same(records, expected, tmp_path_factory, data) -> None:
    every = [one for part in records for one in part]
    draw = random.Random(data.draw(st.integers(0, 2**32)))
    draw.shuffle(every)
    steps = data.draw(st.integers(1, 4))
    with Corpus(tmp_path_factory.mktemp("steps") / "kg.db") as corpus:
        for step in range(steps):
            put(corpus, every[step::steps], whole=False)
        assert told(corpus) == expected


def test_a_source_that_goes_takes_only_its_share(records, expected, tmp_path: Path) -> None:
    with Corpus(tmp_path / "kg.db") as corpus:
        put(corpus, records[0])
        before = told(corpus)
        both = put(corpus, records[0], records[2])
        assert (both.distinct, both.new, both.removed) == (200, 0, 0)
        staging = corpus.stage()
        gone = staging.apply({records[2][0][0]})
        assert (gone.distinct, gone.removed) == (0, 0)
        assert told(corpus) == before


def test_counts_are_of_papers(records, tmp_path: Path) -> None:
    with Corpus(tmp_path / "kg.db") as corpus:
        assert put(corpus, *records).model_dump() == {
            "distinct": 200, "new": 200, "changed": 0, "unchanged": 0, "removed": 0,
        }  # fmt: skip
        assert put(corpus, *records).unchanged == 200
        assert put(corpus, records[1]).unchanged == 200
        assert put(corpus, [(s, p) for s, p in records[0] if p.id != "arxiv:1102.00001"], records[1]).changed == 1


def test_all_names_of_a_paper_lead_to_it(records, tmp_path: Path) -> None:
    with Corpus(tmp_path / "kg.db") as corpus:
        put(corpus, *records)
        paper = corpus.find("https://arxiv.org/abs/1102.00001v3")
        assert paper == "arxiv:1102.00001"
        assert {corpus.find(name) for name in ("1", "doi:10.1000/x1", "10.1000/X1", paper)} == {paper}
        assert corpus.find("nobody") is None
        assert corpus.remove(["1"]) == [paper]
        assert corpus.find("doi:10.1000/x1") is None
        assert len(corpus.ids()) == 199


def test_a_split_stays_until_it_is_undone(records, expected, tmp_path: Path) -> None:
    with Corpus(tmp_path / "kg.db") as corpus:
        put(corpus, *records)
        split = corpus.paper_journal.add(ruling(corpus, "split", "arxiv:1102.00001", "b.bib#doi:10.1000/x1", "said"))
        assert corpus.identify()
        assert not corpus.identify()
        assert len(corpus.ids()) == 201
        changed = [(s, p.model_copy(update={"year": 2012}) if p.id == "doi:10.1000/x1" else p) for s, p in records[1]]
        put(corpus, changed)
        assert len(corpus.ids()) == 201
        put(corpus, records[1])
        corpus.paper_journal.undo(split.seq)
        corpus.identify()
        assert told(corpus)[:3] == expected[:3]


def test_a_join_of_the_program_is_undone_by_its_number(records, tmp_path: Path) -> None:
    with Corpus(tmp_path / "kg.db") as corpus:
        put(corpus, records[0], records[1])
        join = next(d for d in corpus.paper_journal.all() if "arxiv:1102.00001" in (d.paper, d.other))
        assert join.by == "program"
        assert corpus.paper_journal.undo(join.seq).undone
        corpus.identify()
        assert len(corpus.ids()) == 201
        put(corpus, *records)
        titles = [p.title.casefold() for p in corpus.papers() if "low-rank" not in p.title.casefold()]
        assert len(titles) >= 180
        corpus.paper_journal.undo()
        corpus.identify()
        assert len(corpus.ids()) == 200


def test_a_ruling_needs_two_records(records, tmp_path: Path) -> None:
    with Corpus(tmp_path / "kg.db") as corpus:
        put(corpus, *records)
        with pytest.raises(UsageError, match="SOURCE#ID"):
            ruling(corpus, "split", "arxiv:1102.00001", "1", "both are in the table's record")
        with pytest.raises(UnknownName, match="nobody"):
            ruling(corpus, "merge", "arxiv:1102.00001", "nobody", "")
        with pytest.raises(UnknownName, match=r"other\.bib"):
            ruling(corpus, "merge", "arxiv:1102.00001", "other.bib#doi:10.1000/x1", "")
        with pytest.raises(UsageError, match="nobody ruled"):
            corpus.paper_journal.undo()


def test_an_id_that_two_papers_claim_names_neither_but_in_its_own_source(tmp_path: Path) -> None:
    with Corpus(tmp_path / "kg.db") as corpus:
        mine = [("s", Paper(id="1", title="On kernels")), ("s", Paper(id="2", title="More kernels", references=("1",)))]
        theirs = [("t", Paper(id="1", title="Deep nets")), ("t", Paper(id="3", title="Deeper nets", references=("1",)))]
        put(corpus, mine, theirs)
        assert corpus.find("1") is None
        cited = {edge.source: edge.target for edge in Citations(corpus).edges()}
        titles = {p.id: p.title for p in corpus.papers()}
        assert {titles[a]: titles[b] for a, b in cited.items()} == {
            "More kernels": "On kernels",
            "Deeper nets": "Deep nets",
        }
        assert all(id.startswith("1~") for id in titles if titles[id] in ("On kernels", "Deep nets"))
        put(corpus, [], mine)
        staging = corpus.stage()
        staging.apply({"t"})
        assert corpus.find("1") == "1"
