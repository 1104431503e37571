"""Start each server once for all tests that want it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import pytest

from loaders.neo4j_store import Neo4jSettings, Neo4jStore
from tests.neo4j.server import CURRENT, LTS, JavaMissing, Release, Server, ServerMissing


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a running server of the long-term release, shared by all tests: wipe it before use."""
    yield from running(LTS, tmp_path_factory)


@pytest.fixture(scope="session")
def neo4j_current(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a running server of the current release, shared by all tests: wipe it before use."""
    yield from running(CURRENT, tmp_path_factory)


@pytest.fixture
def neo4j_store(neo4j_server: Server) -> Iterator[Neo4jStore]:
    """Return a store on an empty database of the long-term release."""
    with Neo4jStore(settings(neo4j_server)) as store:
        wipe(store)
        yield store


_KEEP_PLANS = {"dbms.cypher.min_replan_interval": "1h"}
"""Tests fill and empty a database again and again; plans made anew for that took most of their time."""


def make(
    release: Release, folders: pytest.TempPathFactory, settings: Mapping[str, str] = MappingProxyType({})
) -> Server:
    """Make a server; skip, or fail where KG_REQUIRE_SERVERS is 1, when this machine cannot run one.

    Only the current release is skipped there too where no Java is new enough for it: distributions
    that have 17 alone are many.
    """
    try:
        return Server(release, folders.mktemp(f"neo4j-{release.profile}"), {**_KEEP_PLANS, **settings})
    except ServerMissing as missing:
        spared = release is CURRENT and isinstance(missing, JavaMissing)
        if os.environ.get("KG_REQUIRE_SERVERS") == "1" and not spared:
            pytest.fail(f"KG_REQUIRE_SERVERS=1, but this machine {missing}")
        pytest.skip(f"Neo4j {release.version} {missing}")


def running(release: Release, folders: pytest.TempPathFactory) -> Iterator[Server]:
    """Make a server, start it, yield it and end it: its data go with the session."""
    server = make(release, folders)
    server.start()
    try:
        yield server
    finally:
        server.kill()


def settings(server: Server) -> Neo4jSettings:
    """Return how to reach a server."""
    return Neo4jSettings(uri=server.uri, username="neo4j", password=server.password, database=None)


def wipe(store: Neo4jStore) -> None:
    """Remove all data, whoever wrote it; constraints and indexes stay."""
    while store.query("MATCH (n) WITH n LIMIT 300 DETACH DELETE n RETURN 1 AS gone", write=True).rows:
        pass


def drop_schema(store: Neo4jStore) -> None:
    """Remove all constraints and indexes."""
    for shown, dropped in (("CONSTRAINTS", "CONSTRAINT"), ("INDEXES", "INDEX")):
        for name, type in store.query(f"SHOW {shown} YIELD name, type RETURN name, type").rows:
            if type != "LOOKUP":
                store.query(f"DROP {dropped} `{name}`", write=True)
