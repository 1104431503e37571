"""Find tasks and data that no paper names together, though what they are named with suggests it."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from kg.analytics.record import Backtest, Gap, Gaps
from kg.analytics.years import Dated, Naming, later_half

_DATA = ("Dataset", "Benchmark")
_THROUGH = 3


class _Likely(NamedTuple):
    score: float
    task: str
    data: str
    through: tuple[str, ...]


def gaps(naming: Naming, *, top: int = 20, least: int = 3) -> Gaps:
    """Return pairs of a task and a dataset or benchmark, each in `least` papers, none in both, the likeliest first.

    The score adds, over the entities that papers name with both, 1 / ln(1 + number of others that the
    entity is named with) (Adamic and Adar, 2003). The backtest lists pairs from the papers of the
    earlier half of the years and counts those that a later paper names together, beside a random
    list and a list by popularity. O(sum over entities of tasks times data named with each).
    """
    rows = _likely(naming, naming.papers, least)
    shown = tuple(
        Gap(
            task=naming.names[row.task],
            data=naming.names[row.data],
            data_type=naming.types[row.data],
            score=row.score,
            through=tuple(naming.names[e] for e in row.through),
        )
        for row in rows[:top]
    )
    note = None if shown else "no task and no data are joined only through others"
    return Gaps(rows=shown, note=note, backtest=_backtest(naming, top, least))


def _backtest(naming: Naming, top: int, least: int) -> Backtest | None:
    since = later_half(naming.years, Counter(paper.year for paper in naming.papers))
    if since is None:
        return None
    earlier = [paper for paper in naming.papers if paper.year < since]
    listed = _likely(naming, earlier, least)
    if not listed:
        return None
    came = {
        (task, data)
        for paper in naming.papers
        if paper.year >= since
        for task in paper.entities
        if naming.types[task] == "Task"
        for data in paper.entities
        if naming.types[data] in _DATA
    }
    papers = Counter(entity for paper in earlier for entity in paper.entities)
    popular = sorted(listed, key=lambda row: (-papers[row.task] * papers[row.data], row.task, row.data))
    count = min(top, len(listed))
    return Backtest(
        since=since,
        listed=count,
        came=sum((row.task, row.data) in came for row in listed[:count]),
        by_chance=count * sum((row.task, row.data) in came for row in listed) / len(listed),
        by_popularity=sum((row.task, row.data) in came for row in popular[:count]),
    )


def _likely(naming: Naming, papers: Iterable[Dated], least: int) -> list[_Likely]:
    counts: Counter[str] = Counter()
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for paper in papers:
        counts.update(paper.entities)
        for entity in paper.entities:
            beside[entity] |= paper.entities
    known = {entity for entity, count in counts.items() if count >= least}
    score: defaultdict[tuple[str, str], float] = defaultdict(float)
    through: defaultdict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
    for entity in sorted(beside):
        others = beside[entity] - {entity}
        tasks = [o for o in others if o in known and naming.types[o] == "Task"]
        data = [o for o in others if o in known and naming.types[o] in _DATA]
        if not tasks or not data or naming.types[entity] == "Metric":
            continue
        weight = 1.0 / math.log(1 + len(others))
        for task in tasks:
            for one in data:
                if one not in beside[task]:
                    score[task, one] += weight
                    through[task, one].append((-weight, entity))
    found = [
        _Likely(value, task, data, tuple(e for _, e in sorted(through[task, data])[:_THROUGH]))
        for (task, data), value in score.items()
    ]
    return sorted(found, key=lambda row: (-round(row.score, 9), row.task, row.data))
