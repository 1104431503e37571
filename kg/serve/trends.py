"""Entities that rise and that fade."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kg.serve.catalog import EVIDENCE_TYPES, LABELS, TYPES, codes
from kg.serve.shapes import Trend, Trends, YearCount
from kg.serve.view import View

_LEAST_PAPERS = 5
_LEAST_A_YEAR = 5
_YEARS = 6


def trends(view: View, labels: Sequence[str], limit: int) -> Trends:
    """Rank entities by how their share of papers changes over the last years.

    The slope is a least-squares line through the yearly shares, each year weighted by the square
    root of its papers; years with few papers are left out.
    """
    catalog = view.catalog
    counts = {year: papers for year, papers in view.years.items() if papers >= _LEAST_A_YEAR}
    years = sorted(counts)[-_YEARS:]
    if len(years) < 2:
        return Trends(since=None, until=None, rising=(), fading=())
    nodes = np.flatnonzero(np.isin(catalog.label, codes(LABELS, labels)) & (catalog.papers >= _LEAST_PAPERS))
    named = _named_by_year(view, nodes, years)
    shares = named / np.array([counts[year] for year in years])
    slopes = 100 * np.polyfit(years, shares.T, 1, w=np.sqrt([counts[year] for year in years]))[0]
    order = np.argsort(-slopes, kind="stable")

    def trend(place: int) -> Trend:
        return Trend(
            node=view.ref_of(int(nodes[place])),
            papers=int(catalog.papers[nodes[place]]),
            change=round(float(slopes[place]), 3),
            years=tuple(YearCount(year=y, papers=int(n)) for y, n in zip(years, named[place], strict=True)),
        )

    rising = [trend(place) for place in order[:limit].tolist() if slopes[place] > 0]
    fading = [trend(place) for place in order[::-1][:limit].tolist() if slopes[place] < 0]
    return Trends(since=years[0], until=years[-1], rising=tuple(rising), fading=tuple(fading))


def _named_by_year(
    view: View, nodes: np.ndarray[tuple[int], np.dtype[np.int64]], years: Sequence[int]
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    catalog = view.catalog
    row = np.full(len(catalog), -1)
    row[nodes] = np.arange(len(nodes))
    kept = np.isin(catalog.type, codes(TYPES, EVIDENCE_TYPES)) & (row[catalog.target] >= 0)
    when = catalog.year[catalog.source[kept]]
    of = row[catalog.target[kept]]
    named = np.zeros((len(nodes), len(years)))
    for place, year in enumerate(years):
        named[:, place] = np.bincount(of[when == year], minlength=len(nodes))
    return named
