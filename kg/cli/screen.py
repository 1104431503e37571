"""What the commands write: results to stdout, progress and messages to stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from rich.progress import TaskID
    from rich.table import Table

    from kg.build import Progress

_STAGES = {
    "fetch": "fetching papers",
    "read": "reading papers",
    "extract": "finding what they name",
    "resolve": "joining names",
    "nodes": "making nodes",
    "edges": "making edges",
    "related": "relating papers",
    "store": "filling the store",
}


_ITEMS = 8
"""Items of a list that a cell of a table shows; --json shows all."""


def out() -> Console:
    """Return the console of results."""
    return Console(highlight=False)


def err() -> Console:
    """Return the console of messages and progress."""
    return Console(stderr=True, highlight=False)


def say(message: str) -> None:
    """Write a message of one line to stderr, as it is."""
    err().print(message, markup=False, soft_wrap=True)


def write_json(value: Any) -> None:
    """Write a value as JSON to stdout: indented for people, one line where a program reads it."""
    indent = 2 if sys.stdout.isatty() else None
    sys.stdout.write(json.dumps(_plain(value), ensure_ascii=False, indent=indent) + "\n")


def heading(text: str) -> Text:
    """Make the heading of what follows."""
    return Text(f"\n{text}", style="bold")


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """Make a table of plain text: markup in the values is shown, not obeyed."""
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    made = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    shown = [[_cell(value) for value in row] for row in rows]
    for place, column in enumerate(columns):
        numbers = bool(shown) and all(_is_number(row[place]) for row in shown)
        made.add_column(escape(column), justify="right" if numbers else "left", overflow="fold")
    for row in shown:
        made.add_row(*(escape(value) for value in row))
    return made


@contextmanager
def progress() -> Iterator[Progress]:
    """Show the stages of long work on stderr; nothing where stderr is no terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    bars = Bars(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=err(),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
    tasks: dict[str, TaskID] = {}

    def hear(stage: str, done: int, total: int | None) -> None:
        if stage not in tasks:
            tasks[stage] = bars.add_task(_STAGES.get(stage, stage), total=total)
        bars.update(tasks[stage], completed=done, total=total)

    with bars:
        yield hear


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, list | tuple):
        shown = [_cell(item) for item in value[:_ITEMS]]
        return ", ".join(shown) + (f", … {len(value) - _ITEMS} more" if len(value) > _ITEMS else "")
    if isinstance(value, dict):
        return str(value.get("name") or value.get("title") or json.dumps(value, ensure_ascii=False))
    return _visible(str(value))


def _visible(text: str) -> str:
    """Replace control characters, which a terminal would obey, by what shows them."""
    return "".join(c if c.isprintable() or c in "\n\t" else f"\\u{ord(c):04x}" for c in text)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
