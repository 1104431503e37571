"""Files are found, opened and left whatever they hold: a bad one is one entry set aside, never an end."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import tarfile
import zipfile
from functools import partial
from pathlib import Path

import pytest

from kg.sources import FORMATS, Item, read
from schemas.errors import SourceError, UsageError
from tests.sources.reading import reading

ONE = {"title": "One", "abstract": "First."}
TWO = {"title": "Two", "abstract": "Second: naïve."}


def jsonl(*records: object) -> bytes:
    return b"".join(json.dumps(record, ensure_ascii=False).encode() + b"\n" for record in records)


class TestPaths:
    def test_a_path_that_is_not_there_is_an_error_that_names_it(self, tmp_path):
        with pytest.raises(SourceError, match=r"gone\.jsonl: no such file or folder"):
            read([tmp_path / "gone.jsonl"])

    def test_a_glob_without_matches_is_an_error(self, tmp_path):
        with pytest.raises(SourceError, match="no file matches"):
            read([str(tmp_path / "*.jsonl")])

    def test_an_empty_folder_is_an_error(self, tmp_path):
        with pytest.raises(SourceError, match="holds no files"):
            read([tmp_path])

    def test_no_source_at_all_is_an_error(self):
        with pytest.raises(SourceError, match="no source was given"):
            read([])

    def test_an_address_is_no_file(self):
        with pytest.raises(SourceError, match="save it to a file first"):
            read(["https://example.org/papers.jsonl"])

    def test_errors_of_use_come_before_anything_is_read(self, tmp_path):
        with pytest.raises(UsageError, match="no format 'xls'; known are auto, parquet"):
            read([tmp_path], format="xls")
        with pytest.raises(UsageError, match="no field 'titel'"):
            read([tmp_path], columns={"titel": "T"})

    def test_folders_are_read_below_in_order_without_hidden_files(self, tmp_path):
        (tmp_path / "b").mkdir()
        (tmp_path / "b" / "two.jsonl").write_bytes(jsonl(TWO))
        (tmp_path / "a.jsonl").write_bytes(jsonl(ONE))
        (tmp_path / ".hidden.jsonl").write_bytes(jsonl(ONE))
        (tmp_path / ".git").mkdir()
        (tmp_path / ".git" / "three.jsonl").write_bytes(jsonl(ONE))
        found = reading(tmp_path)
        assert [p.title for p in found.papers] == ["One", "Two"]
        assert [Path(end.source).name for end in found.ends] == ["a.jsonl", "two.jsonl"]

    def test_a_glob_names_files_and_a_file_named_twice_is_read_once(self, tmp_path):
        (tmp_path / "a.jsonl").write_bytes(jsonl(ONE))
        (tmp_path / "b.jsonl").write_bytes(jsonl(TWO))
        found = reading(str(tmp_path / "*.jsonl"), tmp_path / "a.jsonl")
        assert [p.title for p in found.papers] == ["One", "Two"]

    def test_sources_are_absolute_paths(self, tmp_path, monkeypatch):
        (tmp_path / "a.jsonl").write_bytes(jsonl(ONE))
        monkeypatch.chdir(tmp_path)
        assert reading("a.jsonl").end.source == str(tmp_path / "a.jsonl")

    def test_a_name_that_is_no_utf8_can_be_stored(self, tmp_path):
        (tmp_path / os.fsdecode(b"caf\xe9.jsonl")).write_bytes(jsonl(ONE))
        source = reading(tmp_path).end.source
        assert source.encode().endswith(rb"caf\xe9.jsonl")

    def test_a_pipe_is_read(self, tmp_path):
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        if os.fork() == 0:
            pipe.write_bytes(jsonl(ONE, TWO))
            os._exit(0)
        assert len(reading(pipe).papers) == 2
        os.wait()


class TestCompression:
    @pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
    def test_it_is_seen_in_the_content_whatever_the_name(self, reads, compress):
        found = reads(compress(jsonl(ONE, TWO)), name="papers.txt")
        assert [p.abstract for p in found.papers] == ["First.", "Second: naïve."]
        assert found.end.whole

    @pytest.mark.parametrize("compress", [gzip.compress, partial(bz2.compress, compresslevel=1), lzma.compress])
    def test_a_cut_file_gives_what_stands_before_the_cut_and_says_so(self, reads, compress):
        records = [{"title": f"Paper {n}", "abstract": os.urandom(300).hex()} for n in range(2000)]
        data = compress(jsonl(*records))
        found = reads(data[: len(data) * 2 // 3])
        assert len(found.papers) > 600
        assert [p.title for p in found.papers] == [f"Paper {n}" for n in range(len(found.papers))]
        assert "cut off" in found.reason
        assert f"the {len(found.papers)} entries before it were read" in found.reason
        assert not found.end.whole
        assert found.end.entries == len(found.papers) + 1

    def test_a_damaged_file_is_said_to_be_damaged(self, reads):
        data = bytearray(gzip.compress(jsonl(*({"title": os.urandom(50).hex()} for _ in range(2000)))))
        data[-6] ^= 0xFF
        found = reads(bytes(data))
        assert len(found.papers) == 2000
        assert "damaged" in found.reason
        assert not found.end.whole

    def test_an_empty_compressed_file_is_empty(self, reads):
        assert "empty" in reads(gzip.compress(b"")).reason

    def test_a_small_file_may_grow_large_but_is_not_held(self, reads):
        found = reads(gzip.compress(jsonl(ONE) + b" " * 60_000_000 + b"\n" + jsonl(TWO)))
        assert [p.title for p in found.papers] == ["One", "Two"]
        assert "60,000,001 bytes" in found.reason


class TestEncodings:
    def test_a_byte_order_mark_is_no_text(self, reads):
        assert reads("\ufeff".encode() + jsonl(ONE)).paper.title == "One"

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
    def test_utf16_and_utf32_are_told_by_their_mark(self, reads, encoding):
        mark = "" if encoding in ("utf-16", "utf-32") else "\ufeff"
        found = reads((mark + jsonl(ONE, TWO).decode()).encode(encoding))
        assert [p.abstract for p in found.papers] == ["First.", "Second: naïve."]

    def test_xml_in_utf16_is_read_whatever_it_declares(self, reads):
        text = '<?xml version="1.0" encoding="UTF-16"?><dblp><article key="x" mdate="2"><title>Naïve</title></article></dblp>'
        assert reads(text.encode("utf-16")).paper.title == "Naïve"

    def test_utf16_that_breaks_says_so(self, reads):
        data = jsonl(ONE, TWO).decode().encode("utf-16") + b"\x00\xd8\x41"
        found = reads(data)
        assert len(found.papers) == 2
        assert "utf-16" in found.reason
        assert not found.end.whole

    def test_utf16_without_its_mark_is_no_known_file(self, reads):
        assert "binary" in reads(jsonl(ONE).decode().encode("utf-16-le")).reason

    def test_latin1_is_never_guessed(self, reads):
        found = reads(jsonl(ONE) + '{"title": "Café"}\n'.encode("latin-1") + jsonl(TWO))
        assert [p.title for p in found.papers] == ["One", "Two"]
        assert "not UTF-8 (byte 0xE9 at byte 15)" in found.reason
        assert "iconv -f LATIN1 -t UTF-8" in found.reason
        assert found.aside[0].line == 2

    def test_nul_bytes_are_named(self, reads):
        found = reads(jsonl(ONE) + b'{"title": "a\x00b"}\n' + jsonl({"title": "c\x00d"}, TWO))
        assert [p.title for p in found.papers] == ["One", "Two"]
        assert [("NUL" in s.reason, s.line) for s in found.aside] == [(True, 2), (True, 3)]


class TestArchives:
    def test_the_files_of_a_tar_are_read_as_the_tars(self, reads):
        raw = io.BytesIO()
        with tarfile.open(fileobj=raw, mode="w:gz") as archive:
            for name, data in [("a/one.jsonl", jsonl(ONE)), ("a/.x.jsonl", jsonl(ONE)), ("readme", b"Nothing.\n")]:
                info = tarfile.TarInfo(name)
                info.size = len(data)
                archive.addfile(info, io.BytesIO(data))
        found = reads(raw.getvalue(), name="papers.tar.gz")
        assert [p.title for p in found.papers] == ["One"]
        assert {item.source for item in found.items} == {found.end.source}
        assert found.aside[0].source.endswith("papers.tar.gz!readme")
        assert not found.end.whole

    def test_the_files_of_a_zip_are_read(self, reads):
        raw = io.BytesIO()
        with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("one.jsonl", jsonl(ONE))
            archive.writestr("more/two.csv", "title,abstract\nTwo,Second\n")
            archive.writestr("__MACOSX/one.jsonl", b"\x00")
        found = reads(raw.getvalue())
        assert [p.title for p in found.papers] == ["One", "Two"]
        assert found.end.whole

    def test_a_damaged_member_is_said_to_be_damaged(self, reads):
        raw = io.BytesIO()
        with zipfile.ZipFile(raw, "w") as archive:
            archive.writestr("one.jsonl", jsonl(ONE))
        found = reads(raw.getvalue().replace(b"First.", b"Fjrst."))
        assert "damaged" in found.reason
        assert not found.end.whole

    def test_archives_in_archives_have_an_end(self, reads):
        data = jsonl(ONE)
        for depth in range(6):
            raw = io.BytesIO()
            with zipfile.ZipFile(raw, "w") as archive:
                archive.writestr(f"{depth}", data)
            data = raw.getvalue()
            found = reads(data)
            assert len(found.papers) == (depth < 3)
        assert "too deeply" in found.reason
        assert not found.end.whole

    def test_a_cut_archive_gives_what_it_can(self, reads):
        raw = io.BytesIO()
        with tarfile.open(fileobj=raw, mode="w") as archive:
            info = tarfile.TarInfo("one.jsonl")
            data = jsonl(*[ONE] * 9000)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        found = reads(raw.getvalue()[:300_000])
        assert len(found.papers) > 1000
        assert not found.end.whole


class TestRefusal:
    def test_an_unknown_file_in_a_folder_does_not_stop_the_others(self, tmp_path):
        (tmp_path / "a.md").write_text("# Notes\n\nNothing here.\n")
        (tmp_path / "b.jsonl").write_bytes(jsonl(ONE))
        found = reading(tmp_path)
        assert [p.title for p in found.papers] == ["One"]
        assert "begins '# Notes'" in found.reason
        assert [end.whole for end in found.ends] == [False, True]

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            ("", "empty"),
            (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "binary"),
            ('{"error": "Paper not found"}', "says: Paper not found"),
            ('{"name": "x", "size": 3}', "records have name, size"),
            ("[]", "JSON without records"),
            ("<rss><channel/></rss>", "XML of <rss>"),
            ("a,b\n1,2\n", "text of no known format"),
        ],
    )
    def test_it_says_what_the_file_is_instead(self, reads, content, reason):
        found = reads(content)
        assert reason in found.reason
        assert (found.end.whole, found.end.entries) == (False, 1)

    def test_a_file_that_may_not_be_read_is_set_aside(self, tmp_path):
        folder = tmp_path / "looks-like.jsonl"
        folder.symlink_to(tmp_path / "gone")
        (tmp_path / "a.jsonl").write_bytes(jsonl(ONE))
        found = reading(tmp_path)
        assert len(found.papers) == 1
        assert "cannot be read: No such file" in found.reason


def test_entries_are_papers_and_records_set_aside_together(reads):
    found = reads(jsonl(ONE, {"title": ""}, TWO) + b"[1]\n" + b'{"title": "cut')
    assert (len(found.papers), len(found.aside), found.end.entries) == (2, 3, 5)
    assert not found.end.whole


def test_a_format_can_be_forced(reads):
    found = reads("[]\n" + '{"title": "One"}\n', format="jsonl")
    assert found.papers[0].title == "One"
    assert len(found.aside) == 1


def test_every_format_has_the_same_shape():
    for name, source in FORMATS.items():
        assert name == source.NAME
        assert source.DESCRIPTION
        assert not source.DESCRIPTION.endswith(".")
        assert callable(source.recognise)
        assert callable(source.read)
    assert len(FORMATS) >= 20


def test_papers_come_before_the_file_is_read_to_its_end(tmp_path):
    path = tmp_path / "many.jsonl"
    with path.open("wb") as file:
        for n in range(3000):
            file.write(jsonl({"title": f"Paper {n}", "abstract": "x" * 2000}))
    found = read([path])
    first = next(found)
    assert isinstance(first, Item)
    assert first.line == 1


@pytest.mark.parametrize("order", [1, -1])
def test_papers_of_one_generic_title_are_told_apart_by_year_and_first_author(tmp_path, order):
    editorials = [{"title": "Editorial", "year": 2019, "authors": ["Ada"]}, {"title": "Editorial", "year": 2020}]
    (tmp_path / "papers.jsonl").write_bytes(jsonl(*editorials[::order]))
    ids = {paper.year: paper.id for paper in reading(tmp_path).papers}
    assert len(set(ids.values())) == 2
    (tmp_path / "papers.jsonl").write_bytes(jsonl(*editorials[::-order]))
    assert {paper.year: paper.id for paper in reading(tmp_path).papers} == ids
