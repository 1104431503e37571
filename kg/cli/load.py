"""`kg load`: the graph into Neo4j."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import JsonOption, StoreOption

if TYPE_CHECKING:
    from loaders.neo4j_store import LoadReport


def load(
    store: StoreOption,
    uri: Annotated[
        str | None, typer.Option("--uri", help="Address (NEO4J_URI).", show_default="bolt://127.0.0.1:7687")
    ] = None,
    database: Annotated[
        str | None, typer.Option("--database", help="Database (NEO4J_DATABASE).", show_default="the home database")
    ] = None,
    user: Annotated[str | None, typer.Option("--user", help="User (NEO4J_USERNAME).", show_default="neo4j")] = None,
    password_file: Annotated[
        Path | None,
        typer.Option("--password-file", help="File whose first line is the password (else NEO4J_PASSWORD)."),
    ] = None,
    batch: Annotated[int, typer.Option("--batch", min=1, help="Rows in a transaction.")] = 5000,
    wait: Annotated[float, typer.Option("--wait", min=0, help="Seconds to wait for a server that is away.")] = 60.0,
    prune: Annotated[bool, typer.Option("--prune", help="Remove what the graph no longer has.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done; write nothing.")] = False,
    bulk: Annotated[
        Path | None,
        typer.Option(
            "--bulk", help="Write files for neo4j-admin database import into this folder instead.", metavar="DIR"
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Load the graph into Neo4j 5.26 or newer; what is there already is compared, not written again.

    Address and login come from NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE, or from
    `.env`. Nodes and edges that others wrote are never touched. A load that was stopped is completed
    by the next one.

    Example: `kg load --uri bolt://localhost:7687 --password-file secret.txt --prune`
    """
    from kg.cli.screen import out, progress, say, write_json
    from kg.related.vectors import paper_vectors
    from loaders.generations import open_current
    from loaders.neo4j_store import Neo4jSettings, Neo4jStore, read_password
    from loaders.neo4j_store import load as run

    if bulk is not None:
        _write_bulk(store, bulk, database, as_json=as_json)
        return
    given = {
        "uri": uri,
        "username": user,
        "database": database,
        "password": password_file and read_password(password_file),
    }
    settings = Neo4jSettings().model_copy(update={name: value for name, value in given.items() if value is not None})
    with (
        open_current(store) as (generation, snapshot),
        Neo4jStore(settings, batch=batch, wait=wait, say=say) as target,
        progress() as hear,
    ):
        vectors = paper_vectors(generation.related)
        report = run(target, snapshot, vectors=vectors, prune=prune, dry_run=dry_run, progress=hear)
    if as_json:
        write_json(report)
    else:
        out().print("\n".join(_lines(report)))


def _lines(report: LoadReport) -> list[str]:
    would = "would be " if report.dry_run else ""
    lines = [
        f"{what}: {would}{made.created} created, {made.changed} changed, {made.unchanged} unchanged"
        for what, made in (("nodes", report.nodes), ("edges", report.edges), ("vectors", report.vectors))
        if made is not None
    ]
    if report.removed is not None:
        gone = report.removed
        lines.append(f"{would}removed: {gone.nodes} nodes and {gone.edges} edges that the graph no longer has")
        if gone.kept:
            lines.append(f"kept: {gone.kept} nodes at which edges of others end")
    return lines


def _write_bulk(store: Path, folder: Path, database: str | None, *, as_json: bool) -> None:
    from kg.cli.screen import out, write_json
    from loaders.bulk import write_bulk
    from loaders.generations import open_snapshot

    with open_snapshot(store) as snapshot:
        files = write_bulk(snapshot, folder, database=database or "neo4j")
    if as_json:
        write_json(files)
        return
    screen = out()
    screen.print(
        f"wrote {files.nodes} nodes and {files.edges} edges into {folder}; with the database stopped, run:",
        soft_wrap=True,
    )
    screen.print(f"  sh {files.script}", soft_wrap=True)
    screen.print(f"then start it and run {files.finish} with cypher-shell, or run `kg load`", soft_wrap=True)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(load)
