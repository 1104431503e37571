"""Train floret word vectors on abstracts that carry no labels."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from kg.extract.training.texts import unlabelled_texts

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language

log = logging.getLogger(__name__)


def train_vectors(nlp: Language, data: Path, out: Path, *, dim: int, buckets: int, epochs: int, threads: int) -> Path:
    """Train skip-gram floret vectors on all texts under `data`; return the `.floret` table.

    `nlp` supplies the tokenizer, so that training sees the words that reading sees. With more
    than one thread two runs differ by noise (floret updates weights without locks).
    Algorithm: Bojanowski et al. 2017 (subwords), stored as a Bloom table.
    """
    import floret

    corpus = out.with_suffix(".txt")
    with corpus.open("w", encoding="utf-8", errors="replace") as lines:
        for count, text in enumerate(unlabelled_texts(data), start=1):
            words = [token.text for token in nlp.make_doc(text) if not token.is_space]
            lines.write(" ".join(words) + "\n")
            if count % 20_000 == 0:
                log.info("vectors: %d texts split into words", count)
    model = floret.train_unsupervised(
        str(corpus),
        model="skipgram",
        mode="floret",
        hashCount=2,
        bucket=buckets,
        minn=3,
        maxn=5,
        minCount=5,
        dim=dim,
        epoch=epochs,
        ws=4,
        neg=4,
        lr=0.05,
        thread=threads,
        verbose=1,
    )
    table = out.with_suffix(".floret")
    model.save_floret_vectors(str(table))
    corpus.unlink()
    return table
