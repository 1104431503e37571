"""Entities that rise and that fade, by the measure of `kg analyze`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection

import numpy as np

from kg.analytics.record import Trend as Measured
from kg.analytics.trends import trends as measured
from kg.analytics.years import Dated, Naming
from kg.serve.catalog import EVIDENCE_TYPES, LABELS, TYPES, Catalog, codes
from kg.serve.shapes import Trend, Trends, YearCount
from kg.serve.view import View
from schemas.mention import EntityType

TREND_LABELS: tuple[EntityType, ...] = ("Model", "Dataset", "Benchmark", "Method", "Task", "Metric")
TREND_LIMIT = 20


def trends(view: View, labels: Collection[str], limit: int) -> Trends:
    """Compare how often entities are named in the earlier and the later years."""
    naming = _naming(view.catalog, labels)
    rising, fading = measured(naming, top=limit)
    shown = {row.id for row in (*rising.rows, *fading.rows)}
    years: defaultdict[str, Counter[int]] = defaultdict(Counter)
    totals: Counter[int] = Counter()
    for paper in naming.papers:
        totals[paper.year] += 1
        for entity in paper.entities & shown:
            years[entity][paper.year] += 1

    def told(row: Measured) -> Trend:
        counts = tuple(YearCount(year=year, papers=years[row.id][year]) for year in naming.years)
        return Trend(
            node=view.ref(row.id),
            papers=row.before + row.after,
            before=row.before,
            after=row.after,
            ratio=row.ratio,
            low=row.low,
            high=row.high,
            years=counts,
        )

    return Trends(
        since=rising.since,
        note=rising.note if not rising.rows and not fading.rows else None,
        totals=tuple(YearCount(year=year, papers=totals[year]) for year in naming.years),
        rising=tuple(told(row) for row in rising.rows),
        fading=tuple(told(row) for row in fading.rows),
    )


def _naming(catalog: Catalog, labels: Collection[str]) -> Naming:
    """Make from the arrays what `kg.analytics.years.naming` reads from the records."""
    wanted = np.isin(catalog.label, codes(LABELS, labels))
    named = np.isin(catalog.type, codes(TYPES, EVIDENCE_TYPES)) & wanted[catalog.target]
    named &= catalog.year[catalog.source] > 0
    entities: defaultdict[int, set[str]] = defaultdict(set)
    for source, target in zip(catalog.source[named].tolist(), catalog.target[named].tolist(), strict=True):
        entities[source].add(catalog.ids[target])
    papers = sorted(
        (
            Dated(catalog.ids[paper], catalog.names[paper], int(catalog.year[paper]), frozenset(found))
            for paper, found in entities.items()
        ),
        key=lambda paper: (paper.year, paper.id),
    )
    chosen = np.flatnonzero(wanted).tolist()
    return Naming(
        tuple(papers),
        {catalog.ids[node]: catalog.names[node] for node in chosen},
        {catalog.ids[node]: LABELS[catalog.label[node]] for node in chosen},
    )
