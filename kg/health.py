"""Try each part of the program for real, and say what to do about one that does not work."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from schemas.errors import KgError
from schemas.record import Record


class Check(Record):
    """Say of one part whether it works: True, False, or None where there is nothing to try."""

    part: str
    works: bool | None
    says: str


def check(corpus: Path, store: Path) -> list[Check]:
    """Try the extractor, the embedded store, fetching (without asking a service), the corpus and the graph."""
    parts: tuple[tuple[str, Callable[[], tuple[bool | None, str]]], ...] = (
        ("extractor", _extractor),
        ("embedded store", _embedded),
        ("fetching", _fetching),
        ("corpus", lambda: _corpus(corpus)),
        ("graph", lambda: _graph(store)),
    )
    return [_tried(part, attempt) for part, attempt in parts]


def _tried(part: str, attempt: Callable[[], tuple[bool | None, str]]) -> Check:
    try:
        works, says = attempt()
    except (KgError, OSError, ImportError) as error:
        works, says = False, " ".join(str(error).split("\n"))
    return Check(part=part, works=works, says=says)


def _extractor() -> tuple[bool, str]:
    from kg import extract

    (found,) = extract.extract([("probe", "BERT", "We evaluate BERT on GLUE.")])
    names = ", ".join(sorted({m.text for m in found.mentions}))
    return bool(found.mentions), f"version {found.version} reads: {names or 'nothing'}"


def _embedded() -> tuple[bool | None, str]:
    from loaders import embedded

    reason = embedded.unavailable_reason()
    if reason is not None:
        return None, reason
    with tempfile.TemporaryDirectory() as folder:
        store = embedded.EmbeddedStore.create(Path(folder) / "probe", size=1)
        try:
            store.apply_schema()
            result = store.query("RETURN 1 + 1 AS two")
        finally:
            store.close()
    return result.rows == ((2,),), "answers Cypher"


def _fetching() -> tuple[bool, str]:
    """Try the disk and the settings; a service is asked by `kg fetch` only."""
    from kg.fetch import SERVICES
    from kg.fetch.settings import fetch_settings

    settings = fetch_settings()
    settings.cache.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=settings.cache.parent):
        pass
    keys = [name for name in SERVICES if any(getattr(settings, f"{name}_{kind}", None) for kind in ("key", "token"))]
    return True, f"keeps answers in {settings.cache}; keys for: {', '.join(keys) or 'none'}"


def _corpus(path: Path) -> tuple[bool | None, str]:
    from kg.corpus import Corpus

    if not path.exists():
        return None, f"{path}: not built yet; kg build SOURCE"
    with Corpus(path) as corpus:
        return True, f"{path}: {len(corpus.ids())} papers, {corpus.mention_count()} mentions"


def _graph(path: Path) -> tuple[bool | None, str]:
    from loaders.generations import open_snapshot

    if not path.exists():
        return None, f"{path}: not built yet; kg build SOURCE"
    with open_snapshot(path) as snapshot:
        counts = snapshot.counts()
    return True, f"{path}: {sum(counts.nodes.values())} nodes, {sum(counts.edges.values())} edges"
