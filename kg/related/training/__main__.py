"""Make the vectors of words: `python -m kg.related.training DATA`, DATA being the folder with `related` and `papers`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np

from kg.related.matrix import Ints
from kg.related.meaning import FOLDER, Meaning
from kg.related.training.embedding import HARD_OF, begin, learn_citations, learn_titles
from kg.related.training.texts import Citing, Counted, count, read_citing, read_texts


def nearest_by_words(counted: Counted, citing: list[Citing], papers: int) -> Ints:
    """Return for each citing paper the `HARD_OF` of the first `papers` nearest to it by their words."""
    pool = counted.papers[:papers]
    turned = pool.T.tocsr()
    rows = []
    for one in citing:
        scores = (pool[[one.paper]] @ turned).toarray()[0]
        rows.append(np.argpartition(-scores, HARD_OF)[:HARD_OF])
    return np.array(rows)


def main() -> None:
    """Train on all that is there and write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=FOLDER)
    given = parser.parse_args()

    def report(text: str) -> None:
        sys.stderr.write(text + "\n")

    texts = read_texts(given.data)
    citing = read_citing(given.data, texts)
    pool = 1 + max(max(int(one.cited.max(initial=0)), one.paper) for one in citing)
    counted = count(texts)
    report(f"{len(texts)} papers, {len(counted.terms)} terms")
    vectors = begin(counted.papers)
    learn_titles(counted, vectors, report)
    vectors, pull = learn_citations(
        counted.papers[:pool], citing, nearest_by_words(counted, citing, pool), vectors, report
    )
    Meaning.of(counted.terms, counted.rarity, vectors, pull).save(given.out)
    about = {
        "papers": len(texts),
        "citing": len(citing),
        "citations": int(sum(len(one.cited) for one in citing)),
        "terms": len(counted.terms),
        "size": int(vectors.shape[1]),
    }
    (given.out / "meta.json").write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
