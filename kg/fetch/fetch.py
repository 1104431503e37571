"""Fetch page after page into files, and what the papers cite after them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kg.fetch.client import Client
from kg.fetch.request import Request, Service
from kg.fetch.services import SERVICES
from kg.fetch.settings import FetchSettings
from kg.fetch.state import State, name_of, write_whole
from schemas.errors import UsageError
from schemas.record import Record


class Fetched(Record):
    """Say what a fetch brought."""

    papers: int
    files: tuple[Path, ...]
    requests: int
    """Requests that went out; the other answers were on disk."""
    unknown: int
    """Requests for what the service does not know."""
    resumed: bool


def planned(service: str, terms: list[str], settings: FetchSettings, *, limit: int) -> list[str]:
    """Return the addresses of the first requests; nothing is asked."""
    with Client(_service(service), settings) as client:
        return [client.url(request) for request in _service(service).requests(terms, limit)]


def fetch(
    service: str,
    terms: list[str],
    folder: Path,
    settings: FetchSettings,
    *,
    limit: int = 1000,
    expand: int = 0,
    progress: Callable[[int], None] = lambda _: None,
) -> Fetched:
    """Write the answers for ids and queries into files of a folder, as they come; `kg build FOLDER` reads them.

    Stops after the page with which there are `limit` papers. `expand` follows references so many
    steps. What was fetched before a kill is not fetched again; a finished fetch begins anew.
    """
    asked = _service(service)
    if expand and not asked.EXPANDS:
        able = ", ".join(name for name, one in SERVICES.items() if one.EXPANDS)
        raise UsageError(f"--expand: {service} does not tell what papers cite; use one of {able}")
    folder.mkdir(parents=True, exist_ok=True)
    name = name_of(service, terms, limit, expand)
    path = folder / f".{name}.state.json"
    before = State.read(path)
    state = before or State(waiting=tuple(asked.requests(terms, limit)))
    unknown = 0
    with Client(asked, settings) as client:
        while state.papers < limit:
            state = state if state.waiting else _expanded(state, asked, expand, limit)
            if not state.waiting:
                break
            request, *rest = state.waiting
            found = client.ask(request)
            if found is None:
                unknown += 1
                state = state.model_copy(update={"waiting": tuple(rest)})
            else:
                body, answer = found
                write_whole(folder / f"{name}-{state.files + 1:05}.{asked.SUFFIX}", body)
                following = [answer.next] if answer.next else []
                state = state.model_copy(
                    update={
                        "waiting": (*following, *rest),
                        "files": state.files + 1,
                        "papers": state.papers + answer.papers,
                        "cited": (*state.cited, *answer.references) if expand > state.level else (),
                    }
                )
                progress(state.papers)
            state.write(path)
        sent = client.sent
    path.unlink(missing_ok=True)
    files = tuple(folder / f"{name}-{n:05}.{asked.SUFFIX}" for n in range(1, state.files + 1))
    return Fetched(papers=state.papers, files=files, requests=sent, unknown=unknown, resumed=before is not None)


def _expanded(state: State, service: Service, expand: int, limit: int) -> State:
    """Return the state with requests for what the last level cites, each id once."""
    if state.level >= expand:
        return state
    new = sorted(set(state.cited) - set(state.asked))[: limit - state.papers]
    requests: list[Request] = service.requests(new, limit) if new else []
    return state.model_copy(
        update={"waiting": tuple(requests), "level": state.level + 1, "asked": (*state.asked, *new), "cited": ()}
    )


def _service(name: str) -> Service:
    try:
        return SERVICES[name]
    except KeyError:
        raise UsageError(f"no service {name!r}; there are {', '.join(SERVICES)}") from None
