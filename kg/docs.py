"""Write the pages of `docs/` that are made from code: `python -m kg.docs`."""

from __future__ import annotations

import json
import shlex
import tempfile
from pathlib import Path
from typing import Any

import typer
from typer.main import get_command

from kg.build import build
from kg.cli.app import app
from kg.stores import open_store
from queries.library import QUERIES, Query, run
from schemas.definitions import graph_json_schema, paper_json_schema, schema_page
from schemas.result import Runner, Value

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
NAMES = ("schema.md", "queries.md", "commands.md", "graph.schema.json", "paper.schema.json")
"""The pages that are made, under `docs/`."""
_ROWS = 3
_ITEMS = 3
_WIDTH = 60


def pages(graph: Path) -> dict[str, str]:
    """Return the text of each page by its name; `graph` is the folder of the example graph."""
    with open_store(graph) as store:
        queries = queries_page(store)
    return {
        "schema.md": schema_page(),
        "queries.md": queries,
        "commands.md": commands_page(),
        "graph.schema.json": _json(graph_json_schema()),
        "paper.schema.json": _json(paper_json_schema()),
    }


def queries_page(example: Runner) -> str:
    """Return the page of the named questions, one section each, with what the example graph answers."""
    lines = [
        "# Named questions",
        "",
        "Made by `make docs` from `queries/`; a test fails when this page drifts. Ask one with",
        "`kg query NAME --param key=value`; the same text runs on the embedded store and on Neo4j. The first rows shown",
        "are those of the graph of `examples/landmarks.jsonl`, long cells cut.",
        "",
    ]
    for query in sorted(QUERIES.values(), key=lambda one: one.name):
        lines += _query(query, example)
    return "\n".join(lines).rstrip() + "\n"


def commands_page() -> str:
    """Return the page of the commands, as `--help` tells them."""
    command: Any = get_command(app)  # typer keeps the classes of built commands to itself
    lines = [
        "# Commands",
        "",
        "Made by `make docs` from the command line's own help; a test fails when this page drifts.",
        "",
    ]
    with typer.Context(command, info_name="kg") as context:
        lines += _command(command, context, "kg", 2)
    return "\n".join(lines).rstrip() + "\n"


def _query(query: Query, example: Runner) -> list[str]:
    lines = [f"## {query.name}", "", query.answers, ""]
    if query.parameters:
        lines += ["| parameter | type | default | meaning |", "|---|---|---|---|"]
        for p in query.parameters:
            default = "" if p.required else f"`{p.default}`"
            lines.append(f"| `{p.name}` | {p.kind} | {default} | {p.meaning} |")
        lines.append("")
    lines += ["| column | meaning |", "|---|---|"]
    lines += [f"| `{c.name}` | {c.meaning} |" for c in query.columns]
    return [*lines, "", *_example(query, example), "```cypher", query.body.strip(), "```", ""]


def _example(query: Query, example: Runner) -> list[str]:
    given = [f"--param {shlex.quote(f'{name}={value}')}" for name, value in query.example().items()]
    lines = ["```sh", " ".join(["kg query", query.name, *given]), "```", ""]
    found = run(example, query.name, query.example())
    if not found.rows:
        return [*lines, "The example papers give no rows.", ""]
    lines += [f"| {' | '.join(found.columns)} |", "|" + "---|" * len(found.columns)]
    lines += [f"| {' | '.join(_cell(value) for value in row)} |" for row in found.rows[:_ROWS]]
    if len(found.rows) > _ROWS:
        lines += ["", f"… {len(found.rows)} rows"]
    return [*lines, ""]


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3g}"
    if isinstance(value, list):
        more = [f"… {len(value) - _ITEMS} more"] if len(value) > _ITEMS else []
        return ", ".join([*(_cell(item) for item in value[:_ITEMS]), *more])
    text = " ".join(str(value).split()).replace("|", "\\|")
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1].rstrip() + "…"


def _command(command: Any, context: Any, name: str, depth: int) -> list[str]:
    lines = [f"{'#' * depth} {name}", "", (command.help or "").strip(), ""]
    rows = []
    for parameter in command.params:
        record = parameter.get_help_record(context)
        if record is not None and "--help" not in record[0]:
            rows.append(f"| `{record[0]}` | {record[1].replace('|', chr(92) + '|')} |")
        elif parameter.param_type_name == "argument":
            rows.append(f"| `{parameter.make_metavar(context)}` | {getattr(parameter, 'help', '') or ''} |")
    if rows:
        lines += ["| option | meaning |", "|---|---|", *rows, ""]
    for sub_name, sub in sorted(getattr(command, "commands", {}).items()):
        lines += _command(sub, typer.Context(sub, info_name=sub_name, parent=context), f"{name} {sub_name}", depth + 1)
    return lines


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        example = Path(folder)
        build([ROOT / "examples" / "landmarks.jsonl"], corpus=example / "kg.db", store=example / "kg.graph", jobs=1)
        made = pages(example / "kg.graph")
    for name, text in made.items():
        (DOCS / name).write_text(text, encoding="utf-8")
