"""Identity: which records of all sources are one paper, as a pure function of the records."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from kg.identity.facts import Facts, RecordKey, facts
from kg.identity.group import Grouping, Join, group
from kg.identity.merge import merge, paper_id
from kg.identity.names import candidates, identifiers
from kg.identity.ruling import Ruling, rulings

__all__ = [
    "Facts",
    "Grouping",
    "Join",
    "RecordKey",
    "Ruling",
    "candidates",
    "facts",
    "group",
    "identifiers",
    "merge",
    "paper_id",
    "rulings",
    "version",
]


@cache
def version() -> str:
    """Return a hash of the rules: papers that other rules brought together are grouped anew."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
