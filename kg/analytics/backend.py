"""Choose what runs a measure: a backend of networkx where one is asked for and has it, else what is here."""

from __future__ import annotations

from typing import Any

from schemas.errors import UsageError


def check_backend(backend: str | None) -> None:
    """Raise `UsageError` for a backend that is not installed, or does not fit the networkx that is."""
    import networkx as nx

    if not backend:
        return
    backends: dict[str, Any] = nx.utils.backends.backends  # type: ignore[attr-defined]
    if backend not in backends:
        here = f"installed: {', '.join(sorted(backends))}" if backends else "none is installed"
        raise UsageError(f"networkx has no backend {backend!r} here ({here}): pip install nx-parallel, for one")
    try:
        backends[backend].load()
    except ImportError as error:
        raise UsageError(f"the backend {backend!r} does not fit networkx {nx.__version__}: {error}") from error


def runs_on(backend: str | None, function: Any) -> dict[str, Any]:
    """Return what passes the backend to a function of networkx; nothing where it does not have that function."""
    return {"backend": backend} if backend in function.backends - {"networkx"} else {}
