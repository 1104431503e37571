"""Run the service on a real port, and make small graphs for it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import uvicorn
from fastapi import FastAPI

from kg.related import RelatedIndex
from kg.serve import ServeOptions, create_app
from loaders.generations import Generations
from loaders.snapshot import Snapshot, SnapshotWriter
from schemas.edges import AnyEdge
from schemas.nodes import AnyNode


class Served(NamedTuple):
    """Hold a running service: its application and its address."""

    app: FastAPI
    url: str

    @property
    def token(self) -> str:
        """Return the token that the page is given."""
        return str(self.app.state.write_token)


def write_graph(store: Path, nodes: Sequence[AnyNode], edges: Sequence[AnyEdge]) -> None:
    """Publish a graph as a new generation, with its index of related work and without a store for Cypher."""
    generations = Generations(store)
    with generations.writing():
        generation = generations.begin()
        writer = SnapshotWriter(generation.snapshot)
        writer.write_nodes(nodes)
        writer.write_edges(edges)
        writer.finish()
        with Snapshot(generation.snapshot) as snapshot:
            RelatedIndex.build(snapshot).save(generation.related)
        generation.write_meta({"cypher": "this graph was made without a store", "decisions": []})
        generations.publish(generation)


@contextmanager
def serve(options: ServeOptions) -> Iterator[Served]:
    """Run the service in a thread until the block ends."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind((options.host, 0))
    app = create_app(options)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=2))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        deadline = time.monotonic() + 60
        while not server.started:
            assert thread.is_alive(), "the service did not start"
            assert time.monotonic() < deadline, "the service did not start in time"
            time.sleep(0.05)
        yield Served(app, f"http://127.0.0.1:{listening.getsockname()[1]}")
    finally:
        server.should_exit = True
        thread.join(30)
        listening.close()
