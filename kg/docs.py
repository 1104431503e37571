"""Write the pages of `docs/` that are made from code: `python -m kg.docs`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typer
from typer.main import get_command

from kg.cli.app import app
from queries.library import QUERIES, Query
from schemas.definitions import graph_json_schema, paper_json_schema, schema_page

DOCS = Path(__file__).resolve().parent.parent / "docs"


def pages() -> dict[str, str]:
    """Return the text of each page by its path under `docs/`."""
    return {
        "schema.md": schema_page(),
        "queries.md": queries_page(),
        "commands.md": commands_page(),
        "graph.schema.json": _json(graph_json_schema()),
        "paper.schema.json": _json(paper_json_schema()),
    }


def queries_page() -> str:
    """Return the page of the named questions, one section each."""
    lines = [
        "# Named questions",
        "",
        "Made by `make docs` from `queries/`; a test fails when this page drifts. Ask one with",
        "`kg query NAME --param key=value`; the same text runs on the embedded store and on Neo4j.",
        "",
    ]
    for query in sorted(QUERIES.values(), key=lambda one: one.name):
        lines += _query(query)
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


def _query(query: Query) -> list[str]:
    lines = [f"## {query.name}", "", query.answers, ""]
    if query.parameters:
        lines += ["| parameter | type | default | meaning |", "|---|---|---|---|"]
        for p in query.parameters:
            default = "" if p.required else f"`{p.default}`"
            lines.append(f"| `{p.name}` | {p.kind} | {default} | {p.meaning} |")
        lines.append("")
    lines += ["| column | meaning |", "|---|---|"]
    lines += [f"| `{c.name}` | {c.meaning} |" for c in query.columns]
    return [*lines, "", "```cypher", query.body.strip(), "```", ""]


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
    for path, text in pages().items():
        (DOCS / path).parent.mkdir(parents=True, exist_ok=True)
        (DOCS / path).write_text(text, encoding="utf-8")
