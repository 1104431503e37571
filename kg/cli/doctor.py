"""`kg doctor`: what is installed, what works, what to do."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version

import typer

from kg.cli.options import CorpusOption, JsonOption, StoreOption

_PACKAGES = ("spacy", "networkx", "neo4j", "pydantic", "arcadedb-embedded", "pyarrow", "lxml")


def doctor(corpus: CorpusOption, store: StoreOption, as_json: JsonOption = False) -> None:
    """Check what is installed, what works, and say what to do about the rest; exit with 1 when something fails.

    Example: `kg doctor`
    """
    from kg.cli.screen import out, table, write_json
    from kg.health import check

    found = check(corpus, store)
    versions = {name: _version(name) for name in _PACKAGES}
    if as_json:
        write_json({"python": platform.python_version(), "packages": versions, "checks": found})
    else:
        screen = out()
        screen.print(f"Python {platform.python_version()} on {platform.system()} {platform.machine()}")
        screen.print(table(("package", "version"), [(k, v or "missing") for k, v in versions.items()]))
        marks = {True: "works", False: "FAILS", None: "not there"}
        screen.print(table(("part", "state", "says"), [(c.part, marks[c.works], c.says) for c in found]))
    if any(c.works is False for c in found):
        sys.exit(1)


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(doctor)
