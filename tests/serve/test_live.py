"""The graph changes while it is served: a new one is taken, a lost one is said, and both heal."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from kg.serve import ServeOptions
from tests.serve import graphs
from tests.serve.serving import serve, write_graph


def until(true: Callable[[], Any], seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.1)


def test_a_page_opened_before_the_first_build_comes_alive_with_it(tmp_path: Path) -> None:
    store = tmp_path / "kg.graph"
    with (
        serve(ServeOptions(store=store, corpus=tmp_path / "kg.db")) as running,
        httpx.Client(base_url=f"{running.url}/api/v1", timeout=30) as api,
    ):
        assert api.get("/status").json()["state"] == "empty"
        answer = api.get("/overview")
        assert answer.status_code == 503
        assert "kg build" in answer.json()["detail"]
        write_graph(store, graphs.nodes(), graphs.edges())
        until(lambda: api.get("/status").json()["state"] == "ready")
        assert api.get("/overview").status_code == 200


def test_a_new_generation_is_taken_and_the_old_one_can_be_removed(tmp_path: Path) -> None:
    store = tmp_path / "kg.graph"
    write_graph(store, graphs.nodes()[:1], [])
    with (
        serve(ServeOptions(store=store, corpus=tmp_path / "kg.db")) as running,
        httpx.Client(base_url=f"{running.url}/api/v1", timeout=30) as api,
    ):
        first = api.get("/status").json()["generation"]
        write_graph(store, graphs.nodes(), graphs.edges())
        until(lambda: api.get("/status").json()["generation"] != first)
        assert api.get("/overview").json()["nodes"]["Paper"] == 3
        write_graph(store, graphs.nodes(), graphs.edges())
        assert not (store / "g-000001").exists()


def test_a_graph_that_goes_away_is_said_and_the_loaded_one_goes_on(tmp_path: Path) -> None:
    store = tmp_path / "kg.graph"
    write_graph(store, graphs.nodes(), graphs.edges())
    with (
        serve(ServeOptions(store=store, corpus=tmp_path / "kg.db")) as running,
        httpx.Client(base_url=f"{running.url}/api/v1", timeout=30) as api,
    ):
        shutil.move(store, tmp_path / "away")
        until(lambda: api.get("/status").json()["state"] == "stale")
        assert api.get("/search", params={"q": "bert"}).json()["total"] > 0
        shutil.move(tmp_path / "away", store)
        until(lambda: api.get("/status").json()["state"] == "ready")
