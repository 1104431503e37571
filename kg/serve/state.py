"""How the graph and its parts are."""

from __future__ import annotations

from fastapi import APIRouter, Request

from kg.serve.problems import RESPONSES
from kg.serve.shapes import RebuildState, Status
from schemas.errors import StoreUnavailable

router = APIRouter(prefix="/api/v1", responses=RESPONSES, tags=["read"])


@router.get("/status")
def status(request: Request) -> Status:
    """Say whether the graph is there, which one it is, and what else works."""
    state = request.app.state
    generation, papers = "", 0
    try:
        with state.live.reading() as view:
            generation, papers = view.identity, view.counts.nodes.get("Paper", 0)
    except StoreUnavailable:
        pass
    return Status(
        state=state.live.state,
        message=state.live.message,
        generation=generation,
        read_only=state.options.read_only,
        papers=papers,
        cypher="",
        cypher_message="",
        rebuild=RebuildState(running=False),
    )
