"""Read statements, ask the store, show tables; until the reader leaves."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.filters import Condition
from prompt_toolkit.history import FileHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from rich.console import Console

from kg.cli.options import pairs
from kg.cli.screen import say, table
from kg.console.completion import COMMANDS, GraphCompleter
from loaders.store import Store
from queries.hints import hints
from queries.library import QUERIES, prepare
from schemas.errors import KgError
from schemas.result import Value

TIMEOUT = 30.0
"""Seconds that one statement may take."""
LIMIT = 1000
"""Rows that one statement may show."""


def run(store: Store, screen: Console, history: Path) -> None:
    """Prompt until the reader leaves by :quit or Ctrl-D; Ctrl-C drops the line that is being typed.

    A statement of Cypher may take several lines and ends with `;`.
    """
    history.parent.mkdir(parents=True, exist_ok=True)
    session: PromptSession[str] = PromptSession(
        "kg> ",
        multiline=True,
        key_bindings=_enter_ends_statements(),
        completer=GraphCompleter(),
        history=FileHistory(str(history)),
        prompt_continuation="... ",
    )
    screen.print("Cypher ends with ; and may take several lines. :help tells more, :quit leaves.", markup=False)
    while True:
        try:
            line = session.prompt().strip().rstrip(";").strip()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        if line == ":quit":
            return
        if line:
            answer(store, screen, line)


def answer(store: Store, screen: Console, line: str) -> None:
    """Do what one line asks; a failure is told and the prompt goes on."""
    try:
        if line == ":help":
            screen.print(table(("command", "does"), COMMANDS.items()))
        elif line == ":queries":
            screen.print(table(("name", "answers"), [(q.name, q.answers) for q in QUERIES.values()]))
        elif line.startswith(":run"):
            name, *given = shlex.split(line.removeprefix(":run")) or [""]
            _show(store, screen, *prepare(name, pairs(given, ":run")))
        elif line.startswith(":"):
            say(f"no command {line.split()[0]}; see :help")
        else:
            _show(store, screen, line, {})
    except (KgError, ValueError) as error:
        say(" ".join(str(error).split("\n")))


def _show(store: Store, screen: Console, cypher: str, parameters: Mapping[str, Value]) -> None:
    for hint in hints(cypher):
        say(hint)
    result = store.query(cypher, parameters, timeout=TIMEOUT, limit=LIMIT)
    screen.print(table(result.columns, result.rows))
    screen.print(f"{len(result.rows)} rows" + (", and more that are not shown" if result.truncated else ""))


def _enter_ends_statements() -> KeyBindings:
    """Let Enter send a finished statement or a command, and else begin a new line."""
    bindings = KeyBindings()

    @Condition
    def finished() -> bool:
        from prompt_toolkit.application import get_app

        text = get_app().current_buffer.text.strip()
        return not text or text.startswith(":") or text.endswith(";")

    @bindings.add("enter", filter=finished)
    def send(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    return bindings
