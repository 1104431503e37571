"""The page itself: built files, and one HTML that carries the page's own token."""

from __future__ import annotations

from html import escape
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, HTMLResponse, Response

from kg.serve.problems import problem

STATIC = Path(__file__).parent / "static"
_MISSING = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Page not built</title>
<main><h1>The page has not been built</h1><p>The REST interface works (<a href="/api/v1/openapi.json">OpenAPI</a>).
To build the page, run <code>make web</code> in the checkout, then reload.</p></main></html>"""
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


def serve_page(app: FastAPI) -> None:
    """Add the page and its files; nothing outside the folder of built files is ever read."""

    @app.get("/", include_in_schema=False)
    def index(request: Request) -> Response:
        index_file = _built().get("index.html")
        if index_file is None:
            return HTMLResponse(_MISSING, status_code=503)
        token = "" if request.app.state.options.read_only else request.app.state.write_token
        return HTMLResponse(index_file.read_text("utf-8").replace("__KG_TOKEN__", escape(token)))

    @app.get("/assets/{name}", include_in_schema=False)
    def asset(name: str) -> Response:
        path = _built().get(f"assets/{name}")
        if path is None:
            return problem(404, "Not found", "no such file")
        media = _TYPES.get(path.suffix, "application/octet-stream")
        return FileResponse(path, media_type=media, headers={"cache-control": "public, max-age=31536000, immutable"})

    @app.get("/icon.svg", include_in_schema=False)
    def icon() -> Response:
        path = _built().get("icon.svg")
        return FileResponse(path, media_type="image/svg+xml") if path else Response(status_code=204)


def _built() -> dict[str, Path]:
    """List the built files; read anew for each request, so that a new build needs no restart."""
    return {path.relative_to(STATIC).as_posix(): path for path in STATIC.rglob("*") if path.is_file()}
