"""Identifiers take what people paste and keep one canonical form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from schemas.identifiers import (
    RESERVED_PREFIXES,
    PaperIds,
    parse_acl,
    parse_arxiv,
    parse_doi,
    parse_openalex,
    parse_paper_id,
    parse_s2,
)


@pytest.mark.parametrize(
    ("given_form", "canonical"),
    [
        ("2106.09685", "2106.09685"),
        ("arXiv:2106.09685v2", "2106.09685"),
        ("https://arxiv.org/abs/2106.09685v1", "2106.09685"),
        ("http://arxiv.org/pdf/2106.09685.pdf", "2106.09685"),
        ("10.48550/arXiv.2106.09685", "2106.09685"),
        ("cs/0112017v1", "cs/0112017"),
        ("math.GT/0309136", "math.gt/0309136"),
    ],
)
def test_arxiv_ids_lose_urls_prefixes_and_versions(given_form: str, canonical: str) -> None:
    assert parse_arxiv(given_form) == canonical


@pytest.mark.parametrize(
    "form", ["https://doi.org/10.1145/3292500.3330701", "doi:10.1145/3292500.3330701", "10.1145/3292500.3330701"]
)
def test_dois_lose_their_resolver(form: str) -> None:
    assert parse_doi(form) == "10.1145/3292500.3330701"


def test_other_schemes_have_one_form() -> None:
    assert parse_acl("https://aclanthology.org/N19-1423/") == "N19-1423"
    assert parse_acl("2020.acl-main.1") == "2020.acl-main.1"
    assert parse_openalex("https://openalex.org/W2741809807") == "W2741809807"
    assert parse_s2("CorpusId:13756489") == "13756489"


@pytest.mark.parametrize("wrong", ["", "10.12/x", "http://example.org/10.1145", "10.1145/with space"])
def test_what_is_no_doi_is_refused_with_what_a_doi_is(wrong: str) -> None:
    with pytest.raises(ValueError, match="is not a DOI"):
        parse_doi(wrong)


def test_a_wrong_identifier_does_not_make_a_record() -> None:
    with pytest.raises(ValidationError, match="not an arXiv id"):
        PaperIds(arxiv="not one")


def test_the_preferred_identifier_carries_its_scheme() -> None:
    assert PaperIds(doi="10.1145/X.1", arxiv="2106.09685").preferred() == "arxiv:2106.09685"
    assert PaperIds(huggingface="2106.09685").preferred() == "arxiv:2106.09685"
    assert PaperIds().preferred() is None


@pytest.mark.parametrize("wrong", ["", "  ", "a\x00b", "a\nb", "x" * 513, "model:bert", "Venue:icml"])
def test_a_paper_id_is_short_printable_and_out_of_the_graphs_name_space(wrong: str) -> None:
    with pytest.raises(ValueError, match="a paper's id"):
        parse_paper_id(wrong)


@given(st.text(alphabet=st.characters(exclude_categories=("C",)), min_size=1, max_size=500))
def test_any_printable_text_is_a_paper_id_unless_it_is_blank_or_reserved(text: str) -> None:
    blank_or_reserved = not text.strip() or text.strip().lower().startswith(RESERVED_PREFIXES)
    if blank_or_reserved:
        with pytest.raises(ValueError, match="a paper's id"):
            parse_paper_id(text)
    else:
        assert parse_paper_id(text) == text.strip()
