"""Run the service until it is stopped."""

from __future__ import annotations

import errno
import socket
import threading
import webbrowser
from collections.abc import Callable
from urllib.parse import quote

import uvicorn

from kg.serve.app import create_app
from kg.serve.options import ServeOptions
from schemas.errors import UsageError

_WAIT_SECONDS = 60.0


def run(options: ServeOptions, say: Callable[[str], None], *, open_page: bool = False) -> None:
    """Serve until Ctrl-C; `say` hears the address. Raises `UsageError` when the port cannot be had."""
    listening = _listen(options)
    port = listening.getsockname()[1]
    address = _address(options, port)
    config = uvicorn.Config(create_app(options), log_level="warning", server_header=False, timeout_graceful_shutdown=3)
    server = uvicorn.Server(config)

    def announce() -> None:
        for _ in range(int(_WAIT_SECONDS / 0.1)):
            if server.started:
                say(f"Paper graph: {address}  (Ctrl-C ends)")
                if open_page:
                    webbrowser.open(address)
                return
            threading.Event().wait(0.1)

    threading.Thread(target=announce, name="announce", daemon=True).start()
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        pass  # Ctrl-C is how this ends.
    finally:
        listening.close()


def _listen(options: ServeOptions) -> socket.socket:
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    # Only a socket that names its protocol is told not to wait for acknowledgements (TCP_NODELAY): 40 ms an answer.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((options.host, options.port))
    except OSError as error:
        listening.close()
        why = "is taken: choose another with --port" if error.errno == errno.EADDRINUSE else f"cannot be had ({error})"
        raise UsageError(f"port {options.port} of {options.host} {why}") from None
    return listening


def _address(options: ServeOptions, port: int) -> str:
    shown = "127.0.0.1" if options.host in ("0.0.0.0", "::") else options.host  # noqa: S104
    host = f"[{shown}]" if ":" in shown else shown
    return f"http://{host}:{port}/" + (f"?token={quote(options.token)}" if options.token else "")
