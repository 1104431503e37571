"""What a load survives, each on a real server: it waits, goes on after a restart, says what is wrong, halves batches."""

from __future__ import annotations

import gc
import json
import os
import random
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from neo4j import ManagedTransaction
from pydantic import SecretStr

from benchmarks.synthetic import SyntheticGraph
from loaders.generations import Generations
from loaders.neo4j_store import Changes, LoadReport, Neo4jSettings, Neo4jStore, Removals, load, read_password
from loaders.snapshot import Snapshot
from schemas.errors import StoreError, StoreUnavailable, UsageError
from schemas.nodes import PaperNode
from tests.neo4j import graphs
from tests.neo4j.fixtures import make, settings, wipe
from tests.neo4j.server import LTS, Server, free_port

abandons_sockets = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
"""The driver leaves its socket to the garbage collector when the server is lost while a session is opened."""

pytestmark = pytest.mark.neo4j
WAIT = 300.0
"""Seconds that a test waits for a restarted server on a machine that does much else."""
LITTLE_MEMORY = {"dbms.memory.transaction.total.max": "24m"}


@pytest.fixture(scope="module")
def fragile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a server that the tests of this module may stop and start; little memory for transactions."""
    server = make(LTS, tmp_path_factory, settings=LITTLE_MEMORY)
    yield server
    server.kill()


@pytest.fixture
def up(fragile: Server) -> Server:
    if fragile.process is None:
        fragile.start()
    with Neo4jStore(settings(fragile), wait=WAIT) as store:
        wipe(store)
    return fragile


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a graph of 500 nodes and 2,200 edges."""
    path = tmp_path_factory.mktemp("made") / "graph.sqlite"
    SyntheticGraph(200).write(path)
    return path


def test_a_load_waits_for_a_server_that_is_not_up_yet_and_says_so(fragile: Server, made: Path) -> None:
    said: list[str] = []
    fragile.stop()
    fragile.start(wait=False)
    with Neo4jStore(settings(fragile), wait=WAIT, say=said.append) as store:
        assert store.query("RETURN 1 AS one").rows == ((1,),)
    assert f"{fragile.uri} is not ready; waiting, 0 of 300 s" in said[0]


def test_a_server_that_stays_away_is_given_up_after_the_wait() -> None:
    port, began, said = free_port(), time.monotonic(), list[str]()
    with pytest.raises(
        StoreUnavailable, match=rf"bolt://127.0.0.1:{port} was not ready within 2 s: is the server running"
    ):
        Neo4jStore(Neo4jSettings(uri=f"bolt://127.0.0.1:{port}", password=SecretStr("x")), wait=2, say=said.append)
    assert time.monotonic() - began < 30
    assert said


@abandons_sockets
def test_a_server_that_is_lost_while_a_session_is_opened_is_waited_for() -> None:
    """It agrees on a version of Bolt, then breaks the connection off: what a server does that is killed just then."""
    said: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def agree_and_break_off() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = listening.accept()
                    connection.recv(20)
                    connection.sendall(b"\x00\x00\x08\x05")
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    connection.close()

        serving = threading.Thread(target=agree_and_break_off, daemon=True)
        serving.start()
        gone = Neo4jSettings(uri=f"bolt://127.0.0.1:{listening.getsockname()[1]}", password=SecretStr("none"))
        with pytest.raises(StoreUnavailable, match="was not ready within 2 s"):
            Neo4jStore(gone, wait=2, say=said.append)
        listening.shutdown(socket.SHUT_RDWR)
        serving.join()
    gc.collect()
    assert said


def test_a_query_does_not_wait_for_a_server_that_went(up: Server) -> None:
    with Neo4jStore(settings(up), wait=WAIT) as store:
        up.stop()
        began = time.monotonic()
        with pytest.raises(StoreUnavailable, match=up.uri):
            store.query("RETURN 1")
        assert time.monotonic() - began < 60


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (
            {"password": SecretStr("wrong")},
            "the password of 'neo4j' is wrong, or there is no such user: set NEO4J_USERNAME",
        ),
        ({"username": "nobody"}, "the password of 'nobody' is wrong, or there is no such user"),
        ({"database": "papers"}, "no database 'papers': set NEO4J_DATABASE or --database"),
    ],
)
def test_a_wrong_login_or_database_is_told_at_once(
    neo4j_server: Server, wrong: dict[str, object], message: str
) -> None:
    said: list[str] = []
    with pytest.raises(StoreUnavailable, match=message):
        Neo4jStore(settings(neo4j_server).model_copy(update=wrong), wait=WAIT, say=said.append)
    assert said == []


@pytest.mark.parametrize("uri", ["localhost:7687", "http://localhost:7474", "bolt://", "ftp://x"])
def test_an_address_that_is_none_is_wrong_use(uri: str) -> None:
    with pytest.raises(UsageError, match="is no address of a Neo4j server"):
        Neo4jStore(Neo4jSettings(uri=uri), wait=1)


def test_a_password_file_gives_its_first_line(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("se cret \nmore\n")
    assert read_password(file).get_secret_value() == "se cret "
    file.write_text("\n")
    with pytest.raises(UsageError, match="the first line should be the password"):
        read_password(file)
    with pytest.raises(UsageError, match="cannot read the password"):
        read_password(tmp_path / "absent")


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("NEO4J_PASSWORD=from-file\nNEO4J_DATABASE=papers\nOTHER=1\n")
    monkeypatch.setenv("NEO4J_URI", "bolt://elsewhere:1")
    found = Neo4jSettings()
    assert (found.uri, found.username, found.database) == ("bolt://elsewhere:1", "neo4j", "papers")
    assert found.password.get_secret_value() == "from-file"
    assert "from-file" not in repr(found)


def test_a_transaction_too_large_for_the_heap_halves_the_batch(up: Server, tmp_path: Path) -> None:
    papers = [PaperNode(id=f"p{i:04d}", title=f"Paper {i}", abstract="A long abstract. " * 600) for i in range(3000)]
    said: list[str] = []
    with (
        graphs.snapshot(tmp_path / "g", papers, []) as graph,
        Neo4jStore(settings(up), wait=WAIT, say=said.append) as store,
    ):
        report = load(store, graph)
        assert report.nodes == Changes(created=3000)
        assert report.batch < 1500
        assert "rows do not fit into the server's memory; going on with" in said[0]
        assert store.query("MATCH (p:Paper) RETURN count(p), min(size(p.abstract))").rows == ((3000, 17 * 600),)
        with graphs.snapshot(tmp_path / "few", papers[:1], []) as few:
            again = load(store, few, prune=True)
        assert (again.nodes, again.removed) == (Changes(unchanged=1), Removals(nodes=2999))


def test_a_row_that_alone_is_too_large_is_told(up: Server, tmp_path: Path) -> None:
    huge = PaperNode(id="p", title="Paper", abstract="x" * 40_000_000)
    with (
        graphs.snapshot(tmp_path / "g", [huge], []) as graph,
        Neo4jStore(settings(up), wait=WAIT) as store,
        pytest.raises(StoreError, match="one row alone does not fit into the server's memory"),
    ):
        load(store, graph)


@pytest.fixture
def few_types(made: Path, tmp_path: Path) -> Path:
    """Return the file of the part of a graph that a server just started need not plan twenty statements for."""
    with Snapshot(made) as graph:
        nodes = list(graph.nodes("Paper", "Author", "Dataset"))
        known = {node.id for node in nodes}
        edges = [e for e in graph.edges("CITES", "AUTHORED", "USES") if {e.source, e.target} <= known]
    graphs.snapshot(tmp_path / "few.sqlite", nodes, edges).close()
    return tmp_path / "few.sqlite"


@abandons_sockets
def test_twenty_restarts_at_random_moments_give_the_uninterrupted_graph(up: Server, few_types: Path) -> None:
    draw, times = random.Random(12), 20
    said: list[str] = []
    with Snapshot(few_types) as graph, Neo4jStore(settings(up), wait=WAIT, say=said.append, batch=20) as store:
        counts = graph.counts()
        moments = sorted(draw.sample(range(20, sum(counts.nodes.values()) + sum(counts.edges.values()), 20), times))
        done, restarts = dict[str, int](), list[threading.Thread]()

        def restart(after: float, end: Callable[[], None]) -> None:
            time.sleep(after)
            end()
            up.start()

        def progress(stage: str, count: int, _: int | None) -> None:
            done[stage] = count
            if moments and sum(done.values()) >= moments[0]:
                for earlier in restarts:
                    earlier.join()
                moments.pop(0)
                end = up.stop if len(moments) % 4 == 3 else up.kill
                restarts.append(threading.Thread(target=restart, args=(draw.uniform(0, 0.1), end)))
                restarts[-1].start()

        report = load(store, graph, progress=progress)
        for thread in restarts:
            thread.join()
        assert len(restarts) == times
        assert any("is not ready; waiting" in line for line in said)
        assert report.nodes == Changes(created=sum(counts.nodes.values()))
        assert report.edges == Changes(created=sum(counts.edges.values()))
        store.connection.write(lambda tx: tx.run("RETURN 1").consume())
        assert graphs.contents(store) == graphs.expected(graph)
    gc.collect()


def test_ctrl_c_keeps_what_was_committed_and_the_next_load_completes(up: Server, made: Path, tmp_path: Path) -> None:
    generations = Generations(tmp_path / "kg.graph")
    with generations.writing():
        generation = generations.begin()
        shutil.copy(made, generation.snapshot)
        generation.write_meta({})
        generations.publish(generation)
    command = [sys.executable, "-m", "kg", "load", "--store", str(tmp_path / "kg.graph"), "--json", "--wait", "300"]
    environment = {**os.environ, "NEO4J_URI": up.uri, "NEO4J_PASSWORD": up.password}
    with Snapshot(made) as graph, Neo4jStore(settings(up), wait=WAIT) as store:
        store.apply_schema()
        process = subprocess.Popen([*command, "--batch", "5"], env=environment, stderr=subprocess.PIPE, text=True)
        until = time.monotonic() + WAIT
        while len(graphs.contents(store)[1]) < 20 and time.monotonic() < until:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, complaint = process.communicate(timeout=WAIT)
        assert process.returncode == 130, complaint
        assert "what was finished is kept, the same command goes on from there" in complaint
        nodes, edges = graphs.contents(store)
        assert len(nodes) == sum(graph.counts().nodes.values())
        assert 20 <= len(edges) < sum(graph.counts().edges.values())
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=WAIT, check=True)
        report = LoadReport.model_validate(json.loads(done.stdout))
        assert (report.nodes, report.edges.unchanged) == (Changes(unchanged=len(nodes)), len(edges))
        assert graphs.contents(store) == graphs.expected(graph)


def test_ctrl_c_lets_a_write_end_and_cuts_a_question(up: Server) -> None:
    def interrupted_write(tx: ManagedTransaction) -> None:
        tx.run("CREATE (:Kept)").consume()
        os.kill(os.getpid(), signal.SIGINT)
        tx.run("CREATE (:Kept)").consume()

    with Neo4jStore(settings(up), wait=WAIT) as store:
        with pytest.raises(KeyboardInterrupt):
            store.connection.write(interrupted_write)
        assert store.query("MATCH (n:Kept) RETURN count(n) AS n").rows == ((2,),)
        with pytest.raises(KeyboardInterrupt):
            store.connection.once(lambda _: os.kill(os.getpid(), signal.SIGINT), write=True)


def test_ctrl_c_is_told_from_the_error_that_the_driver_makes_of_it(up: Server) -> None:
    def cut(tx: ManagedTransaction) -> None:
        try:
            os.kill(os.getpid(), signal.SIGINT)
            os.kill(os.getpid(), signal.SIGINT)
        except KeyboardInterrupt:
            raise BufferError from None

    with Neo4jStore(settings(up), wait=WAIT) as store:
        for run in (store.connection.write, store.connection.read, partial(store.connection.once, write=False)):
            with pytest.raises(KeyboardInterrupt):
                run(cut)
        assert store.query("RETURN 1 AS one").rows == ((1,),)


@pytest.fixture
def little_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a disk of 24 MB, or skip where none can be mounted."""
    folder = tmp_path / "home" / "data"
    folder.mkdir(parents=True)
    if not sys.platform.startswith("linux") or shutil.which("mount") is None:
        pytest.skip("a small disk can be mounted only on Linux")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)], capture_output=True, text=True
    )
    if mounted.returncode:
        pytest.skip(f"needs the right to mount a small disk: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_told_and_after_making_room_the_next_load_completes(little_disk: Path, tmp_path: Path) -> None:
    papers = [PaperNode(id=f"p{i:04d}", title=f"Paper {i}", abstract="word " * 4000) for i in range(1200)]
    server = Server(LTS, little_disk.parent, {"db.tx_log.rotation.size": "2m"})
    server.start()
    try:
        with graphs.snapshot(tmp_path / "g", papers, []) as graph:
            with (
                Neo4jStore(settings(server), batch=100, wait=WAIT) as store,
                pytest.raises(
                    StoreUnavailable, match="when its disk is full, make room and restart it, then run the same"
                ),
            ):
                load(store, graph)
            subprocess.run(["mount", "-o", "remount,size=300m", str(little_disk)], check=True)
            server.kill()
            server.start()
            with Neo4jStore(settings(server), batch=100, wait=WAIT) as store:
                report = load(store, graph)
                assert report.nodes.unchanged > 0
                assert report.nodes.created > 0
                assert graphs.contents(store) == graphs.expected(graph)
    finally:
        server.kill()
