"""`kg serve`: the graph in the browser."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.options import CorpusOption, StoreOption


def serve(
    store: StoreOption,
    corpus: CorpusOption,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port; 0 takes a free one.")] = 8040,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on; others than this machine's own need --token.")
    ] = "127.0.0.1",
    open_page: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    read_only: Annotated[bool, typer.Option("--read-only", help="Let nobody correct anything.")] = False,
    token: Annotated[
        str | None,
        typer.Option("--token", envvar="KG_TOKEN", help="A secret of 8 characters or more that everybody has to know."),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option("--allow-host", help="A further name under which the page is reached.", metavar="NAME"),
    ] = None,
    neo4j: Annotated[
        bool,
        typer.Option(
            "--neo4j", help="Show the graph that lies in Neo4j, by the settings of `kg load` (NEO4J_URI ...)."
        ),
    ] = False,
) -> None:
    """Open the graph in the browser: a map, the words behind every link, boards, gaps, trends, Cypher.

    It also answers programs: the REST interface is described at /api/v1/openapi.json. A build that runs
    meanwhile is noticed: the page shows the new graph when it is there.

    Example: `kg serve --open`
    """
    from kg.cli.screen import say
    from kg.serve import ServeOptions
    from kg.serve.run import run

    options = ServeOptions(
        store=store,
        corpus=corpus,
        host=host,
        port=port,
        read_only=read_only,
        token=token,
        allow_hosts=tuple(allow_host or ()),
        neo4j=neo4j,
    )
    run(options, say, open_page=open_page)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(serve)
