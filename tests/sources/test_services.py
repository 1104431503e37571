"""What services and data sets give becomes papers: text, people, venue, identifiers and references, nothing invented."""

from __future__ import annotations

import json

import pytest

from kg.sources import FORMATS
from kg.sources.head import Head
from tests.sources import samples
from tests.sources.reading import reading
from tests.sources.samples import SAMPLES, document, lines


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_file_is_recognised_by_its_content_alone(name):
    head = Head(SAMPLES[name])
    first = next(one.NAME for one in FORMATS.values() if one.recognise(head))
    assert first == name


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_every_sample_gives_papers_and_is_read_whole(reads, name):
    found = reads(SAMPLES[name])
    assert found.papers
    assert found.end.whole


class TestOpenAlex:
    def test_a_work_becomes_a_paper(self, reads):
        paper = reads(document(samples.OPENALEX)).paper
        assert (paper.title, paper.abstract, paper.year) == ("Deep Things", "We go deep and deep then.", 2020)
        assert (paper.venue, paper.authors) == ("Journal of Things", ("Ada Lovelace", "Alan Turing"))
        assert (paper.id, paper.ids.doi, paper.ids.openalex) == ("arxiv:2001.00001", "10.1234/abc", "W123456")
        assert paper.references == ("openalex:W222", "openalex:W333")

    @pytest.mark.parametrize(
        "wrapped",
        [
            lines(samples.OPENALEX, samples.OPENALEX),
            document({"meta": {"count": 2}, "results": [samples.OPENALEX, samples.OPENALEX]}),
            json.dumps({"results": [samples.OPENALEX, samples.OPENALEX]}).encode(),
            document([samples.OPENALEX, samples.OPENALEX]),
            document({"request": "u", "status": 200, "response": {"results": [samples.OPENALEX, samples.OPENALEX]}}),
        ],
    )
    def test_pages_snapshots_and_recorded_answers_are_read(self, reads, wrapped):
        assert [p.id for p in reads(wrapped).papers] == ["arxiv:2001.00001"] * 2

    def test_no_index_is_no_abstract(self, reads):
        assert reads(document({**samples.OPENALEX, "abstract_inverted_index": None})).paper.abstract == ""

    def test_an_index_with_wild_positions_takes_no_room(self, reads):
        work = {
            **samples.OPENALEX,
            "abstract_inverted_index": {"far": [10**12], "near": [-1], "no": "x", "odd": [None]},
        }
        assert reads(document(work)).paper.abstract == "near far"

    def test_the_other_name_of_the_title_serves(self, reads):
        assert reads(document({**samples.OPENALEX, "title": None})).paper.title == "Deep Things"


class TestSemanticScholar:
    def test_a_paper_of_the_graph_api(self, reads):
        paper = reads(document(samples.S2_PAPER)).paper
        assert (paper.id, paper.ids.acl, paper.ids.s2) == ("arxiv:2001.00001", "N19-1423", samples.S2_HASH)
        assert (paper.venue, paper.references) == ("J. Things", (f"s2:{'f' * 40}",))

    @pytest.mark.parametrize(
        "wrapped",
        [
            document({"offset": 0, "data": [{"citedPaper": samples.S2_PAPER}]}),
            document({"offset": 0, "data": [{"contexts": [], "citingPaper": samples.S2_PAPER}]}),
            document({"recommendedPapers": [samples.S2_PAPER]}),
            document({"authorId": "1", "name": "A", "papers": [samples.S2_PAPER]}),
            json.dumps([samples.S2_PAPER]).encode(),
            lines(samples.S2_PAPER),
        ],
    )
    def test_lists_of_every_kind(self, reads, wrapped):
        assert reads(wrapped).paper.title == "Deep Things"

    def test_a_paper_that_the_service_did_not_find_is_set_aside(self, reads):
        found = reads(document([samples.S2_PAPER, None]))
        assert len(found.papers) == 1
        assert "no JSON object" in found.reason

    def test_snippets_name_their_papers(self, reads):
        paper = reads(document({"data": [{"snippet": {"text": "x"}, "paper": {"corpusId": "42", "title": "T"}}]})).paper
        assert paper.id == "s2:42"


class TestAcademicGraph:
    @pytest.mark.parametrize("number", [int, str])
    def test_citations_and_abstracts_of_other_files_complete_papers(self, tmp_path, number):
        (tmp_path / "1-papers.jsonl").write_bytes(lines(samples.S2AG_PAPER))
        citations = [{"citingcorpusid": number(42), "citedcorpusid": number(n)} for n in (9, 7, 7)]
        (tmp_path / "2-citations.jsonl").write_bytes(lines(*citations))
        (tmp_path / "3-abstracts.jsonl").write_bytes(lines({"corpusid": number(42), "abstract": "We go deep."}))
        found = reading(tmp_path)
        assert found.paper.references == ("s2:7", "s2:9")
        assert found.paper.abstract == "We go deep."
        assert (found.paper.id, found.paper.ids.s2, found.paper.venue) == ("arxiv:2001.00001", "42", "J. Things")
        assert sum(end.entries for end in found.ends) == 1

    def test_a_citation_that_lacks_an_end_is_set_aside(self, reads):
        found = reads(lines({"citingcorpusid": 1, "citedcorpusid": None}, {"citingcorpusid": 1, "citedcorpusid": 2}))
        assert "which paper cites which" in found.reason


class TestCrossref:
    def test_a_work_becomes_a_paper(self, reads):
        paper = reads(document({"status": "ok", "message-type": "work", "message": samples.CROSSREF})).paper
        assert paper.title == "Deep Things"
        assert paper.abstract == "We go deep: $x^2$ & more.\nAnd then."
        assert (paper.venue, paper.year, paper.id) == ("Journal of Things", 2020, "doi:10.1234/abc")
        assert paper.authors == ("Ada Lovelace", "The Consortium")
        assert paper.references == ("doi:10.5678/xyz",)

    @pytest.mark.parametrize("wrapped", [lines(samples.CROSSREF), document({"items": [samples.CROSSREF]})])
    def test_dumps_are_read(self, reads, wrapped):
        assert reads(wrapped).paper.id == "doi:10.1234/abc"

    def test_broken_markup_still_gives_its_words(self, reads):
        work = {**samples.CROSSREF, "abstract": "<jats:p>We go <b>deep & wide</jats:p>"}
        assert reads(document(work)).paper.abstract == "We go deep & wide"

    def test_an_answer_without_works_is_read_and_empty(self, reads):
        found = reads(document({"message-type": "work-list", "message": {"items": []}}))
        assert (found.items, found.end.whole) == ([], True)


class TestArxiv:
    def test_atom(self, reads):
        found = reads(SAMPLES["arxiv_atom"])
        paper = found.papers[0]
        assert (paper.title, paper.abstract, paper.year) == ("Deep Things", "We go deep and then.", 2020)
        assert (paper.id, paper.ids.doi) == ("arxiv:2001.00001", "10.1234/abc")
        assert paper.authors == ("Ada Lovelace", "Alan Turing")
        assert "incorrect id format for abc" in found.reason

    def test_oai_in_three_formats(self, reads):
        found = reads(SAMPLES["arxiv_oai"])
        assert [p.id for p in found.papers] == ["arxiv:2001.00001", "arxiv:2001.00002", "arxiv:2001.00003"]
        assert [p.title for p in found.papers] == ["Deep Things", "Raw Things", "Core Things"]
        assert [p.authors for p in found.papers] == [("Ada Lovelace",), ("Ada Lovelace", "Émile X"), ("Ada Lovelace",)]
        assert [p.abstract for p in found.papers] == ["We go deep.", "Raw.", "Core."]
        assert {p.year for p in found.papers} == {2020}
        assert found.papers[0].ids.doi == "10.1234/abc"
        assert "deleted" in found.reason

    def test_the_kaggle_snapshot(self, reads):
        paper = reads(lines(samples.ARXIV_KAGGLE)).paper
        assert (paper.title, paper.abstract) == ("Deep Things", "We go deep and then $x$.")
        assert (paper.year, paper.authors) == (2020, ("A. Lovelace", "E. Étranger Jr."))

    def test_the_snapshots_line_of_authors_serves_where_it_is_not_parsed(self, reads):
        record = {**samples.ARXIV_KAGGLE, "authors_parsed": None}
        assert reads(lines(record)).paper.authors == ("A. Lovelace", "E. Étranger")

    def test_unarxive_links_references(self, reads):
        paper = reads(lines(samples.UNARXIVE)).paper
        assert paper.references == ("arxiv:1706.03762", "doi:10.5678/xyz", "openalex:W222", "arxiv:cs/0112017")


class TestOpenReview:
    def test_both_versions_of_the_api(self, reads):
        first, second = reads(SAMPLES["openreview"]).papers
        assert (first.id, first.venue, first.year) == ("openreview:abcdef123", "ICLR", 2020)
        assert (second.id, second.venue, second.year) == ("openreview:zzzzzz123", None, 2026)
        assert first.abstract == second.abstract == "We go deep."

    def test_a_review_is_no_paper(self, reads):
        assert "not a paper" in reads(document(samples.OPENREVIEW_REVIEW)).reason


class TestAnthology:
    def test_marks_for_fixed_case_leave_their_text(self, reads):
        first, second = reads(SAMPLES["acl_anthology"]).papers
        assert first.title == "BERTs and $x^2$: Deep & Wide"
        assert first.abstract == "We go deep, see http://x.org."
        assert first.authors == ("Ada Lovelace", "Turing")
        assert (first.id, first.ids.acl) == ("doi:10.18653/v1/2024.things-1.1", "2024.things-1.1")
        assert (first.venue, first.year) == ("THINGS", 2024)
        assert second.ids.acl == "2024.things-1.2"

    @pytest.mark.parametrize(
        ("collection", "volume", "number", "id"),
        [("P19", "1", "7", "P19-1007"), ("W18", "6", "12", "W18-0612"), ("2020.acl", "main", "5", "2020.acl-main.5")],
    )
    def test_ids_are_made_of_the_numbers_where_none_is_given(self, reads, collection, volume, number, id):
        found = reads(
            f'<collection id="{collection}"><volume id="{volume}"><paper id="{number}"><title>T</title></paper>'
            "</volume></collection>"
        )
        assert found.paper.ids.acl == id


class TestDblp:
    def test_entities_are_letters_and_namesakes_lose_their_number(self, reads):
        found = reads(SAMPLES["dblp"])
        first, second, third = found.papers
        assert (first.title, first.authors) == ("Deep Things & more", ("Michael H. Böhlen", "Jens Lehmann"))
        assert (first.id, first.venue, first.references) == ("doi:10.1234/abc", "X", ("dblp:conf/x/Z19",))
        assert (second.title, second.id) == ("Why?", "arxiv:2001.00001")
        assert (third.title, third.id) == ("Old Á and so on...", "dblp:journals/x/Old")
        assert [s.reason for s in found.aside] == [
            "a volume of proceedings, not a paper",
            "a person's page, not a paper",
        ]

    def test_a_single_record_needs_no_doctype(self, reads):
        found = reads('<article key="a/b" mdate="2020-01-01"><author>B&ouml;hlen</author><title>T.</title></article>')
        assert found.paper.authors == ("Böhlen",)

    def test_an_entity_across_two_reads_is_whole(self, reads):
        filler = "x" * 32_757
        for shift in range(12):
            found = reads(
                f'<dblp><article key="a/b" mdate="2"><author>{filler[shift:]}</author>'
                "<title>B&ouml;h&amp;len &eacute;t&eacute; &ouml;&ouml;&ouml;</title></article></dblp>"
            )
            assert found.paper.title == "Böh&len été ööö"


class TestPubMed:
    def test_an_article_becomes_a_paper(self, reads):
        article, chapter = reads(SAMPLES["pubmed"]).papers
        assert article.title == "Deep Things."
        assert article.abstract == "BACKGROUND: We go.\nRESULTS: Deep, p<0.05."
        assert (article.year, article.venue, article.id) == (2020, "J Things", "doi:10.1234/abc")
        assert article.authors == ("Ada Lovelace", "The Group")
        assert article.references == ("pmid:7", "doi:10.5678/xyz")
        assert (chapter.title, chapter.year, chapter.id) == ("Chapter", 2019, "pmid:124")


class TestS2orc:
    def test_metadata_with_citations(self, reads):
        paper = reads(lines(samples.S2ORC)).paper
        assert (paper.authors, paper.venue, paper.references) == (("Ada K. Lovelace",), "J. Things", ("s2:7", "s2:8"))
        assert (paper.id, paper.ids.s2) == ("arxiv:2001.00001", "42")

    def test_the_corpus_of_2019(self, reads):
        paper = reads(lines(samples.S2_CORPUS)).paper
        assert (paper.abstract, paper.ids.s2, paper.references) == ("We go deep.", samples.S2_HASH, (f"s2:{'f' * 40}",))

    def test_texts_with_annotations(self, reads):
        paper = reads(lines(samples.S2ORC_TEXT)).paper
        assert (paper.title, paper.abstract, paper.authors) == ("Deep Things", "We go deep.", ("Ada Lovelace",))
        assert (paper.id, paper.references) == ("doi:10.1234/abc", ("s2:7",))

    def test_papers_under_their_ids(self, reads):
        records = {str(n): {"paper_id": str(n), "title": f"Paper {n}", "abstract": "A."} for n in range(3)}
        assert [p.id for p in reads(document(records)).papers] == ["s2:0", "s2:1", "s2:2"]


class TestLists:
    def test_paperlists_know_their_venue_by_the_files_name(self, reads):
        found = reads(SAMPLES["paperlists"], name="iclr2018.json")
        assert [(p.venue, p.year) for p in found.papers] == [("ICLR", 2018), (None, 2018)]
        assert found.papers[0].id == "openreview:abcdef123"
        assert found.papers[0].authors == ("Ada Lovelace", "Alan Turing")

    def test_airas(self, reads):
        paper = reads(document([samples.AIRAS])).paper
        assert (paper.venue, paper.year, paper.authors) == ("ICLR", 2020, ("Ada Lovelace",))


class TestXmlThatWouldHarm:
    BOMB = (
        '<?xml version="1.0"?>\n<!DOCTYPE dblp [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
        + ']>\n<dblp><article key="x" mdate="2"><title>&j;</title></article></dblp>'
    )

    def test_entities_of_its_own_are_refused(self, reads):
        found = reads(self.BOMB)
        assert "declares entities of its own" in found.reason
        assert not found.end.whole

    def test_they_are_refused_wherever_the_doctype_stands(self, reads):
        found = reads(self.BOMB.replace("<!DOCTYPE", f"<!--{'x' * 70_000}--><!DOCTYPE"), format="dblp")
        assert "entities of its own" in found.reason or "damaged" in found.reason
        assert found.papers == []

    def test_no_other_file_is_loaded(self, reads, tmp_path):
        secret = tmp_path / "secret.txt"
        secret.write_text("SECRET")
        for doctype in (
            f'<!DOCTYPE dblp SYSTEM "{secret}">',
            f'<!DOCTYPE dblp [<!ENTITY x SYSTEM "file://{secret}">]>',
        ):
            found = reads(f'{doctype}<dblp><article key="x" mdate="2"><title>T &x; T</title></article></dblp>')
            assert not any("SECRET" in paper.title for paper in found.papers)

    def test_a_cut_file_gives_what_stands_before(self, reads):
        found = reads(SAMPLES["pubmed"][:-200])
        assert len(found.papers) == 1
        assert "the XML is cut off or damaged" in found.reason
        assert not found.end.whole

    def test_nesting_without_end_is_refused(self, reads):
        found = reads("<dblp>" + "<i>" * 100_000 + "</i>" * 100_000 + "</dblp>")
        assert "damaged" in found.reason
