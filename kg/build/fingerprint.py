"""What a graph was made from, as one hash: equal hashes, equal graphs."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import kg
import loaders
import schemas
from kg.corpus import Corpus

_MADE_BY = ("build", "graph", "resolve", "related")


def fingerprint(corpus: Corpus) -> str:
    """Hash the corpus (content, extractor, standing decisions) and the code that makes the graph of it."""
    digest = hashlib.sha256(_code().encode())
    for row in corpus.fingerprint_rows():
        digest.update(row.encode())
    return digest.hexdigest()


@cache
def resolver() -> str:
    """Return a hash of the rules by which names are resolved."""
    return _hash_of([_folder(kg) / "resolve"])


@cache
def _code() -> str:
    return _hash_of([_folder(kg) / name for name in _MADE_BY] + [_folder(loaders), _folder(schemas)])


def _hash_of(roots: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for root in roots:
        for path in sorted(p for p in root.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _folder(package: object) -> Path:
    return Path(str(package.__file__)).parent  # type: ignore[attr-defined]
