"""Read the labelled and unlabelled texts that training stands on."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.extract.document import join

if TYPE_CHECKING:
    from collections.abc import Iterator

UNLABELLED = ("papers/abstracts.jsonl.gz", "related/neurips2025/pool.jsonl.gz")
TRAIN, DEV, NAMES = "gold/train.jsonl", "gold/dev.jsonl", "ner/names.tsv"


def data_folder() -> Path:
    """Return the folder of shared data: `KG_SHARED_DATA`, or `../shared/data` beside the checkout."""
    named = os.environ.get("KG_SHARED_DATA")
    return Path(named) if named else Path(__file__).parents[4] / "shared" / "data"


def labelled_rows(path: Path) -> list[dict[str, Any]]:
    """Read annotated papers, one JSON object a line, in file order."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def unlabelled_texts(data: Path) -> Iterator[str]:
    """Yield title and abstract of every unlabelled paper, then of the training papers."""
    for name in UNLABELLED:
        with gzip.open(data / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield _text(json.loads(line))
    for row in labelled_rows(data / TRAIN):
        yield _text(row)


def unannotated_texts(data: Path) -> Iterator[str]:
    """Yield the text of every unlabelled paper whose title no annotated paper has, as the pipeline reads it."""
    annotated = {_title(row) for name in (TRAIN, DEV) for row in labelled_rows(data / name)}
    for name in UNLABELLED:
        with gzip.open(data / name, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if row.get("abstract") and _title(row) not in annotated:
                    yield join(row["id"], row["title"], row["abstract"])[0]


def _title(row: dict[str, Any]) -> str:
    return str(row["title"]).strip().lower()


def _text(row: dict[str, Any]) -> str:
    return f"{row['title']}\n{row.get('abstract') or ''}"
