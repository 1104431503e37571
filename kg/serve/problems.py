"""Failures as problem details (RFC 9457)."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from kg.serve.shapes import Problem
from schemas.errors import CorpusError, KgError, QueryError, StoreUnavailable, UnknownName, UsageError

MEDIA_TYPE = "application/problem+json"
_STATUS: tuple[tuple[type[KgError], int, str], ...] = (
    (UnknownName, 404, "Not found"),
    (UsageError, 400, "Wrong use"),
    (StoreUnavailable, 503, "Not available"),
    (CorpusError, 503, "Not available"),
    (QueryError, 422, "Query refused"),
)


def problem(status: int, title: str, detail: str) -> JSONResponse:
    """Return a failure as a response."""
    body = Problem(title=title, status=status, detail=detail)
    return JSONResponse(body.model_dump(), status_code=status, media_type=MEDIA_TYPE)


def answer_problems(app: FastAPI) -> None:
    """Turn every exception of this program, and every refused request, into problem details."""

    @app.exception_handler(KgError)
    async def known(_: Request, error: KgError) -> JSONResponse:
        status, title = next(((s, t) for kind, s, t in _STATUS if isinstance(error, kind)), (500, "Failed"))
        return problem(status, title, str(error))

    @app.exception_handler(RequestValidationError)
    async def wrong(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return problem(422, "Wrong request", f"{where}: {first['msg']}")

    @app.exception_handler(HTTPException)
    async def plain(_: Request, error: HTTPException) -> JSONResponse:
        answer = problem(error.status_code, "Not possible", str(error.detail))
        answer.headers.update(error.headers or {})
        return answer


RESPONSES: dict[int | str, dict[str, object]] = {
    status: {
        "model": Problem,
        "description": title,
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for status, title in (
        (400, "Wrong use"),
        (403, "Not allowed"),
        (404, "Not found"),
        (422, "Wrong request"),
        (503, "Not available"),
    )
}
"""What every operation may answer beside its result."""
