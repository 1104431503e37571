"""How well related work is found: `python -m benchmarks.related [DATA] [--folds N] [--work FOLDER]`.

On `related/neurips2025` each of the 731 citing papers is asked for, and what it cites should come
first: recall@20 and average precision over the first 100, with bootstrap intervals at 95% over the
papers. The vectors of words are learned anew for each fifth of the papers from the other four
fifths, so none is judged by what it was taught with; with citations, those four fifths' reference
lists are in the graph too. BM25, TF-IDF and TF-IDF with propagation are measured in the same run,
and on `related/cacm`. Leaving parts out one by one says what each adds.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from kg.related import RelatedIndex, Wanted
from kg.related.citations import CitationIndex
from kg.related.entities import EntityIndex
from kg.related.meaning import Meaning
from kg.related.runs import Runs
from kg.related.subjects import SubjectIndex
from kg.related.text import TextIndex
from kg.related.training.__main__ import nearest_by_words
from kg.related.training.embedding import begin, learn_citations, learn_titles
from kg.related.training.texts import Citing, Text, count, read_citing, read_texts
from loaders.snapshot import Snapshot, SnapshotWriter

DEPTH = 100
FOLDS = 5
Ranker = Callable[[int], list[int]]
"""From the number of a paper to the numbers of those found, the best first."""


class Measured(NamedTuple):
    """Hold recall@20 and average precision of each query."""

    recall: list[float]
    precision: list[float]


def measure(ranker: Ranker, queries: Iterable[Citing]) -> Measured:
    recall, precision = [], []
    for query in queries:
        found = [paper for paper in ranker(query.paper) if paper != query.paper][:DEPTH]
        hit = np.isin(found, query.cited)
        recall.append(float(hit[:20].sum()) / len(query.cited))
        places = np.flatnonzero(hit) + 1
        precision.append(float((np.arange(1, len(places) + 1) / places).sum()) / len(query.cited))
    return Measured(recall, precision)


def interval(values: list[float]) -> str:
    chance = np.random.default_rng(0)
    data = np.array(values)
    means = data[chance.integers(0, len(data), (1000, len(data)))].mean(1)
    low, high = np.percentile(means, [2.5, 97.5])
    return f"{data.mean():.3f} [{low:.3f}, {high:.3f}]"


def row(name: str, found: Measured) -> None:
    print(f"| {name} | {interval(found.recall)} | {interval(found.precision)} |", flush=True)


def heading(title: str) -> None:
    print(f"\n{title}\n\n| | recall@20 | MAP@100 |\n|---|---|---|", flush=True)


def by_index(index: RelatedIndex, *, popularity: bool = True) -> Ranker:
    numbers = {id: number for number, id in enumerate(index.ids.all())}
    wanted = Wanted(popularity=popularity)
    return lambda paper: [numbers[hit.id] for hit in index.rank(index.ids.at(paper), DEPTH + 1, wanted)]


def by_bm25(texts: list[Text]) -> Ranker:
    import bm25s

    whole = [f"{t.title} {t.abstract}" for t in texts]
    tokens = bm25s.tokenize(whole, stopwords="en", show_progress=False)
    engine = bm25s.BM25()
    engine.index(tokens, show_progress=False)

    def ranker(paper: int) -> list[int]:
        asked = bm25s.tokenize([whole[paper]], stopwords="en", show_progress=False)
        found, _ = engine.retrieve(asked, k=DEPTH + 1, show_progress=False)
        return [int(n) for n in found[0]]

    return ranker


def by_tfidf(texts: list[Text], lists: CitationIndex | None = None) -> Ranker:
    """Rank by TF-IDF; with reference lists, add what the 20 nearest citing papers cite."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    weigh = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2, stop_words="english", dtype=np.float32)
    matrix = weigh.fit_transform(f"{t.title} {t.abstract}" for t in texts).tocsr()

    def ranker(paper: int) -> list[int]:
        scores = (matrix @ matrix[paper].T).toarray().ravel()
        if lists is not None:
            citing = np.flatnonzero(np.diff(lists.cites.indptr))
            citing = citing[citing != paper]
            near = citing[np.argsort(-scores[citing], kind="stable")[:20]]
            weights = scores[near] / scores[near].sum()
            for one, weight in zip(near.tolist(), weights.tolist(), strict=True):
                scores[lists.cites.row(one)[0]] += 0.2 * weight
        best = np.argpartition(-scores, DEPTH + 1)[: DEPTH + 1]
        return [int(n) for n in best[np.argsort(-scores[best], kind="stable")]]

    return ranker


def index_of(texts: list[Text]) -> RelatedIndex:
    papers = [(t.id, t.title, t.abstract, 0) for t in texts]
    return RelatedIndex.of(papers, _no_entities(len(texts)), CitationIndex.of([], len(texts)))


def _no_entities(papers: int) -> EntityIndex:
    with tempfile.TemporaryDirectory() as folder:
        writer = SnapshotWriter(Path(folder) / "empty.sqlite")
        writer.finish()
        with Snapshot(Path(folder) / "empty.sqlite") as snapshot:
            return EntityIndex.build(snapshot, {str(n): n for n in range(papers)})


def neurips(data: Path, folds: int, work: Path) -> None:
    texts = read_texts(data)
    citing = read_citing(data, texts)
    pool = texts[: 1 + max(max(int(one.cited.max(initial=0)), one.paper) for one in citing)]
    fold = np.random.default_rng(5).permutation(np.arange(len(citing)) % FOLDS)
    asked = [citing[i] for i in np.flatnonzero(fold < folds)]
    index = index_of(pool)
    print(f"\n{len(asked)} papers asked for among {len(pool)}; MAP over {DEPTH}")
    heading("Text only")
    row("BM25 (bm25s)", measure(by_bm25(pool), asked))
    row("TF-IDF with pairs (scikit-learn)", measure(by_tfidf(pool), asked))
    without: dict[str, Measured] = {}
    for number in range(folds):
        model = _model(texts, citing, pool, fold, number, work)
        subjects = SubjectIndex(*model.read_all(index.runs))
        test = [citing[i] for i in np.flatnonzero(fold == number)]
        known = [citing[i] for i in np.flatnonzero(fold != number)]
        lists = CitationIndex.of([(one.paper, int(c)) for one in known for c in one.cited], len(pool))
        tuned = index._replace(subjects=subjects)
        for name, ranker in _parts(tuned, lists, by_tfidf(pool, lists)).items():
            found = measure(ranker, test)
            held = without.setdefault(name, Measured([], []))
            held.recall.extend(found.recall)
            held.precision.extend(found.precision)
    for name, found in without.items():
        if name == "TF-IDF with propagation":
            heading("With the other papers' reference lists")
        row(name, found)


def _parts(index: RelatedIndex, lists: CitationIndex, baseline: Ranker) -> dict[str, Ranker]:
    """Return all of it and what is left when one part is taken out, without citations and with them."""
    size = index.ids.count
    plain = SubjectIndex(np.zeros((size, 1), dtype=np.float32), np.zeros(size, dtype=np.float32))
    nothing = Runs.read([("", "")] * size)
    wordless = index._replace(text=TextIndex.build(nothing))
    full = index._replace(citations=lists)
    return {
        "all": by_index(index),
        "without words": by_index(wordless),
        "without vectors and popularity": by_index(index._replace(subjects=plain)),
        "without popularity": by_index(index, popularity=False),
        "TF-IDF with propagation": baseline,
        "all, with citations": by_index(full),
        "with citations, without words": by_index(wordless._replace(citations=lists)),
        "with citations, without vectors and popularity": by_index(full._replace(subjects=plain)),
        "with citations, without popularity": by_index(full, popularity=False),
    }


def _model(
    texts: list[Text], citing: list[Citing], pool: list[Text], fold: np.ndarray, number: int, work: Path
) -> Meaning:
    """Learn from all folds but one; what was learned is kept in `work`."""
    learned, started = work / f"fold-{number}.npz", work / "titles.npy"
    counted = count(texts)
    if not learned.exists():
        if not started.exists():
            vectors = begin(counted.papers)
            learn_titles(counted, vectors, print)
            np.save(started, vectors)
        known = [citing[i] for i in np.flatnonzero(fold != number)]
        near = nearest_by_words(counted, known, len(pool))
        vectors, pull = learn_citations(counted.papers[: len(pool)], known, near, np.load(started), print)
        np.savez(learned, vectors=vectors, pull=pull)
    held = np.load(learned)
    return Meaning.of(counted.terms, counted.rarity, held["vectors"], held["pull"])


def cacm(data: Path) -> None:
    records = [json.loads(line) for line in (data / "related" / "cacm" / "docs.jsonl").open(encoding="utf-8")]
    records.sort(key=lambda record: record["id"])
    texts = [Text(r["id"], r["title"], r["abstract"]) for r in records]
    numbers = {r["id"]: n for n, r in enumerate(records)}
    linked = [
        np.array(sorted({numbers[link] for link in r["links"]} - {n}), dtype=np.int64) for n, r in enumerate(records)
    ]
    asked = [Citing(n, linked[n]) for n, r in enumerate(records) if r["abstract"] and len(linked[n]) >= 3]
    heading(f"CACM: {len(asked)} papers with an abstract and at least 3 links, among {len(texts)}")
    row("BM25 (bm25s)", measure(by_bm25(texts), asked))
    row("TF-IDF with pairs (scikit-learn)", measure(by_tfidf(texts), asked))
    index = index_of(texts)
    row("text, as shipped", measure(by_index(index), asked))
    row("the same without popularity", measure(by_index(index, popularity=False), asked))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?", default=Path("../shared/data"))
    parser.add_argument("--folds", type=int, default=FOLDS, help="how many of the five fifths are asked for")
    parser.add_argument(
        "--work",
        type=Path,
        default=Path(tempfile.gettempdir()) / "related.bench",
        help="where learned vectors are kept",
    )
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    cacm(given.data)
    neurips(given.data, given.folds, given.work)


if __name__ == "__main__":
    main()
