"""What is asked of a service and what its answer says, in terms that a state file can hold."""

from __future__ import annotations

from typing import Protocol

from pydantic import Field

from kg.fetch.settings import FetchSettings
from schemas.record import Record


class Request(Record):
    """Hold one request: a path below the service's address, its parameters, and what is posted with it."""

    path: str
    params: dict[str, str] = Field(default_factory=dict)
    posted: dict[str, list[str]] | None = None


class Answer(Record):
    """Say what an answer holds: papers, the next page, ids of what the papers cite."""

    papers: int
    next: Request | None = None
    references: tuple[str, ...] = ()


class Service(Protocol):
    """Say how one service is asked: a module with these names."""

    NAME: str
    DESCRIPTION: str
    SUFFIX: str
    """Ending of the files with its answers."""
    INTERVAL: float
    """Seconds between two requests that the service asks for."""
    EXPANDS: bool
    """Whether its papers tell what they cite."""

    def address(self, settings: FetchSettings) -> str:
        """Return the address of the service."""

    def headers(self, settings: FetchSettings) -> dict[str, str]:
        """Return what is sent with each request, keys included; never cached."""

    def requests(self, terms: list[str], most: int) -> list[Request]:
        """Return the first request of each page series; ids go together, each query alone."""

    def read(self, body: bytes, request: Request) -> Answer:
        """Return what an answer holds; raise `ValueError` when it is no whole answer."""
