"""How the graph and its parts are."""

from __future__ import annotations

from fastapi import APIRouter, Request

from kg.serve.problems import RESPONSES
from kg.serve.shapes import EdgeKind, NodeKind, Status, Vocabulary
from schemas.definitions import EDGES, NODES
from schemas.errors import StoreUnavailable

router = APIRouter(prefix="/api/v1", responses=RESPONSES, tags=["read"])


@router.get("/status")
def status(request: Request) -> Status:
    """Say whether the graph is there, which one it is, and what else works."""
    state = request.app.state
    generation, papers, why_no_cypher = "", 0, "there is no graph yet"
    try:
        with state.live.reading() as view:
            generation, papers = view.identity, view.counts.nodes.get("Paper", 0)
            why_no_cypher = state.cypher.unavailable(view)
    except StoreUnavailable:
        pass
    return Status(
        state=state.live.state,
        message=state.live.message,
        generation=generation,
        read_only=state.options.read_only,
        papers=papers,
        cypher="" if why_no_cypher else state.cypher.name(),
        cypher_message=why_no_cypher,
        rebuild=state.rebuilding.state,
    )


@router.get("/schema")
def schema() -> Vocabulary:
    """Give the labels, edge types and properties that Cypher can name."""
    return Vocabulary(
        nodes=tuple(
            NodeKind(label=node.label, description=node.description, properties=tuple(p.name for p in node.properties))
            for node in NODES.values()
        ),
        edges=tuple(
            EdgeKind(
                type=edge.type,
                description=edge.description,
                sources=edge.sources,
                targets=edge.targets,
                properties=tuple(p.name for p in edge.properties),
            )
            for edge in EDGES.values()
        ),
    )
