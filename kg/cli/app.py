"""The `kg` command: its parts, and what it says when something goes wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from copy import copy
from typing import Annotated

import typer
from typer.exceptions import TyperException
from typer.models import CommandInfo

from kg.cli import (
    analyze,
    atlas,
    build,
    console,
    doctor,
    draft,
    entities,
    export,
    extract,
    fetch,
    load,
    papers,
    path,
    query,
    references,
    related,
    remove,
    resolve,
    review,
    serve,
    show,
    stats,
    trace,
)
from schemas.errors import KgError

app = typer.Typer(
    name="kg",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        sys.stdout.write(f"kg {version('paper-graph')}\n")
        raise typer.Exit


@app.callback()
def kg(
    traceback: Annotated[bool, typer.Option("--traceback", help="Show the traceback of a failure.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """See what machine-learning papers are made of: a graph of papers and of what they name.

    Begin with `kg build FOLDER`, then `kg stats`, `kg show NAME`, `kg related ID` and `kg query --list`.
    """


for _module in (
    fetch, build, extract, query, console, related, draft, path, trace, atlas, show, stats, analyze, export, load, serve, remove, references, doctor,
):  # fmt: skip
    _module.register(app)
resolve.register(entities.app)
review.register(entities.app)
app.add_typer(entities.app, name="entities")
app.add_typer(papers.app, name="papers")


def main() -> None:
    """Run the command line; exit with 0 for success, 1 for a failure, 2 for wrong use, 130 for Ctrl-C."""
    wants_traceback = "--traceback" in sys.argv
    arguments = [a for a in sys.argv[1:] if a != "--traceback"]
    try:
        code = _narrowed(arguments)(arguments, prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except (KgError, TyperException, OSError) as error:
        if wants_traceback:
            raise
        sys.stderr.write(f"kg: {_message(error)}\n")
        code = getattr(error, "exit_code", 1)
    if code == 130:
        sys.stderr.write("kg: interrupted; what was finished is kept, the same command goes on from there\n")
    sys.exit(code if isinstance(code, int) else 0)


def _narrowed(arguments: Sequence[str]) -> typer.Typer:
    """Return the app with no command but the one that is called: typer makes all ready first, in a tenth of a second."""
    called = [one for one in app.registered_commands if _name(one) in arguments[:1]]
    if not called:
        return app
    narrowed = copy(app)
    narrowed.registered_commands, narrowed.registered_groups = called, []
    return narrowed


def _name(command: CommandInfo) -> str | None:
    return command.name or getattr(command.callback, "__name__", None)


def _message(error: Exception) -> str:
    if isinstance(error, TyperException):
        return f"{error.format_message()} (kg COMMAND --help tells how to use it)".replace("\n", " ")
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    return " ".join(str(error).split("\n"))
