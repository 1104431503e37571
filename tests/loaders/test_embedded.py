"""The embedded store as a file that processes share: quiet, closed at exit, one writer or many readers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from loaders import embedded_java
from loaders.embedded import EmbeddedStore, unavailable_reason
from loaders.generations import Generations
from loaders.store import Store
from schemas.errors import QueryError, StoreError, StoreUnavailable
from schemas.nodes import PaperNode
from tests.neo4j import graphs
from tests.stores import new_embedded


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a closed store that holds the small graph."""
    path = tmp_path / "arcade"
    with new_embedded(path) as store:
        store.write_nodes(graphs.nodes())
        store.write_edges(graphs.edges())
    return path


def python(code: str, *arguments: object, cwd: Path | None = None) -> subprocess.Popen[str]:
    """Start a program of its own in another process."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)],
        text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip


_COUNT = """
    import sys
    from pathlib import Path
    from loaders.embedded import EmbeddedStore
    with EmbeddedStore.open(Path(sys.argv[1])) as store:
        print(store.query("MATCH (n) RETURN count(n)").rows[0][0])
"""


def test_a_closed_store_opens_again_with_all_that_was_written(folder: Path) -> None:
    with EmbeddedStore.open(folder) as store:
        assert store.query("MATCH (n) RETURN count(n)").rows == ((len(graphs.nodes()),),)
        assert store.query("MATCH ()-[r]->() RETURN count(r)").rows == ((len(graphs.edges()),),)


def test_a_store_open_for_reading_refuses_every_way_of_writing(folder: Path) -> None:
    with EmbeddedStore.open(folder) as store:
        for write in (False, True):
            with pytest.raises(QueryError, match="open for reading"):
                store.query("CREATE (n:Task {id: 'task:x'})", write=write)
        with pytest.raises(StoreError, match="open for reading"):
            store.write_nodes([PaperNode(id="x", title="X")])
        with pytest.raises(StoreError, match="open for reading"):
            store.remove_papers(["arxiv:1"])
        assert store.query("MATCH (n) RETURN count(n)").rows == ((len(graphs.nodes()),),)


def test_a_store_opened_for_writing_merges_into_what_is_there(folder: Path) -> None:
    with EmbeddedStore.open(folder, read_only=False) as store:
        before = _everything(store)
        store.apply_schema()
        store.write_nodes(graphs.nodes())
        store.write_edges(graphs.edges())
        assert _everything(store) == before
        store.write_nodes([PaperNode(id="new", title="New")])
    with EmbeddedStore.open(folder) as store:
        assert store.query("MATCH (p:Paper {id: 'new'}) RETURN p.title").rows == (("New",),)


def test_two_nodes_of_a_label_never_share_an_id(folder: Path) -> None:
    with EmbeddedStore.open(folder, read_only=False) as store, pytest.raises(QueryError):
        store.query("CREATE (:Paper {id: 'arxiv:1'})", write=True)


@pytest.mark.parametrize(
    ("cypher", "words"),
    [
        ("MATCH (n RETURN n", "line 1:9"),
        ("MATCH (n)\nRETURN\nunknown", "unknown"),
        ("RETURN $missing", "missing"),
        ("RETURN nothing(1)", "nothing"),
    ],
)
def test_a_query_that_cannot_run_is_refused_in_the_database_s_words_and_one_line(
    folder: Path, cypher: str, words: str
) -> None:
    with EmbeddedStore.open(folder) as store, pytest.raises(QueryError, match=words) as refused:
        store.query(cypher)
    assert "\n" not in str(refused.value)
    assert "Exception" not in str(refused.value)


def test_a_query_reads_neither_files_nor_the_network(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("secret\n")
    with EmbeddedStore.open(folder) as store:
        for url in (secret.as_uri(), str(secret), "http://example.org/x.csv"):
            with pytest.raises(QueryError, match="disabled"):
                store.query("LOAD CSV FROM $url AS line RETURN line", {"url": url})


def test_nothing_but_results_reaches_the_terminal_and_no_file_the_working_folder(folder: Path, tmp_path: Path) -> None:
    workplace = tmp_path / "workplace"
    workplace.mkdir()
    made = python(
        """
        import sys
        from pathlib import Path
        from loaders.embedded import EmbeddedStore
        from tests.neo4j import graphs
        with EmbeddedStore.create(Path(sys.argv[1])) as store:
            store.apply_schema()
            store.write_nodes(graphs.nodes())
            store.write_edges(graphs.edges())
            try:
                store.query("MATCH (n RETURN n")
            except Exception as error:
                print(type(error).__name__)
            print(len(store.query("MATCH (n) RETURN n").rows))
        """,
        tmp_path / "made",
        cwd=workplace,
    )
    assert made.communicate() == (f"QueryError\n{len(graphs.nodes())}\n", "")
    assert made.returncode == 0
    assert list(workplace.iterdir()) == []


def test_a_store_left_open_neither_keeps_the_process_nor_breaks_its_end(folder: Path) -> None:
    process = python(
        """
        import sys, time
        from pathlib import Path
        from loaders.embedded import EmbeddedStore
        store = EmbeddedStore.open(Path(sys.argv[1]))
        print(store.query("MATCH (n) RETURN count(n)").rows[0][0], time.time())
        """,
        folder,
    )
    out, err = process.communicate()
    ended = time.time() - float(out.split()[1])
    assert (process.returncode, err) == (0, "")
    assert ended < 10


def test_java_starts_only_with_a_store(folder: Path) -> None:
    process = python(
        """
        import sys
        import kg.cli.app, loaders.embedded, loaders.generations, queries
        print("jpype" in sys.modules, loaders.embedded.unavailable_reason())
        """
    )
    assert process.communicate()[0] == "False None\n"


def test_ctrl_c_ends_a_long_query_at_once(folder: Path) -> None:
    process = python(
        """
        import sys, time
        from pathlib import Path
        from loaders.embedded import EmbeddedStore
        store = EmbeddedStore.open(Path(sys.argv[1]))
        print("asking", flush=True)
        try:
            store.query("UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b "
                        "WITH a, b WHERE a + b = 0 RETURN count(*)")
        except KeyboardInterrupt:
            print("interrupted")
        """,
        folder,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "asking\n"
    time.sleep(1)
    start = time.monotonic()
    process.send_signal(signal.SIGINT)
    try:
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()
    assert (out, err, process.returncode) == ("interrupted\n", "", 0)
    assert time.monotonic() - start < 10


def test_sigterm_ends_the_process_at_once_and_quietly(folder: Path) -> None:
    process = python(_COUNT + "    print('up', flush=True)\n    sys.stdin.readline()\n", folder)
    assert process.stdout is not None
    process.stdout.readline()
    assert process.stdout.readline() == "up\n"
    process.terminate()
    assert process.communicate(timeout=20) == ("", "")
    assert process.returncode == -signal.SIGTERM
    with EmbeddedStore.open(folder) as store:
        assert store.query("RETURN 1 AS one").rows == ((1,),)


def test_several_processes_read_at_once(folder: Path) -> None:
    with EmbeddedStore.open(folder) as store:
        readers = [python(_COUNT, folder) for _ in range(2)]
        assert [reader.communicate() for reader in readers] == [(f"{len(graphs.nodes())}\n", "")] * 2
        assert store.query("MATCH (n) RETURN count(n)").rows == ((len(graphs.nodes()),),)


def test_several_threads_ask_at_once(folder: Path) -> None:
    with EmbeddedStore.open(folder) as store, ThreadPoolExecutor(4) as threads:
        asked = [
            threads.submit(store.query, "UNWIND range(1, $n) AS i RETURN sum(i) AS s", {"n": n}) for n in range(40)
        ]
        assert [one.result().rows[0][0] for one in asked] == [n * (n + 1) // 2 for n in range(40)]


def test_readers_go_on_while_a_new_generation_is_published(tmp_path: Path) -> None:
    generations = Generations(tmp_path / "kg.graph")
    _publish(generations, papers=2)
    reader = python(
        """
        import sys
        from pathlib import Path
        from loaders.embedded import EmbeddedStore
        from loaders.generations import Generations
        generations = Generations(Path(sys.argv[1]))
        for _ in range(2):
            with generations.reading() as generation, EmbeddedStore.open(generation.arcade) as store:
                print(store.query("MATCH (n:Paper) RETURN count(n)").rows[0][0], flush=True)
                sys.stdin.readline()
                print(store.query("MATCH (n:Paper) RETURN count(n)").rows[0][0], flush=True)
        """,
        generations.path,
    )
    assert reader.stdin is not None
    assert reader.stdout is not None
    assert reader.stdout.readline() == "2\n"
    _publish(generations, papers=3)
    reader.stdin.write("\n")
    reader.stdin.flush()
    assert [reader.stdout.readline(), reader.stdout.readline()] == ["2\n", "3\n"]
    assert reader.communicate("\n", timeout=60) == ("3\n", "")


def test_a_writer_shuts_others_out_and_they_are_told_to_wait(folder: Path) -> None:
    with EmbeddedStore.open(folder, read_only=False) as store:
        store.write_nodes([PaperNode(id="new", title="New")])
        other = python(_COUNT, folder)
        _, err = other.communicate()
        assert other.returncode == 1
        assert "StoreUnavailable" in err
        assert "wait" in err


def test_a_store_that_is_open_here_is_not_opened_again(folder: Path) -> None:
    with EmbeddedStore.open(folder), pytest.raises(StoreUnavailable, match="already"):
        EmbeddedStore.open(folder)


def test_a_closed_store_says_so(folder: Path) -> None:
    store = EmbeddedStore.open(folder)
    store.close()
    store.close()
    with pytest.raises(StoreUnavailable, match="closed"):
        store.query("RETURN 1")


def test_a_store_killed_while_it_is_written_is_told_from_a_whole_one(tmp_path: Path) -> None:
    path = tmp_path / "arcade"
    process = python(
        """
        import sys
        from pathlib import Path
        from loaders.embedded import EmbeddedStore
        from tests.neo4j import graphs
        store = EmbeddedStore.create(Path(sys.argv[1]))
        store.apply_schema()
        store.write_nodes(graphs.nodes())
        print("written", flush=True)
        sys.stdin.readline()
        """,
        path,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "written\n"
    process.kill()
    process.communicate()
    with pytest.raises(StoreUnavailable, match="kg build"):
        EmbeddedStore.open(path)


def test_what_is_no_store_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="kg build"):
        EmbeddedStore.open(tmp_path / "missing")
    with pytest.raises(StoreUnavailable, match="kg build"):
        EmbeddedStore.open(tmp_path)
    (tmp_path / "schema.json").write_text("{")
    with pytest.raises(StoreUnavailable, match="kg build"):
        EmbeddedStore.open(tmp_path)
    with pytest.raises(StoreUnavailable, match="already"):
        EmbeddedStore.create(tmp_path)


def test_a_machine_without_the_embedded_store_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded_java, "PACKAGE", "a_package_that_is_not_installed")
    assert "Neo4j" in str(unavailable_reason())
    with pytest.raises(StoreUnavailable, match="Neo4j"):
        EmbeddedStore.create(Path("never-made"))


@pytest.mark.parametrize(("size", "heap"), [(0, 512), (20_000, 512), (600_000, 984), (2_100_000, 2484), (10**9, 4096)])
def test_the_heap_grows_with_the_graph(size: int, heap: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(embedded_java.HEAP_VARIABLE, raising=False)
    assert embedded_java.heap_mb(size) == heap
    monkeypatch.setenv(embedded_java.HEAP_VARIABLE, "777")
    assert embedded_java.heap_mb(size) == 777


def _publish(generations: Generations, papers: int) -> None:
    with generations.writing():
        generation = generations.begin()
        with new_embedded(generation.arcade) as store:
            store.write_nodes([PaperNode(id=f"p{i}", title=f"Paper {i}") for i in range(papers)])
        generations.publish(generation)


def _everything(store: Store) -> list[tuple[object, ...]]:
    nodes = store.query("MATCH (n) RETURN n ORDER BY n.id").rows
    edges = store.query("MATCH (a)-[r]->(b) RETURN r ORDER BY a.id, type(r), b.id").rows
    return [*nodes, *edges]
