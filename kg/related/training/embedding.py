"""Learn vectors of words so that a paper is near to what it cites.

A paper's vector is the sum of its terms' vectors, each times its weight, brought to length 1. They
begin as the strongest directions of the counts (LSA: Deerwester et al., 1990), then learn to find a
paper's abstract by its title among those of others, then what a paper cites among what it does not:
softmax over candidates both times (van den Oord et al., 2018). With the vectors a number a term is
learned, its `pull`: how much more a paper that holds it is cited than its likeness explains.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from scipy.sparse import csr_array

from kg.related.matrix import Floats, Ints
from kg.related.training.texts import Citing, Counted

SIZE = 128
TITLE_ROUNDS = 2
TITLE_BATCH = 1024
TITLE_RATE = 0.02
TITLE_HEAT = 0.06
CITED_ROUNDS = 9
CITED_BATCH = 48
CITED_RATE = 0.003
CITED_HEAT = 0.07
OTHERS = 1500
"""Papers drawn by chance that nobody in a batch need cite."""
HARD, HARD_OF = 12, 150
"""Papers a citing paper draws from those nearest to it by words, of how many."""
Report = Callable[[str], None]


class _Adam:
    """Follow a gradient (Kingma and Ba, 2015), slowly for the first 20 steps."""

    def __init__(self, values: Floats, rate: float) -> None:
        self._values, self._rate, self._steps = values, rate, 0
        self._mean, self._square = np.zeros_like(values), np.zeros_like(values)

    def step(self, gradient: Floats) -> None:
        self._steps += 1
        self._mean += 0.1 * (gradient - self._mean)
        self._square += 0.02 * (gradient * gradient - self._square)
        rate = self._rate * min(1.0, self._steps / 20) / (1 - 0.9**self._steps)
        self._values -= rate * self._mean / (np.sqrt(self._square / (1 - 0.98**self._steps)) + 1e-8)


def begin(papers: csr_array, seed: int = 0) -> Floats:
    """Return the strongest directions of the counts: one vector a term."""
    directions = np.random.default_rng(seed).standard_normal((papers.shape[1], SIZE)).astype(np.float32)
    turned = papers.T.tocsr()
    for _ in range(3):
        directions, _ = np.linalg.qr(turned @ (papers @ directions))
    seen = papers @ directions
    turn, _, _ = np.linalg.svd(seen.T @ seen)
    return np.ascontiguousarray(directions @ turn * np.sqrt(papers.shape[1] / SIZE), dtype=np.float32)


def learn_titles(counted: Counted, vectors: Floats, report: Report, seed: int = 0) -> None:
    """Move the vectors so that titles find their abstracts."""
    chance = np.random.default_rng(seed)
    adam = _Adam(vectors, TITLE_RATE)
    whole = np.flatnonzero((np.diff(counted.titles.indptr) > 1) & (np.diff(counted.abstracts.indptr) > 20))
    same = np.arange(TITLE_BATCH)
    for turn in range(TITLE_ROUNDS):
        order, losses = chance.permutation(whole), []
        for start in range(0, len(order) - TITLE_BATCH, TITLE_BATCH):
            batch = order[start : start + TITLE_BATCH]
            titles, abstracts = counted.titles[batch], counted.abstracts[batch]
            (a, a_length), (b, b_length) = embed(titles, vectors), embed(abstracts, vectors)
            logits = a @ b.T / TITLE_HEAT
            down, across = _softmax(logits, 1), _softmax(logits, 0)
            losses.append(float(-np.log(down[same, same] + 1e-9).mean()))
            slope: Floats = (down + across) / np.float32(2)
            slope[same, same] -= 1
            slope /= TITLE_HEAT * TITLE_BATCH
            moved = titles.T @ _back(slope @ b, a, a_length) + abstracts.T @ _back(slope.T @ a, b, b_length)
            adam.step(np.asarray(moved, dtype=np.float32))
        report(f"titles {turn + 1}/{TITLE_ROUNDS}: loss {np.mean(losses):.3f}")


def learn_citations(
    papers: csr_array, citing: Sequence[Citing], near: Ints, start: Floats, report: Report, seed: int = 0
) -> tuple[Floats, Floats]:
    """Return vectors moved so that papers find what they cite, and the pull of each term.

    `near` holds for each citing paper the `HARD_OF` papers nearest to it by words.
    """
    chance = np.random.default_rng(seed)
    vectors, pull = start.copy(), np.zeros(papers.shape[1], dtype=np.float32)
    adam, adam_pull = _Adam(vectors, CITED_RATE), _Adam(pull, 3 * CITED_RATE)
    for turn in range(CITED_ROUNDS):
        order, losses = chance.permutation(len(citing)), []
        for begin_at in range(0, len(order), CITED_BATCH):
            batch = [int(i) for i in order[begin_at : begin_at + CITED_BATCH]]
            hard = [near[i][chance.integers(0, HARD_OF, HARD)] for i in batch]
            drawn = chance.integers(0, papers.shape[0], OTHERS)
            candidates = np.unique(np.concatenate([*(citing[i].cited for i in batch), *hard, drawn]))
            cited = np.zeros((len(batch), len(candidates)), dtype=bool)
            own = np.zeros_like(cited)
            for row, i in enumerate(batch):
                cited[row, np.searchsorted(candidates, citing[i].cited)] = True
                own[row] = candidates == citing[i].paper
            asking, asked = papers[[citing[i].paper for i in batch]], papers[candidates]
            (a, a_length), (b, b_length) = embed(asking, vectors), embed(asked, vectors)
            slope, loss = _slope(np.where(own, -30.0, a @ b.T / CITED_HEAT + (asked @ pull)[None]), cited)
            losses.append(loss)
            adam_pull.step(np.asarray(asked.T @ slope.sum(0) + 1e-5 * pull, dtype=np.float32))
            slope /= CITED_HEAT
            moved = asking.T @ _back(slope @ b, a, a_length) + asked.T @ _back(slope.T @ a, b, b_length)
            adam.step(np.asarray(moved, dtype=np.float32))
        report(f"citations {turn + 1}/{CITED_ROUNDS}: loss {np.mean(losses):.3f}")
    return vectors, pull


def embed(rows: csr_array, vectors: Floats) -> tuple[Floats, Floats]:
    """Return the vectors of papers, of length 1, and the lengths that they had."""
    found = rows @ vectors
    lengths = np.linalg.norm(found, axis=1, keepdims=True) + 1e-6
    return found / lengths, lengths


def _back(slope: Floats, unit: Floats, lengths: Floats) -> Floats:
    result: Floats = (slope - (slope * unit).sum(1, keepdims=True) * unit) / lengths
    return result


def _softmax(logits: Floats, axis: int) -> Floats:
    powers = np.exp(logits - logits.max(axis, keepdims=True))
    result: Floats = powers / powers.sum(axis, keepdims=True)
    return result


def _slope(logits: Floats, cited: np.ndarray) -> tuple[Floats, float]:
    """Return the gradient of the loss, and the loss: each cited paper against all that are not cited."""
    powers = np.exp(logits - logits.max(1, keepdims=True))
    others = (powers * ~cited).sum(1, keepdims=True) + 1e-12
    found = powers / (powers + others)
    many = cited.sum(1, keepdims=True).clip(1)
    share = np.where(cited, 1.0 / (powers + others), 0.0).sum(1, keepdims=True) / many
    slope = np.where(cited, (found - 1.0) / many, powers * share) / len(cited)
    loss = float(-(np.log(found + 1e-9) * cited / many).sum() / len(cited))
    return slope.astype(np.float32), loss
