"""Find entities that papers name together more often than chance."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from kg.analytics.record import CoUse, Pair

if TYPE_CHECKING:
    import networkx as nx

_Z = 1.959963984540054
"""Quantile of the normal distribution for an interval of 95%."""


def co_use(graph: nx.Graph[str], *, top: int = 20, least: int = 3) -> CoUse:
    """Return pairs of entities by the lower bound of their lift, from `entity_graph`.

    Lift is P(both) / (P(first) P(second)) over the papers that name any entity; the interval is the
    delta method's on ln lift. Pairs in fewer than `least` papers are left out. O(pairs). Source:
    Brin, Motwani, Ullman and Tsur, 1997.
    """
    total = int(graph.graph.get("papers", 0))
    rows = []
    for first, second, data in graph.edges(data=True):
        together = int(data["weight"])
        if together < least:
            continue
        a, b = graph.nodes[first], graph.nodes[second]
        lift, low, high = lift_interval(together, a["papers"], b["papers"], total)
        if low > 1.0:
            rows.append(
                Pair(
                    first=a["name"],
                    first_type=a["label"],
                    second=b["name"],
                    second_type=b["label"],
                    together=together,
                    lift=lift,
                    low=low,
                    high=high,
                )
            )
    rows.sort(key=lambda row: (-row.low, -row.together, row.first, row.second))
    note = None if rows else f"no two entities are named together by {least} papers, more often than chance"
    return CoUse(rows=tuple(rows[:top]), note=note)


def lift_interval(together: int, first: int, second: int, total: int) -> tuple[float, float, float]:
    """Return the lift of two events and its interval at 95%.

    >>> [round(x, 2) for x in lift_interval(10, 20, 20, 100)]
    [2.5, 1.69, 3.7]
    """
    both, a, b = together / total, first / total, second / total
    lift = both / (a * b)
    squares = both * (1 / both - 1 / a - 1 / b) ** 2 + (a - both) / a**2 + (b - both) / b**2
    error = math.sqrt(max(0.0, squares - 1.0) / total)
    return lift, lift * math.exp(-_Z * error), lift * math.exp(_Z * error)
