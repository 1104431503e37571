"""Ask a service: politely, again where that helps, and from the disk where the answer is known."""

from __future__ import annotations

import datetime as dt
import hashlib
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from types import TracebackType
from typing import Self

import httpx
from hishel import SqliteStorage
from hishel.httpx import CacheTransport
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from kg.fetch.request import Answer, Request, Service
from kg.fetch.settings import FetchSettings
from schemas.errors import SourceError

_AGAIN = frozenset((408, 425, 429, 500, 502, 503, 504))
_GONE = frozenset((404, 410))
_SHOWN = 200
"""Characters of a refusal that a message shows."""


class _Failed(Exception):
    """Say that a request may succeed when it is made again, and after how many seconds the service wants it."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.after = after


class _Signed(httpx.BaseTransport):
    """Add what must not lie in the cache (keys), wait for the service's turn, and count what really went out."""

    def __init__(self, headers: Mapping[str, str], interval: float) -> None:
        self._inner = httpx.HTTPTransport()
        self._headers = headers
        self._interval = interval
        self._free_at = 0.0
        self.sent = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        time.sleep(max(0.0, self._free_at - time.monotonic()))
        self._free_at = time.monotonic() + self._interval
        self.sent += 1
        signed = httpx.Request(
            request.method,
            request.url,
            headers=[*request.headers.raw, *httpx.Headers(dict(self._headers)).raw],
            stream=request.stream,
            extensions=request.extensions,
        )
        return self._inner.handle_request(signed)

    def close(self) -> None:
        self._inner.close()


class Client:
    """Ask one service; a context manager.

    Answers are kept on disk and taken from there for as long as the settings say; keys are not kept.
    Connections that fail, 429, 408 and 5xx, and answers that are not whole are tried again, after the
    time that `Retry-After` names or one that doubles.
    """

    def __init__(self, service: Service, settings: FetchSettings) -> None:
        self._service = service
        self._settings = settings
        self._base = service.address(settings).rstrip("/")
        settings.cache.parent.mkdir(parents=True, exist_ok=True)
        self._storage = SqliteStorage(database_path=settings.cache, default_ttl=settings.cache_lasts)
        self._wire = _Signed(service.headers(settings), service.INTERVAL * settings.pace)
        contact = f" (mailto:{settings.mailto})" if settings.mailto else ""
        self._http = httpx.Client(
            transport=CacheTransport(self._wire, storage=self._storage),
            timeout=settings.timeout,
            follow_redirects=True,
            headers={"User-Agent": f"paper-graph/{version('paper-graph')}{contact}"},
        )

    @property
    def sent(self) -> int:
        """Return how many requests went out, repeated ones too."""
        return self._wire.sent

    def url(self, request: Request) -> str:
        """Return the address that a request goes to."""
        return str(httpx.URL(f"{self._base}/{request.path}", params=request.params or None))

    def ask(self, request: Request) -> tuple[bytes, Answer] | None:
        """Return an answer and what it holds, or None where the service does not know what was asked for.

        Raises `SourceError` when it refuses, or fails as often as the settings allow.
        """
        tries = Retrying(
            retry=retry_if_exception_type((_Failed, httpx.TransportError)),
            stop=stop_after_attempt(self._settings.attempts),
            wait=self._wait,
            reraise=True,
        )
        try:
            return tries(self._once, request)
        except (_Failed, httpx.TransportError) as error:
            raise SourceError(
                f"{self.url(request)}: {error or type(error).__name__} (tried {self._settings.attempts} times); "
                "run the same command again later: it goes on from here"
            ) from error

    def _once(self, request: Request) -> tuple[bytes, Answer] | None:
        url = self.url(request)
        key = hashlib.sha256(f"{url} {request.posted}".encode()).hexdigest()
        response = self._http.request(
            "GET" if request.posted is None else "POST",
            url,
            json=request.posted,
            extensions={"caching": {"key": key}},
        )
        if response.status_code in _GONE:
            return None
        if response.status_code in _AGAIN:
            raise _Failed(f"{response.status_code} {response.reason_phrase}", _retry_after(response))
        if not response.is_success:
            said = " ".join(response.text.split())[:_SHOWN]
            raise SourceError(f"{url}: {response.status_code} {response.reason_phrase}: {said}")
        try:
            return response.content, self._service.read(response.content, request)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            for entry in self._storage.get_entries(key):
                self._storage.remove_entry(entry.id)
            raise _Failed(f"the answer is damaged or none of {self._service.NAME}: {error!r}"[:_SHOWN]) from None

    def _wait(self, attempt: RetryCallState) -> float:
        error = attempt.outcome.exception() if attempt.outcome else None
        after = error.after if isinstance(error, _Failed) else None
        if after is None:
            return min(self._settings.first_wait * 2.0 ** (attempt.attempt_number - 1), self._settings.longest_wait)
        if after > self._settings.longest_wait:
            raise SourceError(
                f"{self._base}: asks to wait {after:.0f} s, longer than KG_FETCH_LONGEST_WAIT; "
                "run the same command again after that: it goes on from here"
            )
        return after

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()


def _retry_after(response: httpx.Response) -> float | None:
    """Return the seconds of a Retry-After header, given as seconds or as a date."""
    said = response.headers.get("Retry-After")
    if said is None:
        return None
    if said.strip().isdigit():
        return float(said)
    try:
        then = parsedate_to_datetime(said)
    except ValueError:
        return None
    return max(0.0, (then - dt.datetime.now(dt.UTC)).total_seconds())
