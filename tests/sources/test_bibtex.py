"""Each BibTeX entry stands or falls alone, and LaTeX becomes the text that it stands for."""

from __future__ import annotations

import pytest

from kg.sources.bibtex import entry_authors
from kg.sources.latex import plain

FILE = r"""This line is a comment, as BibTeX sees it.
@comment{ and so is this }
@preamble{ "\newcommand{\x}{y}" }
@string{nips = "Advances in {NeurIPS}"}

@inproceedings{first,
  title     = {{BERT}s and {GPT}s: A Study of {Erd\H{o}s} Graphs},
  author    = {M{\"u}ller, J{\"o}rg and {Research and Friends} and Ada Lovelace},
  booktitle = nips,
  year      = 2020,
  month     = jan,
  abstract  = {We gain 5% on
               $\alpha_1$ and {\em much} more; see \url{http://x.org}.},
  eprint    = {2401.12345},
  archivePrefix = {arXiv}
}
@ARTICLE(second, title = "In Parentheses and " # "Joined", journal = {J. of \LaTeX}, date = {2021-05-06},
  doi = {10.1234/ABC}, url = {https://aclanthology.org/N19-1423/})
"""


def test_an_entry_becomes_a_paper(reads):
    found = reads(FILE)
    first, second = found.papers
    assert first.title == "BERTs and GPTs: A Study of Erdős Graphs"
    assert first.authors == ("Jörg Müller", "Research and Friends", "Ada Lovelace")
    assert (first.venue, first.year, first.id) == ("Advances in NeurIPS", 2020, "arxiv:2401.12345")
    assert first.abstract == r"We gain 5% on $\alpha_1$ and much more; see http://x.org."
    assert (second.title, second.year, second.id) == ("In Parentheses and Joined", 2021, "doi:10.1234/abc")
    assert second.ids.acl == "N19-1423"
    assert (found.end.entries, found.end.whole) == (2, True)
    assert [item.line for item in found.items] == [6, 17]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("@article{b, title={Open, year=2020\n}", "braces or quotes do not close"),
        ('@article{b, title="Open, year=2020}', "braces or quotes do not close"),
        ("@article{b, title=unknown, year=2020}", "a string that is not defined: 'unknown'"),
        ("@article{b, year=2020}", "no title"),
        ("@article{b, title={}}", "no title"),
        ("@article{b}", "no title"),
        ("@article{b title={No Comma}}", "not a BibTeX entry: Expected comma after entry key"),
        ("@article{b, title}", "not a BibTeX entry: Expected a `=` after entry key `title`"),
        ("@article{b, title={" + "{" * 3000 + "x" + "}" * 3000 + "}}", ""),
    ],
)
def test_a_broken_entry_loses_nothing_but_itself(reads, broken, reason):
    found = reads(f"@article{{a, title={{Before}}}}\n{broken}\n@article{{c, title={{After}}}}\n")
    assert [found.papers[0].title, found.papers[-1].title] == ["Before", "After"]
    assert found.end.entries == 3
    assert all(reason in one.reason for one in found.aside)
    assert found.end.whole


def test_of_a_field_that_is_given_twice_the_last_one_counts(reads):
    assert reads("@article{a, title={Draft}, title={Final}}\n").paper.title == "Final"


def test_a_string_that_is_not_defined_matters_only_in_a_field_that_is_read(reads):
    assert reads("@article{a, title={On Line}, publisher=acm, month=9 # { May}}\n").paper.title == "On Line"


def test_pieces_are_joined_at_marks_outside_quotes_and_braces(reads):
    file = (
        '@string{c = {C}}\n@string{cs = c # "# " # {"S{#}"}}\n@article{a, title={Learning } # CS # {!}, year=20 # 20}\n'
    )
    assert (reads(file).paper.title, reads(file).paper.year) == ('Learning C# "S#"!', 2020)


def test_a_last_entry_that_is_cut_makes_the_file_not_whole(reads):
    found = reads("@article{a, title={Before}}\n@article{b, title={Cut of")
    assert "the last entry is cut off" in found.reason
    assert not found.end.whole


def test_a_line_that_is_no_utf8_loses_only_its_entry(reads):
    found = reads(b"@article{a, title={Before}}\n@article{b,\n title={Caf\xe9}\n}\n@article{c, title={After}}\n")
    assert [p.title for p in found.papers] == ["Before", "After"]
    assert "not UTF-8" in found.aside[0].reason


def test_entities_of_html_that_a_library_left_in_are_letters(reads):
    found = reads("@article{a, title={Search &amp; Find}, author={M&uuml;ller, J.}, journal={R&D}}\n")
    assert (found.paper.title, found.paper.authors, found.paper.venue) == ("Search & Find", ("J. Müller",), "R&D")


def test_an_entry_of_any_type_is_a_paper(reads):
    assert reads("@online{a, title={On Line}, year={2020}}\n").paper.title == "On Line"


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"{\'e}t{\'e} \`a \c{c}a {\ss} {\o} {\AA} na\"{\i}ve \v{S}\u{g}", "été à ça ß ø Å naïve Šğ"),
        (r"{LSTM} and {{GRU}}", "LSTM and GRU"),
        (r"100\% of \$5 \& more \_ \#1", "100% of $5 & more _ #1"),
        (r"50% stays, $x_1 < \frac{1}{2}$ stays", r"50% stays, $x_1 < \frac{1}{2}$ stays"),
        (r"\textbf{bold} \emph{word} \textit{it}", "bold word it"),
        ("a -- b ``quoted''", "a -- b ``quoted''"),
        ("no markup at 5%", "no markup at 5%"),
        (r"\href{http://x.org}{here}", "here"),
        (r"odd \unknownmacro{arg} {", None),
    ],
)
def test_latex_becomes_text(latex, text):
    assert plain(latex) == text if text is not None else plain(latex)


def test_names_are_parted_at_and_outside_braces():
    assert entry_authors({"author": "A B  and\n {C and D} and E, F"}) == ["A B", "C and D", "E, F"]
    assert entry_authors({}) == []
