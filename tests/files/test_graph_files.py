"""Files of the whole graph: read back by the libraries that people read them with, nothing is lost."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import networkx as nx
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.files import export
from loaders.files.csv_tables import guarded, restore
from loaders.files.graph_xml import xml_text
from loaders.snapshot import Snapshot
from schemas.definitions import EDGE_ADAPTER, NODE_ADAPTER, graph_json_schema

WHOLE = ("graphml", "gexf", "json", "csv", "parquet")


def nodes_of(snapshot: Snapshot):
    return {node.id: node for node in snapshot.nodes()}


def edges_of(snapshot: Snapshot):
    return {(edge.source, edge.type, edge.target): edge for edge in snapshot.edges()}


def test_node_link_json_gives_the_same_graph_and_keeps_its_schema(snapshot: Snapshot, tmp_path: Path):
    export(snapshot, "json", tmp_path / "graph.json")
    loaded = json.loads((tmp_path / "graph.json").read_text(encoding="utf-8"))
    assert [NODE_ADAPTER.validate_python(n) for n in loaded["nodes"]] == list(snapshot.nodes())
    assert [EDGE_ADAPTER.validate_python(e) for e in loaded["edges"]] == list(snapshot.edges())
    validator = pytest.importorskip("jsonschema_rs", reason="jsonschema-rs is a tool for development").validator_for(
        graph_json_schema()
    )
    validator.validate(loaded)


def test_graphml_keeps_every_node_edge_and_property(snapshot: Snapshot, tmp_path: Path):
    export(snapshot, "graphml", tmp_path / "graph.graphml")
    graph = nx.read_graphml(tmp_path / "graph.graphml", edge_key_type=str, force_multigraph=True)
    assert set(graph.nodes) == set(nodes_of(snapshot))
    assert {(a, d["type"], b) for a, b, d in graph.edges(data=True)} == set(edges_of(snapshot))
    assert graph.nodes["p1"]["title"].split() == xml_text(nodes_of(snapshot)["p1"].title).split()
    assert json.loads(graph.nodes["model:x"]["aliases"])[1] == "'=x"
    (related,) = [d for _, _, d in graph.edges(data=True) if d["type"] == "RELATED_TO"]
    assert related["related_to_entities"] == 0.75
    (built,) = [d for _, _, d in graph.edges(data=True) if d["type"] == "BUILDS_ON"]
    assert json.loads(built["builds_on_entities"]) == ["model:x"]


def test_gexf_shows_captions_and_keeps_every_node_and_edge(snapshot: Snapshot, tmp_path: Path):
    export(snapshot, "gexf", tmp_path / "graph.gexf")
    graph = nx.read_gexf(tmp_path / "graph.gexf")
    assert set(graph.nodes) == set(nodes_of(snapshot))
    assert {(a, d["edge_type"], b) for a, b, d in graph.edges(data=True)} == set(edges_of(snapshot))
    assert graph.nodes["claim:1"]["label"] == "We"
    assert graph.nodes["claim:1"]["start_offset"] == 0
    assert graph.nodes["dataset:y"]["node_label"] == "Dataset"


@pytest.mark.parametrize("name", ["graph.zip", "folder"])
def test_csv_has_one_file_a_label_and_a_type_and_gives_the_values_back(snapshot: Snapshot, tmp_path: Path, name: str):
    export(snapshot, "csv", tmp_path / name)
    if name == "graph.zip":
        with zipfile.ZipFile(tmp_path / name) as archive:
            files = {n: archive.read(n).decode("utf-8") for n in archive.namelist()}
    else:
        files = {p.name: p.read_bytes().decode("utf-8") for p in (tmp_path / name).iterdir()}
    counts = snapshot.counts()
    assert set(files) == {f"{n}.csv" for n in (*counts.nodes, *counts.edges)}
    papers = {row["id"]: row for row in csv.DictReader(io.StringIO(files["Paper.csv"], newline=""))}
    for id, node in nodes_of(snapshot).items():
        if node.label == "Paper":
            assert restore(papers[id]["title"]) == node.title
            assert papers[id]["year"] == (str(node.year) if node.year else "")
    (built,) = csv.DictReader(io.StringIO(files["BUILDS_ON.csv"], newline=""))
    assert (built["source"], built["target"], json.loads(built["entities"])) == ("P1", "p1", ["model:x"])


def test_csv_holds_no_cell_that_a_spreadsheet_runs(snapshot: Snapshot, tmp_path: Path):
    export(snapshot, "csv", tmp_path / "csv")
    for path in (tmp_path / "csv").iterdir():
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                assert not any(re.match(r"[=@\t\r]|[+-](?!\d)", cell) for cell in row)


def test_parquet_gives_typed_columns_back(snapshot: Snapshot, tmp_path: Path):
    export(snapshot, "parquet", tmp_path / "parquet")
    for label, count in snapshot.counts().nodes.items():
        rows = pq.read_table(tmp_path / "parquet" / f"{label}.parquet").to_pylist()
        assert len(rows) == count
        for row in rows:
            assert NODE_ADAPTER.validate_python({"label": label, **row}) == nodes_of(snapshot)[row["id"]]
    for kind, count in snapshot.counts().edges.items():
        rows = pq.read_table(tmp_path / "parquet" / f"{kind}.parquet").to_pylist()
        assert len(rows) == count
        for row in rows:
            edge = EDGE_ADAPTER.validate_python({"type": kind, **row})
            assert edge == edges_of(snapshot)[edge.source, kind, edge.target]


@pytest.mark.parametrize("format", WHOLE)
def test_an_empty_graph_is_written(empty: Snapshot, tmp_path: Path, format: str):
    export(empty, format, tmp_path / "out")
    assert (tmp_path / "out").exists()


@given(st.text())
def test_every_text_comes_back_from_a_guarded_cell(text: str):
    assert restore(guarded(text)) == text


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_every_text_fits_into_xml(text: str):
    lxml = pytest.importorskip("lxml.etree")
    element = lxml.Element("e")
    element.text = xml_text(text)
    assert lxml.fromstring(lxml.tostring(element)) is not None
