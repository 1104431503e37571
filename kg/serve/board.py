"""Claims on a benchmark, as abstracts state them."""

from __future__ import annotations

import re
from typing import Literal

import numpy as np

from kg.serve.catalog import TYPES
from kg.serve.shapes import Board, BoardRow, ClaimRow
from kg.serve.view import View
from schemas.nodes import ClaimNode

_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)*")
SortKey = Literal["value", "year", "subject", "metric", "confidence"]


def boards(view: View, limit: int) -> tuple[BoardRow, ...]:
    """Return the benchmarks and datasets with the most claims."""
    catalog = view.catalog
    claims = np.bincount(catalog.target[catalog.type == TYPES.index("ON")], minlength=len(catalog))
    best = np.argsort(-claims, kind="stable")[:limit].tolist()
    return tuple(BoardRow(node=view.ref_of(node), claims=int(claims[node])) for node in best if claims[node])


def board(
    view: View, id: str, sort: SortKey, *, descending: bool, metric: str | None, offset: int, limit: int
) -> Board:
    """Return one page of the claims on a benchmark or dataset, sorted."""
    node = view.entity(id)
    edges = view.snapshot.edges_to(node.id, "ON")
    nodes = [claim for claim in (view.snapshot.node(edge.source) for edge in edges) if isinstance(claim, ClaimNode)]
    rows = [claim_row(view, claim) for claim in nodes]
    metrics = tuple(sorted({row.metric for row in rows if row.metric}, key=str.casefold))
    if metric is not None:
        rows = [row for row in rows if row.metric == metric]
    known = [row for row in rows if _key(row, sort) is not None]
    known.sort(key=lambda row: (_key(row, sort), row.id), reverse=descending)
    rows = known + [row for row in rows if _key(row, sort) is None]
    return Board(
        node=view.ref(id),
        metrics=metrics,
        total=len(rows),
        offset=offset,
        limit=limit,
        items=tuple(rows[offset : offset + limit]),
    )


def claim_row(view: View, claim: ClaimNode) -> ClaimRow:
    """Return a claim with the entities that it is joined to."""
    ends = {edge.type: edge.target for edge in view.snapshot.edges_from(claim.id)}
    return ClaimRow(
        id=claim.id,
        paper=view.ref(claim.paper),
        field=claim.field,
        start=claim.start,
        end=claim.end,
        text=claim.text,
        subject=claim.subject,
        subject_id=ends.get("ABOUT"),
        on=claim.on,
        on_id=ends.get("ON"),
        metric=claim.metric,
        value=claim.value,
        number=_number(claim.value),
        kind=claim.kind,
        against=claim.against,
        confidence=claim.confidence,
        extractor=claim.extractor,
    )


def _number(value: str) -> float | None:
    match = _NUMBER.search(value)
    if match is None:
        return None
    digits = match[0]
    if re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?", digits):
        digits = digits.replace(",", "")
    try:
        return float(digits.replace(",", "."))
    except ValueError:
        return None


def _key(row: ClaimRow, sort: SortKey) -> float | str | None:
    if sort == "value":
        return row.number
    if sort == "year":
        return row.paper.year
    if sort == "confidence":
        return row.confidence
    return row.subject.casefold() if sort == "subject" else (row.metric or "").casefold() or None
