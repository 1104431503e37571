"""Empty, tiny and disconnected graphs, and a paper without anything: each question has a clear answer."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from kg.related import RelatedIndex
from loaders.generations import Generations
from loaders.snapshot import Snapshot, SnapshotWriter
from schemas.nodes import AnyNode, ModelNode, PaperNode
from tests.conftest import Kg

BARE = PaperNode(id="bare", title="A paper without anything")
APART = (
    PaperNode(id="a", title="Graph search", abstract="Searching a graph by its edges.", year=2020),
    PaperNode(id="b", title="Searching graphs", abstract="How a graph is searched.", year=2021),
    PaperNode(id="c", title="Coral reefs", abstract="Polyps bleach in warm seas.", year=2021),
    PaperNode(id="d", title="Warm seas", abstract="Coral polyps of reefs.", year=2022),
    BARE,
    ModelNode(id="model:none", name="Nobody"),
)


def graph(folder: Path, nodes: Iterable[AnyNode]) -> Path:
    generations = Generations(folder / "kg.graph")
    with generations.writing():
        generation = generations.begin()
        writer = SnapshotWriter(generation.snapshot)
        writer.write_nodes(nodes)
        writer.finish()
        with Snapshot(generation.snapshot) as snapshot:
            index = RelatedIndex.build(snapshot)
        index.save(generation.related)
        writer = SnapshotWriter.reopen(generation.snapshot)
        writer.write_edges(index.edges())
        writer.finish()
        generations.publish(generation)
    return folder / "kg.graph"


@pytest.mark.parametrize("nodes", [(), (BARE,), APART], ids=["empty", "tiny", "apart"])
def test_measures_of_small_graphs_are_empty_tables_that_say_why(kg: Kg, tmp_path: Path, nodes: tuple[AnyNode, ...]):
    store = graph(tmp_path, nodes)
    ran = kg(f"analyze --store {store} --json --svg {tmp_path / 'pictures'}")
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    assert found["cited"] == {"note": "the graph has no such links", "measure": "PageRank", "rows": []}
    assert all(finding["rows"] or finding["note"] for name, finding in found.items() if name != "counts")
    drawn = {path.stem for path in (tmp_path / "pictures").glob("*.svg")}
    assert drawn == {name for name in ("communities",) if found[name]["rows"]}


@pytest.mark.parametrize("nodes", [(), (BARE,), APART], ids=["empty", "tiny", "apart"])
def test_a_text_about_nothing_there_finds_nothing(kg: Kg, tmp_path: Path, nodes: tuple[AnyNode, ...]):
    store = graph(tmp_path, nodes)
    assert "Nothing found" in kg(f"related --text 'zebra stripes' --store {store}").out
    assert "Nothing found" in kg(f"map --topic zebra -o {tmp_path / 'm.svg'} --store {store}").err
    (tmp_path / "d.md").write_text("# Zebras\n\nStripes of zebras.\n", encoding="utf-8")
    assert kg(f"draft {tmp_path / 'd.md'} --store {store}").out.count("Nothing found.") == 4


def test_a_paper_without_anything_has_no_related_work_and_no_path(kg: Kg, tmp_path: Path):
    store = graph(tmp_path, APART)
    assert "Nothing found" in kg(f"related bare --store {store}").out
    assert "Nothing found" in kg(f"path bare a --store {store}").out


def test_parts_that_nothing_joins_have_no_path_and_are_communities_apart(kg: Kg, tmp_path: Path):
    store = graph(tmp_path, APART)
    assert "Nothing found: nothing joins" in kg(f"path a c --store {store}").out
    groups = json.loads(kg(f"analyze --store {store} --json").out)["communities"]["rows"]
    assert sorted(sorted(row["members"]) for row in groups) == [["a", "b"], ["c", "d"]]


def test_an_entity_that_nobody_names_has_an_empty_trace(kg: Kg, tmp_path: Path):
    store = graph(tmp_path, APART)
    told = kg(f"trace Nobody --store {store}").out
    assert "Nothing found: no paper of the graph introduces it." in told
    assert kg(f"trace Nobody --svg {tmp_path / 't.svg'} --store {store}").code == 0


def test_an_unknown_paper_is_answered_with_the_nearest_titles(kg: Kg, tmp_path: Path):
    store = graph(tmp_path, APART)
    ran = kg(f"related 'grph serch' --store {store}")
    assert ran.code == 2
    assert "near it: graph search" in ran.err
