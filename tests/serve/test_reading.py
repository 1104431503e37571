"""What the REST interface answers about a graph of three papers."""

from __future__ import annotations

import httpx
import pytest

from tests.serve import graphs


def ids(items: list[dict[str, object]]) -> list[object]:
    return [item["id"] for item in items]


def test_the_overview_counts_the_graph_and_offers_three_questions(api: httpx.Client) -> None:
    overview = api.get("/overview").json()
    assert overview["nodes"]["Paper"] == 3
    assert overview["edges"]["INTRODUCES"] == 3
    assert overview["years"] == [{"year": 2018, "papers": 2}, {"year": 2019, "papers": 1}]
    assert len(overview["questions"]) == 3
    assert all(dot["x"] is not None and dot["community"] is not None for dot in overview["graph"]["nodes"])


def test_search_finds_the_same_name_before_names_that_begin_alike(api: httpx.Client) -> None:
    found = api.get("/search", params={"q": "bert"}).json()
    assert ids(found["items"])[:2] == ["model:bert", "p:bert"]


def test_search_finds_words_in_any_order_by_their_beginnings(api: httpx.Client) -> None:
    assert ids(api.get("/search", params={"q": "represent context"}).json()["items"]) == ["p:elmo"]


def test_search_forgives_a_misspelt_entity(api: httpx.Client) -> None:
    assert ids(api.get("/search", params={"q": "RoBERTTa"}).json()["items"]) == ["model:roberta"]


def test_search_keeps_to_the_labels_asked_for(api: httpx.Client) -> None:
    assert ids(api.get("/search", params={"q": "bert", "label": "Paper"}).json()["items"]) == ["p:bert", "p:roberta"]


@pytest.mark.parametrize("query", ['"', "AND OR NOT", "a* ^b", "key:x", "(", "\x00", "-", "🤖", "x" * 500, ""])
def test_search_takes_any_text_as_words(api: httpx.Client, query: str) -> None:
    assert api.get("/search", params={"q": query}).status_code == 200


def test_search_is_paged(api: httpx.Client) -> None:
    whole = api.get("/search", params={"q": "bert"}).json()
    second = api.get("/search", params={"q": "bert", "offset": 1, "limit": 1}).json()
    assert second["total"] == whole["total"]
    assert second["items"] == whole["items"][1:2]


def test_a_neighbourhood_holds_what_one_step_reaches(api: httpx.Client) -> None:
    near = api.get("/neighbourhood", params={"id": "model:bert"}).json()
    assert set(ids(near["nodes"])) == {"model:bert", "p:bert", "p:roberta", "model:roberta"}
    assert ("p:roberta", "CITES", "p:bert") in {(e["source"], e["type"], e["target"]) for e in near["edges"]}


def test_a_neighbourhood_is_cut_to_the_most_relevant_and_says_so(api: httpx.Client) -> None:
    near = api.get("/neighbourhood", params={"id": "model:bert", "limit": 2}).json()
    assert ids(near["nodes"]) == ["model:bert", "p:bert"]
    assert near["cut"] == "The 2 most relevant of 4 nodes are shown."


def test_a_neighbourhood_keeps_to_types_labels_and_years(api: httpx.Client) -> None:
    asked = {"id": "model:bert", "type": ["USES", "INTRODUCES"], "label": ["Paper"], "year_to": 2018}
    assert ids(api.get("/neighbourhood", params=asked).json()["nodes"]) == ["model:bert", "p:bert"]


def test_an_edge_is_explained_by_the_words_that_it_stands_on(api: httpx.Client) -> None:
    edge = api.get("/edge", params={"source": "p:bert", "type": "INTRODUCES", "target": "model:bert"}).json()
    (paper,) = edge["papers"]
    assert paper["extractor"] == "1.0.0"
    assert [q["text"] for q in paper["quotes"]] == ["BERT", "BERT"]
    for q in paper["quotes"]:
        assert paper["abstract"][q["start"] : q["end"]] == q["text"]
        assert q["sentence"] == paper["abstract"][q["sentence_start"] :][: len(q["sentence"])]


def test_building_on_is_explained_by_the_words_of_both_papers(api: httpx.Client) -> None:
    edge = api.get("/edge", params={"source": "p:roberta", "type": "BUILDS_ON", "target": "p:bert"}).json()
    assert [(p["paper"]["id"], p["type"], p["entity"]["name"]) for p in edge["papers"]] == [
        ("p:roberta", "USES", "BERT"),
        ("p:bert", "INTRODUCES", "BERT"),
    ]


def test_two_entities_named_together_are_explained_by_their_papers(api: httpx.Client) -> None:
    edge = api.get("/edge", params={"source": "model:bert", "type": "CO_USED", "target": "benchmark:mnli"}).json()
    assert edge["total"] == 2
    assert {p["paper"]["id"] for p in edge["papers"]} == {"p:bert", "p:roberta"}


def test_a_papers_card_marks_every_mention_where_it_stands(api: httpx.Client) -> None:
    card = api.get("/node", params={"id": "p:bert"}).json()
    assert card["authors"][0]["name"] == "Jacob Devlin"
    assert card["venue"]["name"] == "NAACL"
    assert card["identifiers"] == {"arxiv": "1810.04805"}
    assert ids(card["cited_by"]) == ["p:roberta"]
    assert {m["entity"] for m in card["mentions"]} == {"model:bert", "benchmark:mnli"}
    assert all(card["abstract"][m["start"] : m["end"]] == m["text"] for m in card["mentions"])


def test_an_entitys_card_tells_its_family_its_years_and_its_claims(api: httpx.Client) -> None:
    card = api.get("/node", params={"id": "model:bert"}).json()
    assert card["aliases"] == ["BERT", "Bert"]
    assert [v["node"]["id"] for v in card["variants"]] == ["model:roberta"]
    assert [p["paper"]["id"] for p in card["introduced_by"]] == ["p:bert"]
    assert card["years"] == [
        {"year": 2018, "introduced": 1, "used": 0, "mentioned": 0},
        {"year": 2019, "introduced": 0, "used": 1, "mentioned": 0},
    ]
    assert [c["value"] for c in card["claims"]] == ["86.7%"]


def test_the_papers_of_an_entity_are_paged_introducing_first(api: httpx.Client) -> None:
    page = api.get("/node/papers", params={"id": "model:bert", "limit": 1}).json()
    assert page["total"] == 2
    assert [item["paper"]["id"] for item in page["items"]] == ["p:bert"]


@pytest.mark.parametrize("id", ["author:devlin", "venue:naacl"])
def test_authors_and_venues_have_cards(api: httpx.Client, id: str) -> None:
    assert ids(api.get("/node", params={"id": id}).json()["papers"]) == ["p:bert"]


def test_a_path_is_told_step_by_step_in_words(api: httpx.Client) -> None:
    path = api.get("/path", params={"source": "model:elmo", "target": "benchmark:mnli"}).json()
    assert [step["words"] for step in path["steps"]] == [
        f"“{graphs.ELMO}” introduces ELMo.",
        f"“{graphs.BERT}” cites “{graphs.ELMO}”.",
        f"“{graphs.BERT}” evaluates on MNLI.",
    ]


def test_a_path_from_a_node_to_itself_has_no_steps(api: httpx.Client) -> None:
    path = api.get("/path", params={"source": "model:bert", "target": "model:bert"}).json()
    assert (ids(path["graph"]["nodes"]), path["steps"]) == (["model:bert"], [])


def test_a_board_sorts_the_claims_by_their_value(api: httpx.Client) -> None:
    board = api.get("/board", params={"id": "benchmark:mnli"}).json()
    assert [(row["subject"], row["number"]) for row in board["items"]] == [("RoBERTa", 90.2), ("BERT", 86.7)]
    rising = api.get("/board", params={"id": "benchmark:mnli", "descending": False}).json()
    assert [row["subject"] for row in rising["items"]] == ["BERT", "RoBERTa"]


def test_boards_name_the_benchmarks_with_most_claims(api: httpx.Client) -> None:
    (row,) = api.get("/boards").json()
    assert (row["node"]["id"], row["claims"]) == ("benchmark:mnli", 2)


def test_gaps_count_the_papers_of_each_pair(api: httpx.Client) -> None:
    gaps = api.get("/gaps", params={"rows": "Model", "columns": "Benchmark"}).json()
    row = ids(gaps["rows"]).index("model:bert")
    column = ids(gaps["columns"]).index("benchmark:mnli")
    assert gaps["cells"][row][column] == 2


def test_trends_say_why_there_is_nothing_to_tell(api: httpx.Client) -> None:
    trends = api.get("/trends").json()
    assert trends["rising"] == []
    assert trends["note"] == "no change is surer than chance"


def test_related_work_comes_with_parts_and_reasons(api: httpx.Client) -> None:
    found = api.post("/related", json={"ids": ["p:roberta"]}).json()["items"]
    assert found[0]["paper"]["id"] == "p:bert"
    assert found[0]["score"] == pytest.approx(found[0]["text"] + found[0]["entities"] + found[0]["citations"])
    assert found[0]["reasons"]


def test_a_list_of_references_is_matched_with_the_graph_by_title(api: httpx.Client) -> None:
    bib = f"@article{{a, title = {{{graphs.ROBERTA}}}, year = 2019}}\n@book{{b, title = {{Something else}}}}"
    found = api.post("/related/file", params={"name": "refs.bib"}, content=bib.encode()).json()
    assert found["understood"].startswith("1 of 2 references are papers of this graph")
    assert found["items"][0]["paper"]["id"] == "p:bert"


def test_what_a_dropped_draft_cites_is_no_answer(api: httpx.Client) -> None:
    tex = r"\title{Better training of BERT}\begin{thebibliography}{9}\bibitem{r} %s. 2019.\end{thebibliography}"
    given = {"name": "draft.tex"}, (tex % graphs.ROBERTA).encode()
    found = api.post("/related/file", params=given[0], content=given[1]).json()
    assert "It cites 1 paper of the graph already" in found["understood"]
    assert "p:roberta" not in [item["paper"]["id"] for item in found["items"]]


@pytest.mark.parametrize(("name", "content"), [("a.pdf", b"%PDF-1.7 nothing"), ("a.exe", b"MZ"), ("a.md", b"\xff\xfe")])
def test_a_file_that_cannot_be_read_is_refused_in_words(api: httpx.Client, name: str, content: bytes) -> None:
    answer = api.post("/related/file", params={"name": name}, content=content)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "path", ["/node?id=nothing", "/board?id=p:bert", "/edge?source=p:bert&type=CITES&target=p:bert"]
)
def test_what_is_not_there_is_a_problem_with_words(api: httpx.Client, path: str) -> None:
    answer = api.get(path)
    assert answer.status_code == 404
    assert answer.json()["detail"]
    assert answer.headers["content-type"] == "application/problem+json"


def test_questions_are_listed_with_their_cypher(api: httpx.Client) -> None:
    named = {one["name"]: one for one in api.get("/questions").json()}
    assert "MATCH" in named["leaderboard"]["cypher"]


def test_cypher_says_what_to_do_where_no_store_answers(api: httpx.Client) -> None:
    answer = api.post("/query", json={"cypher": "RETURN 1"})
    assert answer.status_code == 503
    assert "kg serve --neo4j" in answer.json()["detail"]
    assert api.get("/status").json()["cypher_message"] == "this graph was made without a store"


@pytest.mark.parametrize(
    ("format", "begins"),
    [("csv", b"PK"), ("bibtex", b"@"), ("graphml", b"<?xml"), ("gexf", b"<?xml"), ("json", b'{"nodes"')],
)
def test_what_is_seen_is_taken_away_as_a_file(api: httpx.Client, format: str, begins: bytes) -> None:
    wanted = {"format": format, "nodes": ["p:bert", "model:bert"], "edges": [["p:bert", "INTRODUCES", "model:bert"]]}
    answer = api.post("/export", json=wanted)
    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    assert answer.headers["content-disposition"].startswith("attachment")


def test_taking_away_nothing_is_refused(api: httpx.Client) -> None:
    assert api.post("/export", json={"format": "json", "nodes": ["gone"]}).status_code == 400
