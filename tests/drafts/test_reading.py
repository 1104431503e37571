"""A draft is read by its ending: what it is about, what it cites, and a clear answer where it cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.drafts import read, read_file
from schemas.errors import SourceError, UsageError
from tests.drafts.pdfs import encrypted, pdf

MARKDOWN = b"""# A study of adapters

## Abstract

We compare adapters with full fine-tuning on GLUE.

## Introduction

As shown before (https://arxiv.org/abs/2106.09685), little is needed.

## References

1. Devlin et al. BERT: Pre-training of Deep Bidirectional Transformers
   for Language Understanding. 2019.
2. Vaswani et al. Attention Is All You Need. 2017.
"""
LATEX = rb"""\documentclass{article}
\title{A study of {\em adapters}\thanks{Funded.}}
\begin{document}
\begin{abstract} We compare adapters \cite{bert} with fine-tuning. % a comment
\end{abstract}
More follows~\citep[see][]{vaswani, lora}.
\bibliography{refs}
\begin{thebibliography}{9}
\bibitem[V17]{vaswani} A.~Vaswani et al. \newblock Attention Is All You Need. 2017.
\end{thebibliography}
\end{document}
"""
BIB = """@article{bert, title={{BERT}: Pre-training of Deep Bidirectional Transformers for Language Understanding}, year=2019}
@article{unused, title={A paper that is not cited}, year=2020}
@article{lora, title={{LoRA}: Low-Rank Adaptation of Large Language Models}, year=2021}
"""
PAGE = [
    "A study of adapters",
    "Abstract. We compare adapters with full fine-",
    "tuning on GLUE.",
    "1 Introduction",
    "Much was said of this.",
]
LISTED = [
    "References",
    "[1] J. Devlin et al. BERT: Pre-training of Deep Bidirec-",
    "tional Transformers for Language Understanding. 2019.",
    "[2] A. Vaswani et al. Attention Is All You Need. 2017.",
]


def test_markdown_has_a_title_an_abstract_and_references():
    draft = read("draft.md", MARKDOWN)
    assert draft.title == "A study of adapters"
    assert draft.abstract == "We compare adapters with full fine-tuning on GLUE."
    assert "Devlin" not in draft.text
    assert "arxiv:2106.09685" in draft.references[0].names
    assert [one.years for one in draft.references[1:]] == [{2019}, {2017}]


def test_text_without_marks_is_its_own_subject():
    draft = read("notes.txt", b"Low-rank updates of large models")
    assert (draft.title, draft.abstract) == ("", "")
    assert draft.subject == "Low-rank updates of large models"


def test_latex_cites_what_the_bib_file_beside_it_lists_and_what_bibitems_say(tmp_path: Path):
    (tmp_path / "refs.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "draft.tex").write_bytes(LATEX)
    draft = read_file(tmp_path / "draft.tex")
    assert draft.title == "A study of adapters"
    assert draft.abstract == "We compare adapters with fine-tuning."
    assert "Vaswani" not in draft.text
    told = " | ".join(one.text for one in draft.references)
    assert "Attention Is All You Need" in told
    assert "BERT" in told
    assert "LoRA" in told
    assert "not cited" not in told
    assert draft.notes == ()


def test_latex_says_which_bib_file_is_missing():
    draft = read("draft.tex", LATEX)
    assert draft.notes == ("refs.bib is not beside the draft: what it lists is not known to be cited",)


def test_bibtex_is_a_list_of_references():
    assert len(read("refs.bib", BIB.encode()).references) == 3


def test_a_pdf_has_a_title_an_abstract_and_references_over_line_ends():
    draft = read("draft.pdf", pdf([PAGE, LISTED]))
    assert draft.title == "A study of adapters"
    assert draft.abstract.startswith("We compare adapters")
    assert [one.years for one in draft.references] == [{2019}, {2017}]
    assert "bidirectional" in draft.references[0].words


def test_of_a_pdf_of_200_pages_the_beginning_and_the_references_are_read():
    body = [f"This is chapter {n} of a long thesis." for n in range(30)]
    draft = read("thesis.pdf", pdf([PAGE, *[body] * 197, LISTED, ["Appendix"]]))
    assert draft.notes == ("of 200 pages the first 3 and the last 2 were read",)
    assert len(draft.references) == 2


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.pdf", encrypted(pdf([PAGE]), "secret"), "encrypted; save it without a password"),
        ("a.pdf", pdf([[], []]), "holds pictures of pages and no text"),
        ("a.pdf", b"%PDF-1.7 nothing", "cannot be read as a PDF"),
        ("a.pdf", pdf([PAGE])[:200], "cannot be read as a PDF|no text"),
        ("a.md", b"\xff\xfe", "not UTF-8 at byte 0"),
        ("a.md", b" \n ", "empty"),
        ("a.exe", b"MZ", "give a file that ends in .md"),
    ],
)
def test_what_cannot_be_read_is_said_clearly(name: str, content: bytes, says: str):
    with pytest.raises(UsageError, match=says):
        read(name, content)


def test_a_pdf_whose_owner_alone_has_a_password_is_read():
    assert read("a.pdf", encrypted(pdf([PAGE]), "")).title == "A study of adapters"


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(SourceError, match=r"none\.md: No such file"):
        read_file(tmp_path / "none.md")
