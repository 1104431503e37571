"""The base of every record: frozen, closed, and strict about what it is given."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """Hold values that never change and refuse fields that nobody declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")
