"""Read papers for training and count their words."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from kg.related.grams import grams, paper_grams
from kg.related.matrix import Floats, Ints
from schemas.paper import title_key

LEAST_WORD = 6
"""Papers that a word must be in to have a vector."""
LEAST_PAIR = 35


class Text(NamedTuple):
    """Hold one paper."""

    id: str
    title: str
    abstract: str


class Citing(NamedTuple):
    """Hold the number of a paper and of those that it cites."""

    paper: int
    cited: Ints


class Counted(NamedTuple):
    """Hold weighted counts: papers (or their fields) by term, rows of length 1."""

    terms: list[str]
    rarity: Floats
    titles: csr_array
    abstracts: csr_array
    papers: csr_array


def read_texts(data: Path) -> list[Text]:
    """Read the pool of the citation set, by id, then other abstracts whose titles are not in it."""
    pool = sorted(_texts(data / "related" / "neurips2025" / "pool.jsonl.gz"), key=lambda text: text.id)
    titles = {title_key(text.title) for text in pool}
    others: dict[str, Text] = {}
    for text in _texts(data / "papers" / "abstracts.jsonl.gz"):
        if title_key(text.title) not in titles:
            others.setdefault(title_key(text.title), text)
    return pool + list(others.values())


def read_citing(data: Path, texts: Sequence[Text]) -> list[Citing]:
    """Read which papers of the set cite which; a paper that is not among the texts is left out."""
    numbers = {text.id: number for number, text in enumerate(texts)}
    found = []
    with (data / "related" / "neurips2025" / "queries.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            paper = numbers[record["query_id"]]
            cited = sorted({numbers[c] for c in record["cited"] if c in numbers} - {paper})
            found.append(Citing(paper, np.array(cited, dtype=np.int64)))
    return found


def count(texts: Sequence[Text]) -> Counted:
    """Count and weigh the terms of all papers: 1 + ln tf, times ln(N/df) + 1."""
    held: Counter[str] = Counter()
    for text in texts:
        held.update({*grams(text.title), *grams(text.abstract)})
    terms = sorted(t for t, c in held.items() if c >= (LEAST_PAIR if " " in t else LEAST_WORD))
    numbers = {term: number for number, term in enumerate(terms)}
    rarity = np.array([np.log(len(texts) / held[t]) + 1.0 for t in terms], dtype=np.float32)
    return Counted(
        terms,
        rarity,
        _weighed((grams(t.title) for t in texts), numbers, rarity),
        _weighed((grams(t.abstract) for t in texts), numbers, rarity),
        _weighed((paper_grams(t.title, t.abstract) for t in texts), numbers, rarity),
    )


def _texts(path: Path) -> Iterator[Text]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield Text(record["id"], record["title"], record.get("abstract") or "")


def _weighed(lists: Iterable[list[str]], numbers: dict[str, int], rarity: Floats) -> csr_array:
    sizes, terms, counts = [0], [], []
    for found in lists:
        own = Counter(numbers[gram] for gram in found if gram in numbers)
        terms.append(np.fromiter(own.keys(), dtype=np.int32, count=len(own)))
        counts.append(np.fromiter(own.values(), dtype=np.float32, count=len(own)))
        sizes.append(sizes[-1] + len(own))
    columns = np.concatenate(terms)
    values = (1.0 + np.log(np.concatenate(counts))) * rarity[columns]
    starts = np.array(sizes, dtype=np.int32)
    lengths = np.sqrt(np.add.reduceat(np.append(values**2, 0.0), starts[:-1]))
    spans = np.diff(starts)
    values /= np.repeat(np.where(spans > 0, lengths, 1.0), spans)
    return csr_array((values.astype(np.float32), columns, starts), shape=(len(spans), len(rarity)))
