"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.extract import Pipeline
from schemas.errors import UsageError

if TYPE_CHECKING:
    from kg.settings import Settings


def _settings() -> Settings:
    # Read when an option is not given: what reads settings takes as long to load as all of typer.
    from kg.settings import settings

    return settings()


CorpusOption = Annotated[
    Path,
    typer.Option(
        "--corpus",
        help="The corpus file (KG_CORPUS, or `corpus` in kg.toml).",
        default_factory=lambda: _settings().corpus,
        show_default="kg.db",
    ),
]
StoreOption = Annotated[
    Path,
    typer.Option(
        "--store",
        help="The folder of the graph (KG_STORE, or `store` in kg.toml).",
        default_factory=lambda: _settings().store,
        show_default="kg.graph",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Neo4jOption = Annotated[
    bool, typer.Option("--neo4j", help="Ask the Neo4j server of NEO4J_URI instead of the embedded store.")
]
JobsOption = Annotated[
    int,
    typer.Option(
        "--jobs",
        min=0,
        help="Processes that read papers; 0 takes as many as there are cores.",
        default_factory=lambda: _settings().jobs,
        show_default="0",
    ),
]
PipelineOption = Annotated[
    Pipeline,
    typer.Option(
        "--pipeline",
        help="What reads the papers: `accurate`, or `fast` for large corpora (KG_PIPELINE, or `pipeline` in kg.toml).",
        default_factory=lambda: _settings().pipeline,
        show_default="accurate",
    ),
]


def pairs(given: Iterable[str], option: str) -> dict[str, str]:
    """Read `name=value` options into a dict; raise `UsageError` for one without `=`."""
    found: dict[str, str] = {}
    for item in given:
        name, equals, value = item.partition("=")
        if not equals or not name.strip():
            raise UsageError(f"{option} {item!r}: write it as NAME=VALUE")
        found[name.strip()] = value
    return found
