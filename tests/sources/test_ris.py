"""RIS records are read one by one, to their ER line."""

from __future__ import annotations

FILE = """
TY  - JOUR
AU  - Lovelace, Ada
AU  - Turing, Alan
TI  - On Engines
AB  - We compute: naïvely.
PY  - 1843/10/01
JO  - Memoirs
DO  - 10.1234/ABC
ER  -

TY  - CPAPER
T1  - On Machines
T2  - Proc. of Things
UR  - https://arxiv.org/abs/2401.12345v1
ER  -
"""


def test_records_become_papers(reads):
    found = reads(FILE)
    first, second = found.papers
    assert (first.title, first.abstract, first.year) == ("On Engines", "We compute: naïvely.", 1843)
    assert first.authors == ("Ada Lovelace", "Alan Turing")
    assert (first.venue, first.id) == ("Memoirs", "doi:10.1234/abc")
    assert (second.title, second.venue, second.id) == ("On Machines", "Proc. of Things", "arxiv:2401.12345")
    assert [item.line for item in found.items] == [2, 12]


def test_line_ends_of_windows_are_no_text(reads):
    assert reads(FILE.replace("\n", "\r\n")).papers[0].title == "On Engines"


def test_a_record_without_a_title_is_set_aside(reads):
    assert reads("TY  - JOUR\nAB  - Something.\nER  -\n").reason == "no title"


def test_a_record_without_its_end_is_set_aside_and_the_next_read(reads):
    found = reads("TY  - JOUR\nTI  - Open\nTY  - JOUR\nTI  - Closed\nER  -\n")
    assert [p.title for p in found.papers] == ["Closed"]
    assert "no ER line" in found.reason


def test_a_last_record_without_its_end_is_a_cut_file(reads):
    found = reads("TY  - JOUR\nTI  - Closed\nER  -\nTY  - JOUR\nTI  - Op")
    assert [p.title for p in found.papers] == ["Closed"]
    assert "cut off" in found.reason
    assert not found.end.whole


def test_words_outside_records_are_set_aside_once(reads):
    found = reads("TY  - JOUR\nTI  - One\nER  -\nsome\nmore\nTY  - JOUR\nTI  - Two\nER  -\n")
    assert [p.title for p in found.papers] == ["One", "Two"]
    assert "outside a record" in found.reason
