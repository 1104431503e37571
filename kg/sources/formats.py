"""The registry of formats, in the order in which a file is tried: the particular before the general."""

from __future__ import annotations

from typing import cast

from kg.sources import huggingface_page, jsonl
from kg.sources.item import Source

FORMATS: dict[str, Source] = {
    module.NAME: cast("Source", module)
    for module in (
        huggingface_page,
        jsonl,
    )
}
"""Every format by its name for `--format`."""
MAPPED = frozenset({"jsonl", "json", "csv", "parquet"})
"""Formats whose columns can be named; they are tried first when columns are."""
