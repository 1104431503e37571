"""The registry of formats, in the order in which a file is tried: the particular before the general."""

from __future__ import annotations

from typing import cast

from kg.sources import (
    bibtex,
    delimited,
    huggingface_daily,
    huggingface_html,
    huggingface_page,
    json_document,
    jsonl,
    parquet,
)
from kg.sources.item import Source

FORMATS: dict[str, Source] = {
    module.NAME: cast("Source", module)
    for module in (
        parquet,
        huggingface_daily,
        huggingface_html,
        huggingface_page,
        bibtex,
        jsonl,
        json_document,
        delimited,
    )
}
"""Every format by its name for `--format`."""
MAPPED = frozenset({"jsonl", "json", "csv", "parquet"})
"""Formats whose columns can be named; they are tried first when columns are."""
