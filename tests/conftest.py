"""What all tests share: the data for testing, and the command line as a person runs it."""

from __future__ import annotations

import os
import shlex
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import settings

from kg.cli.app import main

if TYPE_CHECKING:
    from kg.build import Summary

pytest_plugins = ["tests.neo4j.fixtures", "tests.stores"]

ROOT = Path(__file__).resolve().parent.parent
settings.register_profile(
    "paper-graph", deadline=None
)  # how long an example takes says more of the machine than of the code
settings.load_profile("paper-graph")
# What a shell runs in the background ignores Ctrl-C, and so would every process that a test starts.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder with seeds, gold labels and recorded sources, or skip."""
    path = Path(os.environ.get("KG_SHARED_DATA", ROOT.parent / "shared" / "data"))
    if not path.is_dir():
        pytest.skip(f"needs the data for testing at {path} (KG_SHARED_DATA says where it is)")
    return path


class Ran(NamedTuple):
    """Hold what a command printed and how it ended."""

    code: int
    out: str
    err: str


Kg = Callable[..., Ran]


@pytest.fixture
def kg(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Kg:
    """Return a function that runs `kg` with a line of arguments."""

    def run(line: str, *more: str) -> Ran:
        capsys.readouterr()
        monkeypatch.setattr(sys, "argv", ["kg", *shlex.split(line), *more])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return Ran(int(ended.value.code or 0), printed.out, printed.err)

    return run


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """Return a folder with the corpus and the graph of the landmark papers."""
    from kg.build import build

    folder = tmp_path_factory.mktemp("example")
    build([root / "examples" / "landmarks.jsonl"], corpus=folder / "kg.db", store=folder / "kg.graph", jobs=1)
    return folder


@pytest.fixture(scope="session")
def seeds(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Summary]:
    """Return the graph of the saved pages, and what the build said."""
    from kg.build import build

    folder = tmp_path_factory.mktemp("seeds")
    summary = build([shared_data / "seeds"], corpus=folder / "kg.db", store=folder / "kg.graph", jobs=1)
    return folder / "kg.graph", summary


@pytest.fixture
def in_example(example: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in the folder of the example graph."""
    monkeypatch.chdir(example)
    return example
