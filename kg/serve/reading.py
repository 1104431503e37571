"""The reading half of the REST interface."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request

from kg.serve import board as boards_of
from kg.serve import cards, gaps
from kg.serve.derived import Derived
from kg.serve.evidence import edge_card
from kg.serve.neighbourhood import CORE_LABELS, CORE_TYPES, Wanted, neighbourhood
from kg.serve.path import path
from kg.serve.problems import RESPONSES
from kg.serve.shapes import (
    Board,
    BoardRow,
    EdgeCard,
    EntityCard,
    Gaps,
    Hit,
    Hits,
    OtherCard,
    Overview,
    PaperCard,
    PaperQuotesPage,
    PathAnswer,
    Subgraph,
    Trends,
)  # fmt: skip
from kg.serve.trends import TREND_LABELS, TREND_LIMIT
from kg.serve.view import View
from schemas.mention import EntityType
from schemas.nodes import Label

router = APIRouter(prefix="/api/v1", responses=RESPONSES, tags=["read"])

Id = Annotated[str, Query(min_length=1, max_length=2000, description="Id of a node")]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]
Limit = Annotated[int, Query(ge=1, le=200)]
Types = Literal[
    "INTRODUCES", "USES", "EVALUATES_ON", "ADDRESSES", "MEASURES", "MENTIONS", "CITES", "BUILDS_ON", "VARIANT_OF",
    "AUTHORED", "PUBLISHED_IN", "CLAIMS", "ABOUT", "ON", "IN", "RELATED_TO",
]  # fmt: skip


async def current(request: Request) -> AsyncIterator[View]:
    """Lend the current generation for the length of a request."""
    with request.app.state.live.reading() as view:
        yield view


async def derived(request: Request) -> Derived:
    """Return what is worked out once for each generation."""
    known: Derived = request.app.state.derived
    return known


Current = Annotated[View, Depends(current)]
Once = Annotated[Derived, Depends(derived)]


@router.get("/overview")
def get_overview(view: Current, once: Once) -> Overview:
    """Give the counts, the strongest entities and papers with their communities, and questions to begin with."""
    return once.overview(view)


@router.get("/search")
def search(
    view: Current,
    q: Annotated[str, Query(max_length=500, description="Beginnings of words, in any order")],
    label: Annotated[list[Label], Query(description="Only these labels")] = [],  # noqa: B006
    offset: Offset = 0,
    limit: Limit = 12,
) -> Hits:
    """Find papers and entities by title, name or alias."""
    found = view.names.search(q, label)
    items = []
    for node, matched in found[offset : offset + limit]:
        ref = view.ref_of(node)
        items.append(Hit(**ref.model_dump(), matched=matched, papers=int(view.catalog.papers[node])))
    return Hits(total=len(found), offset=offset, limit=limit, items=tuple(items))


@router.get("/neighbourhood")
def get_neighbourhood(
    view: Current,
    id: Annotated[list[str], Query(min_length=1, max_length=200, description="Nodes to begin from")],
    depth: Annotated[int, Query(ge=1, le=3)] = 1,
    limit: Annotated[int, Query(ge=1, le=5000)] = 150,
    label: Annotated[list[Label], Query()] = list(CORE_LABELS),  # type: ignore[arg-type]  # noqa: B006
    type: Annotated[list[Types], Query()] = list(CORE_TYPES),  # type: ignore[arg-type]  # noqa: B006
    year_from: Annotated[int | None, Query(ge=0, le=9999)] = None,
    year_to: Annotated[int | None, Query(ge=0, le=9999)] = None,
    min_confidence: Annotated[float, Query(ge=0.0, le=1.0)] = 0.0,
) -> Subgraph:
    """Give the graph around nodes, cut to the most relevant `limit` nodes."""
    wanted = Wanted(
        depth=depth,
        limit=limit,
        labels=tuple(label),
        types=tuple(type),
        year_from=year_from,
        year_to=year_to,
        min_confidence=min_confidence,
    )
    return neighbourhood(view, id, wanted)


@router.get("/node")
def get_node(view: Current, id: Id) -> PaperCard | EntityCard | OtherCard:
    """Give all about one paper, entity, author, venue or claim."""
    return cards.card(view, id)


@router.get("/node/papers")
def get_node_papers(
    view: Current, id: Id, offset: Offset = 0, limit: Annotated[int, Query(ge=1, le=50)] = 10
) -> PaperQuotesPage:
    """Give the papers that name an entity, with the sentences that do."""
    return cards.entity_papers(view, id, offset, limit)


@router.get("/edge")
def get_edge(view: Current, source: Id, target: Id, type: Types | Literal["CO_USED"]) -> EdgeCard:
    """Give the words that an edge stands on."""
    return edge_card(view, source, type, target)


@router.get("/path")
def get_path(view: Current, once: Once, source: Id, target: Id) -> PathAnswer:
    """Give the shortest path between two nodes, each step in words."""
    return path(view, once.ways(view), source, target)


@router.get("/boards")
def get_boards(view: Current, limit: Limit = 50) -> tuple[BoardRow, ...]:
    """Give the benchmarks and datasets with the most claims."""
    return boards_of.boards(view, limit)


@router.get("/board")
def get_board(
    view: Current,
    id: Id,
    sort: boards_of.SortKey = "value",
    descending: bool = True,
    metric: Annotated[str | None, Query(max_length=500)] = None,
    offset: Offset = 0,
    limit: Limit = 50,
) -> Board:
    """Give the claims on a benchmark or dataset, as abstracts state them."""
    return boards_of.board(view, id, sort, descending=descending, metric=metric, offset=offset, limit=limit)


@router.get("/gaps")
def get_gaps(
    view: Current,
    rows: EntityType = "Task",
    columns: EntityType = "Benchmark",
    size: Annotated[int, Query(ge=2, le=40)] = 20,
) -> Gaps:
    """Give how often the most named entities of two types meet, and where they never do."""
    return gaps.gaps(view, rows, columns, size)


@router.get("/trends")
def get_trends(
    view: Current,
    once: Once,
    label: Annotated[list[EntityType], Query()] = list(TREND_LABELS),  # noqa: B006
    limit: Annotated[int, Query(ge=1, le=50)] = TREND_LIMIT,
) -> Trends:
    """Give the entities whose share of papers rises, and those whose share fades."""
    return once.trends(view, tuple(dict.fromkeys(label)), limit)
