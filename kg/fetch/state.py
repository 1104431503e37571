"""How far a fetch has come, in a file beside its answers, so that a killed one goes on."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Self

from kg.fetch.request import Request
from schemas.record import Record


class State(Record):
    """Hold what is left to ask and what the answers so far cite."""

    waiting: tuple[Request, ...]
    level: int = 0
    """How many steps away from what was asked for the papers are."""
    files: int = 0
    papers: int = 0
    asked: tuple[str, ...] = ()
    """Ids that were asked for as references."""
    cited: tuple[str, ...] = ()
    """Ids that the papers of this level cite."""

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """Return the state in a file, or None where there is none."""
        return cls.model_validate_json(path.read_bytes()) if path.exists() else None

    def write(self, path: Path) -> None:
        """Write the state so that a kill leaves the old one or the new one."""
        write_whole(path, self.model_dump_json().encode())


def name_of(service: str, terms: list[str], limit: int, expand: int) -> str:
    """Return the name that the files of one fetch begin with: the same for the same command."""
    asked = json.dumps([service, terms, limit, expand]).encode()
    return f"{service}-{hashlib.blake2b(asked, digest_size=4).hexdigest()}"


def write_whole(path: Path, data: bytes) -> None:
    """Put a file in its place at once."""
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
