"""Find tasks and data that no paper names together, though what they are named with suggests it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from kg.analytics.record import Backtest, Gap, Gaps
from kg.analytics.years import Dated, Naming, later_half

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from scipy.sparse import csr_array

_DATA = ("Dataset", "Benchmark")
_THROUGH = 3


class _Listed(NamedTuple):
    """Hold pairs of a task and data by the numbers of the entities, the likeliest first."""

    ids: list[str]
    papers: npt.NDArray[np.int64]
    """How many papers name each entity."""
    beside: csr_array
    """1 where two entities are named by one paper."""
    weight: npt.NDArray[np.float64]
    """What each entity says of a pair that it is named with; 0 for metrics."""
    tasks: npt.NDArray[np.int64]
    data: npt.NDArray[np.int64]
    scores: npt.NDArray[np.float64]

    def through(self, place: int) -> list[str]:
        """Return the entities that join a pair, the most telling first."""
        import numpy as np

        task, data = int(self.tasks[place]), int(self.data[place])
        both = np.intersect1d(self.beside[[task]].indices, self.beside[[data]].indices)
        told = sorted((-self.weight[e], self.ids[e]) for e in both.tolist() if self.weight[e] > 0)
        return [id for _, id in told[:_THROUGH]]


def gaps(naming: Naming, *, top: int = 20, least: int = 3) -> Gaps:
    """Return pairs of a task and a dataset or benchmark, each in `least` papers, none in both, the likeliest first.

    The score adds, over the entities that papers name with both, 1 / ln(1 + number of others that the
    entity is named with) (Adamic and Adar, 2003). The backtest lists pairs from the papers of the
    earlier half of the years and counts those that a later paper names together, beside a random
    list and a list by popularity. O(sum over entities of tasks times data named with each).
    """
    if not naming.papers:
        return Gaps(rows=(), note="no paper has a year and an entity")
    listed = _likely(naming, naming.papers, least)
    shown = tuple(
        Gap(
            task=naming.names[listed.ids[listed.tasks[place]]],
            data=naming.names[data := listed.ids[listed.data[place]]],
            data_type=naming.types[data],
            score=float(listed.scores[place]),
            through=tuple(naming.names[e] for e in listed.through(place)),
        )
        for place in range(min(top, len(listed.scores)))
    )
    note = None if shown else "no task and no data are joined only through others"
    return Gaps(rows=shown, note=note, backtest=_backtest(naming, top, least))


def _backtest(naming: Naming, top: int, least: int) -> Backtest | None:
    since = later_half(naming.years, Counter(paper.year for paper in naming.papers))
    if since is None:
        return None
    earlier = [paper for paper in naming.papers if paper.year < since]
    listed = _likely(naming, earlier, least)
    if not len(listed.scores):
        return None
    number = {id: place for place, id in enumerate(listed.ids)}
    came = {
        (number[task], number[data])
        for paper in naming.papers
        if paper.year >= since
        for task in paper.entities
        if naming.types[task] == "Task" and task in number
        for data in paper.entities
        if naming.types[data] in _DATA and data in number
    }
    import numpy as np

    codes = listed.tasks * len(number) + listed.data
    hit = np.isin(codes, [task * len(number) + data for task, data in came])
    popular = np.lexsort((listed.data, listed.tasks, -listed.papers[listed.tasks] * listed.papers[listed.data]))
    count = min(top, len(hit))
    return Backtest(
        since=since,
        listed=count,
        came=int(hit[:count].sum()),
        by_chance=count * float(hit.mean()),
        by_popularity=int(hit[popular[:count]].sum()),
    )


def _likely(naming: Naming, papers: Sequence[Dated], least: int) -> _Listed:
    import numpy as np
    from scipy.sparse import csr_array

    ids = sorted({entity for paper in papers for entity in paper.entities})
    number = {id: place for place, id in enumerate(ids)}
    columns = np.array([number[e] for paper in papers for e in paper.entities], dtype=np.int64)
    rows = np.repeat(np.arange(len(papers)), [len(paper.entities) for paper in papers])
    named = csr_array((np.ones(len(columns)), (rows, columns)), shape=(len(papers), len(ids)))
    beside = csr_array(named.T @ named)
    beside.setdiag(0)
    beside.eliminate_zeros()
    beside.data[:] = 1.0
    counts = np.bincount(columns, minlength=len(ids))
    kinds = [naming.types[id] for id in ids]
    others = np.diff(beside.indptr)
    telling = (others > 0) & np.array([kind != "Metric" for kind in kinds], dtype=bool)
    weight = np.where(telling, 1.0 / np.log(np.maximum(others, 1) + 1.0), 0.0)
    tasks = np.flatnonzero((counts >= least) & np.array([kind == "Task" for kind in kinds], dtype=bool))
    data = np.flatnonzero((counts >= least) & np.array([kind in _DATA for kind in kinds], dtype=bool))
    left, right = beside[tasks], beside[data]
    scores = csr_array(csr_array(left.multiply(weight[None, :])) @ right.T)
    scores = csr_array(scores - scores.multiply(left[:, data]))  # without pairs that some paper names together
    scores.eliminate_zeros()
    found = scores.tocoo()
    order = np.lexsort((data[found.col], tasks[found.row], -np.round(found.data, 9)))
    return _Listed(ids, counts, beside, weight, tasks[found.row][order], data[found.col][order], found.data[order])
