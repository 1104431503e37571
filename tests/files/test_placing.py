"""A file is there whole or not at all, and wrong use is refused with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.files import FORMATS, export
from loaders.snapshot import Snapshot
from schemas.errors import UsageError
from schemas.paper import Paper


def test_a_failed_export_leaves_the_old_file_and_no_draft(tmp_path: Path):
    def papers():
        yield Paper(id="a", title="A")
        raise RuntimeError("the source broke")

    (tmp_path / "out.jsonl").write_text("old")
    with pytest.raises(RuntimeError, match="broke"):
        export(papers(), "jsonl", tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl").read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["out.jsonl"]


def test_an_export_replaces_the_old_file_and_makes_missing_folders(snapshot: Snapshot, tmp_path: Path):
    target = tmp_path / "new" / "deep" / "out.jsonl"
    export([Paper(id="a", title="A")], "jsonl", target)
    export([], "jsonl", target)
    assert target.read_text() == ""


def test_files_of_an_earlier_export_go_and_those_of_others_stay(snapshot: Snapshot, empty: Snapshot, tmp_path: Path):
    folder = tmp_path / "csv"
    export(snapshot, "csv", folder)
    (folder / "notes.txt").write_text("mine")
    export(empty, "csv", folder)
    assert [p.name for p in folder.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("format", FORMATS)
def test_a_path_of_the_wrong_kind_is_refused(snapshot: Snapshot, tmp_path: Path, format: str):
    target = tmp_path / "there"
    if format in ("csv", "parquet"):
        target.write_text("a file")
    else:
        target.mkdir()
    with pytest.raises(UsageError, match="there: is a"):
        export(snapshot, format, target)


def test_an_unknown_format_is_refused_with_those_that_exist(snapshot: Snapshot, tmp_path: Path):
    with pytest.raises(UsageError, match=r"no format 'xlsx'; there are: graphml, gexf"):
        export(snapshot, "xlsx", tmp_path / "x")


def test_papers_alone_make_no_graph(tmp_path: Path):
    with pytest.raises(UsageError, match="needs a graph"):
        export([], "graphml", tmp_path / "x")
