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
    claims = [claim for claim in (view.snapshot.node(edge.source) for edge in edges) if isinstance(claim, ClaimNode)]
    metrics = tuple(sorted({claim.metric for claim in claims if claim.metric}, key=str.casefold))
    if metric is not None:
        claims = [claim for claim in claims if claim.metric == metric]
    keyed = [(_key(view, claim, sort), claim) for claim in claims]
    known = [(key, claim.id, claim) for key, claim in keyed if key is not None]
    known.sort(key=lambda one: one[:2], reverse=descending)
    claims = [claim for _, _, claim in known] + [claim for key, claim in keyed if key is None]
    return Board(
        node=view.ref(id),
        metrics=metrics,
        total=len(claims),
        offset=offset,
        limit=limit,
        items=tuple(claim_row(view, claim) for claim in claims[offset : offset + limit]),
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


def _key(view: View, claim: ClaimNode, sort: SortKey) -> float | str | None:
    if sort == "value":
        return _number(claim.value)
    if sort == "year":
        return view.ref(claim.paper).year
    if sort == "confidence":
        return claim.confidence
    return claim.subject.casefold() if sort == "subject" else (claim.metric or "").casefold() or None
