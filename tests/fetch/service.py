"""A service on this machine that replays answers: whole ones, failures, cut ones, and silence."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


@dataclass
class Reply:
    """Say what the service does with one request."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    missing: int = 0
    """Bytes that are promised and not sent."""
    silent: float = 0.0
    """Seconds before it answers."""


@dataclass
class Asked:
    """Hold one request as it came."""

    path: str
    params: dict[str, str]
    headers: dict[str, str]
    posted: object


Answering = Callable[[Asked], Reply]


@dataclass
class Service:
    """Hold the address of the service and what it was asked."""

    url: str
    asked: list[Asked] = field(default_factory=list)


def page(value: object) -> Reply:
    return Reply(json.dumps(value).encode())


@contextmanager
def serving(answer: Answering) -> Iterator[Service]:
    """Serve on a free port until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            length = int(self.headers.get("Content-Length", 0))
            asked = Asked(
                address.path,
                {name: values[0] for name, values in parse_qs(address.query).items()},
                {name.lower(): value for name, value in self.headers.items()},
                json.loads(self.rfile.read(length)) if length else None,
            )
            service.asked.append(asked)
            reply = answer(asked)
            time.sleep(reply.silent)
            try:
                self.send_response(reply.status)
                for name, value in {"Content-Length": str(len(reply.body) + reply.missing), **reply.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply.body)
            except (BrokenPipeError, ConnectionResetError):
                return

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    service = Service(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
