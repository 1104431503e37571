"""Records with named columns: JSON lines, JSON documents, CSV and Parquet, as given to the last character."""

from __future__ import annotations

import datetime as dt
import io
import json
import tracemalloc

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kg.sources import lines
from schemas.paper import Paper, title_id

EXACT = "  Two  spaces,\ttabs\u00a0and\u2028odd ends: café cafe\u0301 \U0001f600 \r\n"


class Endless(io.RawIOBase):
    """Give many bytes without a line break."""

    def __init__(self, size: int) -> None:
        self.left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        count = min(len(buffer), self.left)
        buffer[:count] = b"x" * count
        self.left -= count
        return count


def one(**record: object) -> str:
    return json.dumps(record) + "\n"


class TestJsonLines:
    def test_text_stays_exactly_as_given(self, reads):
        paper = reads(one(title=EXACT, abstract=EXACT)).paper
        assert (paper.title, paper.abstract) == (EXACT, EXACT)

    def test_the_exchange_format_comes_back_the_same(self, reads):
        paper = Paper(
            id="mine:1",
            title="Title",
            abstract="Abstract.",
            year=2020,
            venue="ACL",
            authors=("Ada Lovelace", "王伟"),
            ids={"arxiv": "2106.09685", "doi": "10.1/x", "s2": "123"} | {"doi": "10.1234/x"},  # type: ignore[arg-type]
            references=("arxiv:1706.03762", "other"),
        )
        assert reads(paper.model_dump_json() + "\n").paper == paper

    @pytest.mark.parametrize(
        ("record", "field", "value"),
        [
            ({"Title": "T", "Abstract": "A"}, "title", "T"),
            ({"paper_title": "T", "summary": "A"}, "abstract", "A"),
            ({"title": "T", "abstractText": "A"}, "abstract", "A"),
            ({"title": "T", "paper_id": 7}, "id", "7"),
            ({"title": "T", "paperId": "x7"}, "id", "x7"),
            ({"title": "T", "id": 3.0}, "id", "3"),
            ({"title": "T", "arxiv_id": "2106.09685v2"}, "id", "arxiv:2106.09685"),
            ({"title": "T", "doi": "https://doi.org/10.1234/ABC"}, "id", "doi:10.1234/abc"),
            (
                {"title": "T", "year": None, "url": "https://openreview.net/forum?id=abcdef12"},
                "id",
                "openreview:abcdef12",
            ),
            ({"title": "T", "abstract": None}, "id", title_id("t")),
            ({"title": "T", "published": "2021-05-06T00:00:00Z"}, "year", 2021),
            ({"title": "T", "update_date": "2008-11-26"}, "year", 2008),
            ({"title": "T", "year": "c. 1999"}, "year", 1999),
            ({"title": "T", "year": 2001.0}, "year", 2001),
            ({"title": "T", "venue": " ACL "}, "venue", "ACL"),
            ({"title": "T", "authors": ["A B", "C D"]}, "authors", ("A B", "C D")),
            (
                {"title": "T", "authors": [{"name": "A B"}, {"first": "C", "middle": ["M."], "last": "D"}]},
                "authors",
                ("A B", "C M. D"),
            ),
            ({"title": "T", "authors": "A B and C D; E F"}, "authors", ("A B and C D", "E F")),
            ({"title": "T", "authors": "A B and C D"}, "authors", ("A B", "C D")),
            ({"title": "T", "authors": "A B, C D and E F"}, "authors", ("A B", "C D", "E F")),
            ({"title": "T", "authors": "Lovelace, Ada"}, "authors", ("Lovelace, Ada",)),
            ({"title": "T", "references": ["arXiv:1706.03762v5", 12, "12"]}, "references", ("arxiv:1706.03762", "12")),
            ({"title": "T", "references": ["doi:10.48550/arXiv.1706.03762"]}, "references", ("arxiv:1706.03762",)),
        ],
    )
    def test_usual_names_and_shapes_are_known(self, reads, record, field, value):
        paper = reads(one(**record)).paper
        assert getattr(paper, field) == value

    def test_an_id_with_a_scheme_tells_the_identifier_too(self, reads):
        paper = reads(one(id="or:uMDbGsVjCS4", title="T")).paper
        assert (paper.id, paper.ids.openreview) == ("or:uMDbGsVjCS4", "uMDbGsVjCS4")

    @pytest.mark.parametrize(
        ("record", "reason"),
        [
            ({"title": "", "abstract": "A"}, "no title"),
            ({"title": " \n", "abstract": "A"}, "no title"),
            ({"title": None, "abstract": "A"}, "no title"),
            ({"abstract": "A"}, "no title"),
            ({"title": 7, "abstract": "A"}, "the title is a number, not text"),
            ({"title": ["T"], "abstract": "A"}, "the title is a list"),
            ({"title": "a\ud800b"}, "lone surrogate"),
            ({"title": "T" * 2_000_001}, "title: String should have at most 2000000 characters"),
            ({"title": "T", "abstract": "A" * 2_000_001}, "abstract: String should have at most 2000000 characters"),
        ],
    )
    def test_a_record_that_is_no_paper_is_set_aside_with_a_reason(self, reads, record, reason):
        found = reads(one(title="First", abstract="") + one(**record) + one(title="Last"))
        assert [p.title for p in found.papers] == ["First", "Last"]
        assert reason in found.reason
        assert found.aside[0].line == 2

    @pytest.mark.parametrize(
        ("record", "note"),
        [
            ({"ids": {"doi": "nonsense"}}, "doi identifier left out: 'nonsense' is not a DOI"),
            ({"ids": {"isbn": "1"}}, "isbn identifier left out: no scheme 'isbn'"),
            ({"ids": {"doi": ["10.1/x"]}}, "doi identifier left out: it is a list, not text"),
            ({"year": "soon"}, "year left out: 'soon' is no year"),
            ({"year": 99999}, "year left out: '99999' is no year"),
            ({"year": True}, "year left out"),
            ({"year": [2020]}, "year left out"),
            ({"id": "model:x"}, "id left out: a paper's id may not start with model:"),
            ({"id": {"$oid": "1"}}, "id left out: it is an object"),
            ({"abstract": ["A"]}, "abstract left out: it is a list, not text"),
            ({"venue": "V" * 501}, "venue left out: it is too long"),
            ({"venue": 5}, "venue left out: it is a number"),
            ({"authors": ["A", 5, {}, "N" * 501, ":"]}, "4 authors left out"),
            ({"references": ["a", None, "", {"x": 1}]}, "3 references left out"),
        ],
    )
    def test_what_is_wrong_with_a_paper_is_left_out_and_noted(self, reads, record, note):
        found = reads(one(title="T", **record))
        assert found.paper.title == "T"
        assert len(found.items[0].notes) == 1
        assert note in found.items[0].notes[0]
        assert found.end.entries == 1

    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            ('{"title": "cut', "not JSON: Invalid control character"),
            ("[1, 2]", "the line is JSON but no object: [1, 2]"),
            ("null", "no object"),
            ('{"a": ' * 100_000 + "1" + "}" * 100_000, "nested too deeply"),
            ('{"title": "T", "year": ' + "9" * 5000 + "}", "not JSON"),
            ('{"title": "tab\there"}', "Invalid control character"),
            ("plain words", "not JSON"),
        ],
    )
    def test_a_line_that_is_no_record_is_set_aside(self, reads, line, reason):
        found = reads(one(title="First", abstract="x") + line + "\n" + one(title="Last"))
        assert [p.title for p in found.papers] == ["First", "Last"]
        assert reason in found.reason
        assert found.end.whole

    def test_a_last_line_that_is_cut_makes_the_file_not_whole(self, reads):
        found = reads(one(title="First", abstract="x") + '{"title": "Sec')
        assert "the last line is cut off" in found.reason
        assert not found.end.whole

    def test_blank_lines_are_no_entries(self, reads):
        assert reads("\n" + one(title="First", id=1) + "\n \n").end.entries == 1

    def test_a_line_that_is_too_long_is_set_aside_without_being_held(self, reads, monkeypatch):
        monkeypatch.setattr(lines, "MAX_LINE", 1000)
        content = one(title="First", id=1) + '{"title": "' + "x" * 5_000_000 + '"}\n' + one(title="Last")
        found = reads(content)
        assert [p.title for p in found.papers] == ["First", "Last"]
        assert "5,000,014 bytes, more than the 1,000" in found.reason

    def test_a_stream_of_one_endless_line_is_not_held(self):
        tracemalloc.start()
        found = list(lines.lines(io.BufferedReader(Endless(200_000_000)), limit=1_000_000))
        held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert [(line.data, line.size) for line in found] == [(None, 200_000_000)]
        assert held < 4_000_000

    def test_keys_given_twice_are_no_error(self, reads):
        assert reads('{"title": "Old", "title": "New", "id": 1}\n').paper.title == "New"

    def test_a_record_of_something_else_is_not_recognised_as_a_paper(self, reads):
        assert "records have title, price" in reads(one(title="Teapot", price=3) * 2).reason

    def test_columns_can_be_named(self, reads):
        found = reads(one(Titel="T", Text="A", nr=4), columns={"title": "Titel", "abstract": "Text", "id": "nr"})
        assert (found.paper.title, found.paper.abstract, found.paper.id) == ("T", "A", "4")


class TestJsonDocuments:
    @pytest.mark.parametrize("wrap", ["%s", '{"papers": %s}', '{"total": 2, "data": %s, "next": null}'])
    @pytest.mark.parametrize("indent", [None, 2])
    def test_a_list_of_records_is_read_alone_or_under_a_name(self, reads, wrap, indent):
        records = json.dumps([{"title": "One", "abstract": EXACT}, {"title": "Two", "year": 2020}], indent=indent)
        found = reads(wrap % records)
        assert [p.title for p in found.papers] == ["One", "Two"]
        assert found.papers[0].abstract == EXACT

    def test_one_record_is_a_document_too(self, reads):
        assert reads(json.dumps({"title": "One", "year": 2020}, indent=1)).paper.year == 2020

    def test_what_is_no_object_in_the_list_is_set_aside(self, reads):
        found = reads('[{"title": "One", "year": 2020}, null, 5, ["x"], {"title": "Two"}]')
        assert [p.title for p in found.papers] == ["One", "Two"]
        assert len(found.aside) >= 2
        assert found.end.whole

    def test_a_cut_document_gives_the_records_before_the_cut(self, reads):
        records = json.dumps([{"title": f"Paper {n}", "year": 2020} for n in range(5000)], indent=1)
        found = reads(records[: len(records) // 2])
        assert len(found.papers) > 2000
        assert "cut off or damaged" in found.reason
        assert not found.end.whole

    def test_a_document_that_is_no_utf8_breaks_there(self, reads):
        found = reads(b'[{"title": "One", "year": 2020},\n {"title": "Caf\xe9"}]')
        assert [p.title for p in found.papers] == ["One"]
        assert not found.end.whole


class TestCsv:
    @pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
    def test_the_delimiter_is_seen_in_the_names(self, reads, delimiter):
        found = reads(delimiter.join(["id", "title", "abstract"]) + "\n" + delimiter.join(["1", "One", "First"]) + "\n")
        assert (found.paper.id, found.paper.title, found.paper.abstract) == ("1", "One", "First")

    def test_quoted_cells_keep_their_text_with_line_breaks_and_delimiters(self, reads):
        found = reads('title,abstract\r\n"A, ""B""","line one\r\nline two "\r\nNext,x\r\n')
        assert found.papers[0].title == 'A, "B"'
        assert found.papers[0].abstract == "line one\r\nline two "
        assert [item.line for item in found.items] == [2, 4]

    def test_cells_may_be_large(self, reads):
        assert len(reads("title,abstract\nOne," + "x" * 1_000_000 + "\n").paper.abstract) == 1_000_000

    def test_a_row_with_more_cells_than_columns_is_set_aside(self, reads):
        found = reads("title,abstract\nOne,first, and more\nTwo,second\n")
        assert [p.title for p in found.papers] == ["Two"]
        assert "the row has 3 cells and the table 2 columns" in found.reason
        assert found.aside[0].line == 2

    def test_a_row_with_fewer_cells_lacks_the_last(self, reads):
        assert reads("title,abstract\nOne\n").paper.abstract == ""

    def test_quotes_that_are_not_doubled_set_their_row_aside(self, reads):
        found = reads('title,abstract\nOne,"says "so" here"\nTwo,second\n')
        assert [p.title for p in found.papers] == ["Two"]
        assert "quotes within quotes are doubled" in found.reason

    def test_a_quote_that_is_never_closed_breaks_the_file_where_it_opens(self, reads):
        found = reads('title,abstract\nOne,first\nTwo,"second\nThree,third\n')
        assert [p.title for p in found.papers] == ["One"]
        assert "never closed" in found.reason
        assert found.aside[0].line == 3
        assert not found.end.whole

    def test_a_row_that_is_no_utf8_is_set_aside(self, reads):
        found = reads(b"title,abstract\nOne,first\nCaf\xe9,x\nTwo,caf\xe9\nThree,third\n")
        assert [p.title for p in found.papers] == ["One", "Three"]
        assert all("wrong encoding" in s.reason for s in found.aside)
        assert [s.line for s in found.aside] == [3, 4]

    def test_nul_bytes_set_their_row_aside(self, reads):
        found = reads(b"title,abstract\nOne,fi\x00rst\nTwo,second\n")
        assert [p.title for p in found.papers] == ["Two"]
        assert "NUL" in found.reason

    def test_columns_can_be_named(self, reads):
        found = reads("Titel;Text\nOne;First\n", columns={"title": "Titel", "abstract": "Text"})
        assert (found.paper.title, found.paper.abstract) == ("One", "First")

    def test_a_line_that_is_too_long_is_set_aside_and_the_rest_read(self, reads):
        found = reads("title,abstract\nOne,first\n" + "x" * 21_000_000 + "\nTwo,second\n")
        assert [p.title for p in found.papers] == ["One", "Two"]
        assert "21,000,001 bytes" in found.reason


class TestParquet:
    def written(self, tmp_path, **columns: list[object]) -> bytes:
        path = tmp_path / "table"
        pq.write_table(pa.table(columns), path)
        return path.read_bytes()

    def test_columns_of_papers_are_read_as_they_are(self, reads, tmp_path):
        data = self.written(
            tmp_path,
            title=["One", None, EXACT],
            abstract=[EXACT, "x", None],
            published=[dt.date(2020, 1, 2), None, None],
            authors=[[{"name": "A B"}], [], None],
            ids=[{"arxiv": "2106.09685"}, None, None],
            vector=[[0.1, 0.2]] * 3,
        )
        found = reads(data)
        assert [p.title for p in found.papers] == ["One", EXACT]
        first = found.papers[0]
        assert (first.abstract, first.year, first.authors) == (EXACT, 2020, ("A B",))
        assert first.id == "arxiv:2106.09685"
        assert found.reason == "no title"

    def test_columns_can_be_named(self, reads, tmp_path):
        data = self.written(tmp_path, Titel=["One"], nr=[5])
        assert reads(data, columns={"title": "Titel", "id": "nr"}).paper.id == "5"

    def test_a_table_without_titles_says_its_columns(self, reads, tmp_path):
        assert "no column of titles among name, size" in reads(self.written(tmp_path, name=["x"], size=[1])).reason

    def test_a_cut_table_is_refused(self, reads, tmp_path):
        data = self.written(tmp_path, title=["One"] * 100)
        found = reads(data[:-20])
        assert "not Parquet that can be read" in found.reason
        assert not found.end.whole
