"""The registry of formats, in the order in which a file is tried: the particular before the general."""

from __future__ import annotations

from typing import cast

from kg.sources import (
    acl_anthology,
    arxiv_atom,
    arxiv_kaggle,
    arxiv_oai,
    bibtex,
    crossref,
    dblp,
    delimited,
    huggingface_daily,
    huggingface_html,
    huggingface_page,
    json_document,
    jsonl,
    openalex,
    openreview,
    paperlists,
    parquet,
    pubmed,
    ris,
    s2ag,
    s2orc,
    semanticscholar,
    unarxive,
)
from kg.sources.item import Source

FORMATS: dict[str, Source] = {
    module.NAME: cast("Source", module)
    for module in (
        parquet,
        unarxive,
        arxiv_kaggle,
        openalex,
        crossref,
        s2orc,
        s2ag,
        semanticscholar,
        openreview,
        huggingface_daily,
        paperlists,
        arxiv_atom,
        arxiv_oai,
        acl_anthology,
        dblp,
        pubmed,
        huggingface_html,
        huggingface_page,
        ris,
        bibtex,
        jsonl,
        json_document,
        delimited,
    )
}
"""Every format by its name for `--format`."""
MAPPED = frozenset({"jsonl", "json", "csv", "parquet"})
"""Formats whose columns can be named; they are tried first when columns are."""
