"""Write papers as JSONL, the exchange format: one `schemas.paper.Paper` a line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from schemas.paper import Paper


def write_jsonl(papers: Iterable[Paper], path: Path) -> None:
    """Write one paper a line, one at a time; what a paper does not have is left out of its line."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(paper.model_dump_json(exclude_defaults=True) + "\n" for paper in papers)
