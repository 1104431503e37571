"""Score what the pipeline reads against annotated papers."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.extract.training.claims import same_value
from schemas.mention import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from schemas.mention import Extraction

    Row = dict[str, Any]

CORE = ("Model", "Dataset", "Benchmark", "Data")
_RESAMPLES = 500


def evaluate(rows: Sequence[Row], read: Sequence[Extraction], seen: set[str]) -> dict[str, Any]:
    """Return all scores of readings against rows in the same order.

    `seen` holds the lower-case surfaces of the training papers. Mentions, nodes and roles are counted
    as the annotation's own scoring tool counts them; `_data` takes Dataset and Benchmark as one type.
    """
    gold_spans = [_spans(row) for row in rows]
    read_spans = [{(m.field, m.start, m.end, m.type) for m in one.mentions} for one in read]
    gold_nodes = [{(e["text"].lower(), e["type"]) for e in row["entities"]} for row in rows]
    read_nodes = [{(m.text.lower(), m.type) for m in one.mentions} for one in read]
    gold_pairs = [{_pair(e["text"], e["same_as"]) for e in row["entities"] if "same_as" in e} for row in rows]
    read_pairs = [{_pair(a.long, a.short) for a in one.acronyms} for one in read]
    gold_claims = [
        {(c["subject"].lower(), c["on"].lower(), same_value(c["value"])) for c in row["results"]} for row in rows
    ]
    read_claims = [{(c.subject.lower(), c.on.lower(), same_value(c.value)) for c in one.claims} for one in read]
    new = [
        {s for s in spans if row[s[0]][s[1] : s[2]].lower() not in seen}
        for row, spans in zip(rows, gold_spans, strict=True)
    ]
    found_new = sum(len(a & b) for a, b in zip(new, read_spans, strict=True))
    return {
        "papers": len(rows),
        "mention": by_type(gold_spans, read_spans),
        "node": by_type(gold_nodes, read_nodes),
        "node_data": by_type(*(list(map(_folded, side)) for side in (gold_nodes, read_nodes))),
        "role": _role_accuracy(rows, read),
        "acronyms": _f1(gold_pairs, read_pairs),
        "claims": _f1(gold_claims, read_claims),
        "calibration_error": calibration_error(
            [
                (m.confidence, (m.field, m.start, m.end, m.type) in gold)
                for one, gold in zip(read, gold_spans, strict=True)
                for m in one.mentions
            ]
        ),
        "recall_of_new_surfaces": round(found_new / max(1, sum(map(len, new))), 4),
    }


def by_type(gold: Sequence[set[Any]], read: Sequence[set[Any]]) -> dict[str, dict[str, float]]:
    """Return scores per type (the last part of each item), for `ALL` and for the `core` types.

    `ALL` and `core` carry a 95% bootstrap interval of F1 over papers.
    """
    types = sorted({item[-1] for side in (gold, read) for items in side for item in items})
    out = {t: _f1(*(_only(side, (t,)) for side in (gold, read))) for t in types}
    for name, kept in (("ALL", tuple(types)), ("core", CORE)):
        sides = [_only(side, kept) for side in (gold, read)]
        out[name] = _f1(*sides) | {"interval": _interval(*sides)}
    return out


def calibration_error(judged: Iterable[tuple[float, bool]]) -> float:
    """Return the expected calibration error over ten equal bins of confidence."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in judged:
        bins[min(9, int(10 * confidence))].append((confidence, right))
    total = sum(map(len, bins.values()))
    gaps = (len(b) * abs(np.mean([c for c, _ in b]) - np.mean([r for _, r in b])) for b in bins.values())
    return round(float(sum(gaps)) / max(1, total), 4)


def _role_accuracy(rows: Sequence[Row], read: Sequence[Extraction]) -> float:
    right: Counter[bool] = Counter()
    for row, one in zip(rows, read, strict=True):
        gold = {(e["text"].lower(), e["type"]): e["role"] for e in row["entities"]}
        mine: dict[Hashable, str] = {(m.text.lower(), m.type): m.role for m in one.mentions}
        right.update(gold[key] == mine[key] for key in gold.keys() & mine.keys())
    return round(right[True] / max(1, right.total()), 4)


def _counts(gold: Sequence[set[Any]], read: Sequence[set[Any]]) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Return, per paper: found and right, found and wrong, missed."""
    return np.array([(len(g & r), len(r - g), len(g - r)) for g, r in zip(gold, read, strict=True)])


def _f1(gold: Sequence[set[Any]], read: Sequence[set[Any]]) -> dict[str, Any]:
    hit, wrong, missed = _counts(gold, read).sum(axis=0)
    return {
        "p": round(float(hit / max(1, hit + wrong)), 4),
        "r": round(float(hit / max(1, hit + missed)), 4),
        "f": round(float(2 * hit / max(1, 2 * hit + wrong + missed)), 4),
        "gold": int(hit + missed),
    }


def _interval(gold: Sequence[set[Any]], read: Sequence[set[Any]]) -> list[float]:
    counts = _counts(gold, read)
    drawn = np.random.default_rng(0).integers(len(counts), size=(_RESAMPLES, len(counts)))
    hit, wrong, missed = counts[drawn].sum(axis=1).T
    low, high = np.quantile(2 * hit / np.maximum(1, 2 * hit + wrong + missed), [0.025, 0.975])
    return [round(float(low), 4), round(float(high), 4)]


def _spans(row: Row) -> set[tuple[str, int, int, str]]:
    return {(field, *span) for field in FIELDS for span in map(tuple, row[f"{field}_spans"])}


def _pair(one: str, other: str) -> tuple[str, ...]:
    return tuple(sorted((one.lower(), other.lower())))


def _folded(items: set[Any]) -> set[Any]:
    return {(*item[:-1], "Data" if item[-1] in ("Dataset", "Benchmark") else item[-1]) for item in items}


def _only(side: Sequence[set[Any]], types: tuple[str, ...]) -> list[set[Any]]:
    keep: Callable[[Any], bool] = lambda item: item[-1] in types  # noqa: E731
    return [set(filter(keep, items)) for items in side]
