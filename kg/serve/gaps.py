"""What was tried on what, and what was not."""

from __future__ import annotations

import numpy as np

from kg.serve.catalog import LABELS, Catalog
from kg.serve.shapes import Gap, Gaps
from kg.serve.view import View

_MOST_GAPS = 12
_LEAST_EXPECTED = 0.5


def gaps(view: View, rows: str, columns: str, size: int) -> Gaps:
    """Count the papers for each pair of the most named entities of two types, and find the empty places.

    A gap's `expected` is what independence would give: papers of the row x papers of the column / all papers.
    """
    catalog = view.catalog
    down, across = _most_named(catalog, rows, size), _most_named(catalog, columns, size)
    cells = (catalog.naming[:, down].T @ catalog.naming[:, across]).toarray()
    papers = max(1, int(catalog.paper.sum()))
    expected = np.outer(catalog.papers[down], catalog.papers[across]) / papers
    empty = np.argwhere((cells == 0) & (expected >= _LEAST_EXPECTED))
    empty = empty[np.argsort(-expected[empty[:, 0], empty[:, 1]], kind="stable")][:_MOST_GAPS]
    return Gaps(
        rows=tuple(view.ref_of(node) for node in down.tolist()),
        columns=tuple(view.ref_of(node) for node in across.tolist()),
        cells=tuple(tuple(int(cell) for cell in row) for row in cells),
        gaps=tuple(
            Gap(row=int(r), column=int(c), papers=0, expected=round(float(expected[r, c]), 2)) for r, c in empty
        ),
    )


def _most_named(catalog: Catalog, label: str, size: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    nodes = np.flatnonzero((catalog.label == LABELS.index(label)) & (catalog.papers > 0))
    return nodes[np.lexsort((nodes, -catalog.papers[nodes]))][:size]
