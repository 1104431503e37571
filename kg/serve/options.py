"""How the page is served."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, model_validator

from schemas.errors import UsageError
from schemas.record import Record

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class ServeOptions(Record):
    """Say where the graph lies, who may see it, and what may be changed."""

    store: Path = Path("kg.graph")
    corpus: Path = Path("kg.db")
    host: str = "127.0.0.1"
    port: int = Field(8040, ge=0, le=65535)
    read_only: bool = False
    token: str | None = Field(None, min_length=8, description="Asked of everybody, for reading too")
    allow_hosts: tuple[str, ...] = Field((), description="Further names under which the page is reached")
    neo4j: bool = Field(False, description="Show the graph that lies in Neo4j, by the settings of `kg load`")
    query_seconds: float = Field(10.0, gt=0)
    query_rows: int = Field(1000, gt=0)
    body_bytes: int = Field(24_000_000, gt=0)

    @model_validator(mode="after")
    def _others_need_a_token(self) -> ServeOptions:
        if self.host not in LOOPBACK and self.token is None:
            raise UsageError(
                f"--host {self.host} lets other machines in: add --token SECRET (8 characters or more), "
                "or leave --host out to serve this machine alone"
            )
        return self
