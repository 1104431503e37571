"""The service: guard, REST interface, page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from kg.serve import page, reading, state, writing
from kg.serve.ask import Cypher
from kg.serve.derived import Derived
from kg.serve.guard import Guard, new_write_token
from kg.serve.live import Live
from kg.serve.options import ServeOptions
from kg.serve.problems import answer_problems
from kg.serve.rebuilding import Rebuilding

if TYPE_CHECKING:
    from kg.serve.mirror import Mirror


def create_app(options: ServeOptions) -> FastAPI:
    """Make the ASGI application; the graph is opened when it starts."""
    mirror: Mirror | None = None
    if options.neo4j:
        from kg.serve.mirror import Mirror

        mirror = Mirror()
        # Corrections go into the corpus that the graph was built from, and that one may lie anywhere.
        options = options.model_copy(update={"store": mirror.path, "read_only": True})

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.live.start()
        try:
            yield
        finally:
            app.state.cypher.close()
            app.state.live.stop()
            if mirror is not None:
                mirror.remove()

    app = FastAPI(
        title="Paper graph",
        version="1",
        summary="A citation and entity knowledge graph of machine-learning papers, every edge with its words.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        max_body_size=options.body_bytes,
    )
    app.state.options = options
    app.state.derived = Derived()
    app.state.live = Live(options.store, prepare=app.state.derived.prepare, bring=mirror.bring if mirror else None)
    app.state.cypher = Cypher(options)
    app.state.rebuilding = Rebuilding(options.corpus, options.store)
    app.state.write_token = new_write_token()
    for module in (state, reading, writing):
        app.include_router(module.router)
    page.serve_page(app)
    answer_problems(app)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(Guard, options=options)
    return app


def openapi_document() -> dict[str, Any]:
    """Return the OpenAPI document of the REST interface."""
    return create_app(ServeOptions()).openapi()
