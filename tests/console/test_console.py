"""The prompt completes from the schema, sends finished statements, and goes on after a failure."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from kg.console import run
from kg.console.completion import GraphCompleter
from kg.stores import open_store


def offered(text: str) -> list[str]:
    return [c.text for c in GraphCompleter().get_completions(Document(text), CompleteEvent())]


@pytest.mark.parametrize(
    ("typed", "offers"),
    [
        ("MATCH (b:Bench", ["Benchmark"]),
        ("MATCH (p)-[:EVAL", ["EVALUATES_ON"]),
        ("MATCH (p)-[:USES|ADDR", ["ADDRESSES"]),
        ("RETURN p.tit", ["title"]),
        ("mat", ["MATCH"]),
        (":q", [":queries", ":quit"]),
        (":run counts", ["counts_by_type"]),
    ],
)
def test_what_may_stand_at_the_cursor_is_offered(typed: str, offers: list[str]) -> None:
    assert offered(typed) == offers


def test_statements_of_several_lines_commands_and_failures(
    example: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    screen = Console(file=io.StringIO(), width=120)
    history = tmp_path / "state" / "history"
    typed = "MATCH (p:Paper)\rRETURN count(p) AS papers;\r:run counts_by_type\rMATCH (p:Papers RETURN p;\r:nonsense\r:quit\r"
    with (
        open_store(example / "kg.graph") as store,
        create_pipe_input() as keys,
        create_app_session(input=keys, output=DummyOutput()),
    ):
        keys.send_text(typed)
        run(store, screen, history)
    assert isinstance(screen.file, io.StringIO)
    shown = screen.file.getvalue()
    assert "papers" in shown
    assert "EVALUATES_ON" in shown
    told = capsys.readouterr().err
    assert "did you mean Paper?" in told
    assert "no command :nonsense" in told
    assert "MATCH (p:Paper)" in history.read_text(encoding="utf-8")
