"""`kg query`: ask the graph in Cypher."""

from __future__ import annotations

import csv
import json
import sys
from typing import Annotated, Any

import typer

from kg.cli.options import JsonOption, Neo4jOption, StoreOption, pairs


def query(
    store: StoreOption,
    name: Annotated[str | None, typer.Argument(help="A named question; see --list.")] = None,
    cypher: Annotated[str | None, typer.Option("--cypher", help="Cypher of your own.")] = None,
    param: Annotated[list[str] | None, typer.Option("--param", help="A parameter: --param name=value.")] = None,
    list_all: Annotated[bool, typer.Option("--list", help="List the named questions.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Most rows to return.")] = 1000,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds that the query may take.")] = 30.0,
    neo4j: Neo4jOption = False,
    write: Annotated[bool, typer.Option("--write", help="Let Cypher of your own write too.")] = False,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """Ask a named question, or Cypher of your own, with parameters.

    The store itself refuses what writes, unless `--write`.

    Examples: `kg query papers_on_benchmark --param benchmark=MMLU`,
    `kg query --cypher 'MATCH (p:Paper) RETURN count(p) AS papers' --json`
    """
    from kg.cli.screen import out, say, table, write_json
    from kg.stores import open_store
    from queries.hints import hints
    from queries.library import QUERIES, prepare
    from schemas.errors import UsageError

    if list_all:
        rows = [(q.name, q.answers, " ".join(p.name for p in q.parameters)) for q in QUERIES.values()]
        if as_json:
            write_json([dict(zip(("name", "answers", "parameters"), row, strict=True)) for row in rows])
        else:
            out().print(table(("name", "answers", "parameters"), rows))
        return
    if write and cypher is None:
        raise UsageError("--write goes with --cypher: named questions only read")
    if (name is None) == (cypher is None):
        raise UsageError("give the name of a question (kg query --list) or --cypher TEXT, one of the two")
    given = pairs(param or (), "--param")
    if name is not None:
        text, parameters = prepare(name, given)
    else:
        for hint in hints(str(cypher)):
            say(hint)
        text, parameters = str(cypher), {key: _literal(value) for key, value in given.items()}
    with open_store(store, neo4j=neo4j, write=write) as database:
        result = database.query(text, parameters, write=write, timeout=timeout, limit=limit)
    if result.truncated:
        say(f"only the first {limit} rows are shown: --limit shows more")
    if as_json:
        write_json(list(result.records()))
    elif as_csv:
        writer = csv.writer(sys.stdout)
        writer.writerow(result.columns)
        writer.writerows([_csv_cell(value) for value in row] for row in result.rows)
    else:
        out().print(table(result.columns, result.rows))


def _literal(value: str) -> Any:
    """Read a parameter as JSON where it is JSON, else as text."""
    try:
        return json.loads(value)
    except ValueError:
        return value


def _csv_cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(query)
