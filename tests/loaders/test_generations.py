"""The graph directory: one current generation, published whole, removed when nobody reads it; killed writers harm nothing."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from loaders.generations import Generation, Generations, open_current, open_snapshot
from loaders.snapshot import SnapshotWriter
from schemas.errors import StoreError, StoreUnavailable
from schemas.nodes import TaskNode


@pytest.fixture
def generations(tmp_path: Path) -> Generations:
    return Generations(tmp_path / "kg.graph")


def publish(generations: Generations, name: str) -> Generation:
    with generations.writing():
        generation = generations.begin()
        writer = SnapshotWriter(generation.snapshot)
        writer.write_nodes([TaskNode(id=f"task:{name}", name=name)])
        writer.finish()
        generation.write_meta({"name": name})
        generations.publish(generation)
    return generation


def folders(generations: Generations) -> list[str]:
    return sorted(path.name for path in generations.path.iterdir() if path.is_dir())


def test_there_is_no_current_generation_before_the_first_build(generations: Generations) -> None:
    assert generations.current() is None
    with pytest.raises(StoreUnavailable, match="kg build"), generations.reading():
        pass
    with pytest.raises(StoreUnavailable, match="kg build"), open_snapshot(generations.path):
        pass


def test_a_published_generation_is_current_with_what_was_noted(generations: Generations) -> None:
    publish(generations, "first")
    with open_current(generations.path) as (generation, snapshot):
        assert generation == generations.current()
        assert generation.meta == {"name": "first"}
        assert [node.id for node in snapshot.nodes()] == ["task:first"]
    assert generation.arcade.parent == generation.related.parent == generation.folder


def test_publishing_another_removes_the_one_before(generations: Generations) -> None:
    first, second = publish(generations, "first"), publish(generations, "second")
    assert first.name < second.name
    assert folders(generations) == [second.name]


def test_a_generation_stays_while_somebody_reads_it(generations: Generations) -> None:
    first = publish(generations, "first")
    with open_current(generations.path) as (held, snapshot):
        second = publish(generations, "second")
        assert held == first
        assert folders(generations) == [first.name, second.name]
        assert [node.id for node in snapshot.nodes()] == ["task:first"]
        with generations.reading() as now:
            assert now == second
    third = publish(generations, "third")
    assert folders(generations) == [third.name]


def test_a_half_written_generation_is_never_current_and_goes_with_the_next_build(generations: Generations) -> None:
    first = publish(generations, "first")
    with generations.writing():
        half = generations.begin()
        half.write_meta({"name": "half"})
    assert generations.current() == first
    assert folders(generations) == [first.name, half.name]
    second = publish(generations, "second")
    assert folders(generations) == [second.name]


def test_a_second_build_is_refused_and_told_who_runs(generations: Generations) -> None:
    with generations.writing(), pytest.raises(StoreUnavailable, match=r"process \d+.*wait"), generations.writing():
        pass
    publish(generations, "afterwards")


def test_writing_is_free_again_after_a_build_failed(generations: Generations) -> None:
    with pytest.raises(ZeroDivisionError), generations.writing():
        raise ZeroDivisionError
    publish(generations, "afterwards")


def test_begin_and_publish_need_the_writer(generations: Generations) -> None:
    first = publish(generations, "first")
    with pytest.raises(StoreError, match="inside"):
        generations.begin()
    with pytest.raises(StoreError, match="inside"):
        generations.publish(first)


@pytest.mark.parametrize("name", ["", "../elsewhere", "g-000009", "/etc", "g-1\n../x"])
def test_a_file_that_names_no_generation_of_this_folder_is_no_current(generations: Generations, name: str) -> None:
    publish(generations, "first")
    (generations.path / "CURRENT").write_text(name)
    assert generations.current() is None


def test_damaged_notes_are_an_error_that_names_the_file(generations: Generations) -> None:
    generation = publish(generations, "first")
    (generation.folder / "meta.json").write_text("{")
    with pytest.raises(StoreError, match=r"meta\.json.*kg build"):
        _ = generation.meta


def test_a_read_only_folder_can_be_read(generations: Generations) -> None:
    generation = publish(generations, "first")
    (generation.folder / "IN-USE").chmod(0o444)
    with open_snapshot(generations.path) as snapshot:
        assert [node.id for node in snapshot.nodes()] == ["task:first"]


_BUILDING = """
    import sys
    from pathlib import Path
    from loaders.generations import Generations
    generations = Generations(Path(sys.argv[1]))
    print("up", flush=True)
    for turn in range(10000):
        with generations.writing():
            generation = generations.begin()
            for part in range(5):
                (generation.folder / str(part)).write_text(generation.name)
            generation.write_meta({"whole": True})
            generations.publish(generation)
"""


@pytest.fixture
def building(generations: Generations) -> Iterator[subprocess.Popen[str]]:
    process = _start(generations)
    yield process
    process.kill()
    process.communicate()


def _start(generations: Generations) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", textwrap.dedent(_BUILDING), str(generations.path)]
    process = subprocess.Popen(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n"
    return process


def _is_whole(generation: Generation) -> bool:
    parts = {(generation.folder / str(part)).read_text() for part in range(5)}
    return parts == {generation.name} and generation.meta == {"whole": True}


def test_killed_at_any_moment_the_current_generation_is_whole(generations: Generations) -> None:
    chance = random.Random(7)
    for _ in range(12):
        process = _start(generations)
        time.sleep(chance.uniform(0.0, 0.12))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        if generations.current() is not None:
            with generations.reading() as generation:
                assert _is_whole(generation)
    last = publish(generations, "last")
    assert folders(generations) == [last.name]


def test_readers_always_find_a_whole_generation_while_builds_go_on(
    generations: Generations, building: subprocess.Popen[str]
) -> None:
    while generations.current() is None:
        time.sleep(0.01)
    seen = set()
    end = time.monotonic() + 3
    while time.monotonic() < end:
        with generations.reading() as generation:
            assert _is_whole(generation)
            seen.add(generation.name)
    assert len(seen) > 3
    assert building.poll() is None
