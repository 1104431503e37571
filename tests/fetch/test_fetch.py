"""Papers come from services into files; failures are tried again, limits are kept, and a killed fetch goes on."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from email.utils import format_datetime
from pathlib import Path

import pytest

from kg import sources
from kg.fetch import fetch, planned
from kg.fetch.settings import FetchSettings
from schemas.errors import SourceError, UsageError
from schemas.paper import Paper
from tests.conftest import Kg
from tests.fetch.service import Asked, Reply, Service, page, serving


def settings(service: Service, folder: Path, **more: object) -> FetchSettings:
    """Return settings that ask the service without waiting."""
    names = ("openalex", "semanticscholar", "arxiv", "openreview", "huggingface", "crossref")
    urls = {f"{name}_url": service.url for name in names}
    defaults = {"cache": folder / "http.db", "pace": 0, "first_wait": 0, "timeout": 5}
    return FetchSettings(**{**urls, **defaults, **more})


def work(number: int, *cites: int) -> dict[str, object]:
    return {
        "id": f"https://openalex.org/W{number}",
        "title": f"Work {number}",
        "referenced_works": [f"https://openalex.org/W{n}" for n in cites],
    }


def works(asked: Asked) -> Reply:
    """Answer a search in five pages of two works, and ids with works that each cite the next two."""
    if "filter" in asked.params:
        numbers = [int(id[1:]) for id in asked.params["filter"].partition(":")[2].split("|")]
        return page({"meta": {}, "results": [work(n, n + 1, n + 2) for n in numbers]})
    at = 0 if asked.params["cursor"] == "*" else int(asked.params["cursor"])
    results = [work(10 + 2 * at), work(11 + 2 * at)] if at < 5 else []
    return page({"meta": {"next_cursor": str(at + 1) if at < 5 else None}, "results": results})


def papers_in(*paths: Path) -> list[Paper]:
    return [
        item.record for item in sources.read(paths) if isinstance(item, sources.Item) and isinstance(item.record, Paper)
    ]


def test_all_pages_of_a_search_become_files_that_the_sources_read(tmp_path: Path) -> None:
    with serving(works) as service:
        found = fetch("openalex", ["low rank"], tmp_path / "out", settings(service, tmp_path))
    assert (found.papers, found.requests, found.resumed) == (10, 6, False)
    assert sorted(p.title for p in papers_in(tmp_path / "out")) == sorted(f"Work {n}" for n in range(10, 20))
    assert service.asked[0].params == {"search": "low rank", "per-page": "200", "cursor": "*"}


def test_it_stops_after_the_page_that_reaches_the_limit(tmp_path: Path) -> None:
    with serving(works) as service:
        found = fetch("openalex", ["low rank"], tmp_path / "out", settings(service, tmp_path), limit=3)
    assert (found.papers, len(service.asked)) == (4, 2)


def test_answers_are_kept_on_disk_and_keys_are_not(tmp_path: Path) -> None:
    with serving(works) as service:
        keyed = settings(service, tmp_path, openalex_key="very-secret")
        fetch("openalex", ["low rank"], tmp_path / "one", keyed)
        asked = len(service.asked)
        again = fetch("openalex", ["low rank"], tmp_path / "two", keyed)
        assert (again.papers, again.requests, len(service.asked)) == (10, 0, asked)
        assert {one.headers["authorization"] for one in service.asked} == {"Bearer very-secret"}
        fetch("openalex", ["low rank"], tmp_path / "three", settings(service, tmp_path, cache=tmp_path / "other.db"))
        assert len(service.asked) == 2 * asked
    kept = b"".join(file.read_bytes() for file in tmp_path.glob("http.db*"))
    assert b"Work 10" in kept
    assert b"very-secret" not in kept


def test_references_are_followed_so_many_steps_and_each_paper_is_asked_for_once(tmp_path: Path) -> None:
    with serving(works) as service:
        fetch("openalex", ["W10"], tmp_path / "out", settings(service, tmp_path), expand=2)
    asked = [one.params["filter"] for one in service.asked]
    assert asked == ["openalex:W10", "openalex:W11|W12", "openalex:W13|W14"]
    assert {p.title for p in papers_in(tmp_path / "out")} == {f"Work {n}" for n in range(10, 15)}


def test_a_service_that_tells_no_references_cannot_be_expanded(tmp_path: Path) -> None:
    with serving(works) as service, pytest.raises(UsageError, match="openalex, semanticscholar, crossref"):
        fetch("arxiv", ["2106.09685"], tmp_path, settings(service, tmp_path), expand=1)


FAILURES = {
    "too many requests": Reply(status=429, headers={"Retry-After": "0"}),
    "too many requests, until a date": Reply(status=429, headers={"Retry-After": format_datetime(dt.datetime(2020, 1, 1, tzinfo=dt.UTC))}),
    "too many requests, with nonsense": Reply(status=429, headers={"Retry-After": "soon"}),
    "server error": Reply(status=500),
    "unavailable": Reply(b"<html>", status=503),
    "a body cut off": Reply(b'{"meta": {}, "resu', missing=100),
    "half a JSON": Reply(b'{"meta": {}, "results": [{"id"'),
    "another answer": Reply(b'{"error": "try again"}'),
    "silence": Reply(silent=2),
}  # fmt: skip


@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
def test_a_failure_is_tried_again_and_leaves_no_trace(tmp_path: Path, failure: Reply) -> None:
    def answer(asked: Asked) -> Reply:
        return failure if len(service.asked) in (1, 2) else works(asked)

    with serving(answer) as service:
        known = settings(service, tmp_path, timeout=1 if failure.silent else 10)
        found = fetch("openalex", ["low rank"], tmp_path / "out", known)
        assert (found.papers, found.requests) == (10, 8)
        assert fetch("openalex", ["low rank"], tmp_path / "out", known).requests == 0
    assert len(papers_in(tmp_path / "out")) == 10


def test_the_wait_that_a_service_asks_for_is_kept(tmp_path: Path) -> None:
    def answer(asked: Asked) -> Reply:
        return Reply(status=429, headers={"Retry-After": "1"}) if len(service.asked) == 1 else works(asked)

    begin = time.monotonic()
    with serving(answer) as service:
        assert fetch("openalex", ["W12"], tmp_path / "out", settings(service, tmp_path)).papers == 1
    assert time.monotonic() - begin >= 1


def test_requests_keep_the_distance_that_the_service_asks_for(tmp_path: Path) -> None:
    begin = time.monotonic()
    with serving(works) as service:
        fetch("openalex", ["low rank"], tmp_path / "out", settings(service, tmp_path, pace=1))
    assert time.monotonic() - begin >= 0.5


def test_a_service_that_never_recovers_is_named_and_the_next_run_goes_on_from_there(tmp_path: Path) -> None:
    down = True

    def answer(asked: Asked) -> Reply:
        return Reply(status=502) if down and asked.params["cursor"] == "3" else works(asked)

    with serving(answer) as service:
        known = settings(service, tmp_path, attempts=3)
        with pytest.raises(SourceError, match=r"cursor=3: 502 .*tried 3 times.*goes on from here"):
            fetch("openalex", ["low rank"], tmp_path / "out", known)
        down = False
        found = fetch("openalex", ["low rank"], tmp_path / "out", known)
    assert (found.resumed, found.requests, found.papers) == (True, 3, 10)


def test_a_wait_longer_than_is_accepted_ends_the_run(tmp_path: Path) -> None:
    later = Reply(status=429, headers={"Retry-After": "9999"})
    with serving(lambda _: later) as service, pytest.raises(SourceError, match="asks to wait 9999 s"):
        fetch("openalex", ["low rank"], tmp_path / "out", settings(service, tmp_path))
    assert len(service.asked) == 1


def test_a_refusal_is_not_tried_again_and_says_why(tmp_path: Path) -> None:
    refusal = Reply(b"the key is wrong", status=403)
    with serving(lambda _: refusal) as service, pytest.raises(SourceError, match="403 Forbidden: the key is wrong"):
        fetch("openalex", ["low rank"], tmp_path / "out", settings(service, tmp_path))
    assert len(service.asked) == 1


def test_what_a_service_does_not_know_is_counted(tmp_path: Path) -> None:
    with serving(lambda _: Reply(status=404)) as service:
        found = fetch("crossref", ["10.1000/none"], tmp_path / "out", settings(service, tmp_path))
    assert (found.papers, found.unknown, found.files) == (0, 1, ())


def test_a_killed_fetch_goes_on_after_its_last_whole_page(tmp_path: Path) -> None:
    def answer(asked: Asked) -> Reply:
        reply = works(asked)
        if asked.params["cursor"] == "3" and len(service.asked) == 4:
            reply.silent = 3.0
        return reply

    with serving(answer) as service:
        environment = {**os.environ, "KG_FETCH_OPENALEX_URL": service.url, "KG_FETCH_PACE": "0"}
        command = [sys.executable, "-m", "kg", "fetch", "openalex", "low rank", "-o", str(tmp_path / "out"), "--json"]
        with subprocess.Popen(command, env={**environment, "KG_FETCH_CACHE": str(tmp_path / "a.db")}) as process:
            while len(service.asked) < 4:
                time.sleep(0.02)
            process.kill()
        assert len(papers_in(tmp_path / "out")) == 6
        ran = subprocess.run(
            command, env={**environment, "KG_FETCH_CACHE": str(tmp_path / "b.db")}, capture_output=True, check=True
        )
    assert [one.params["cursor"] for one in service.asked] == ["*", "1", "2", "3", "3", "4", "5"]
    assert json.loads(ran.stdout)["resumed"] is True
    assert len(papers_in(tmp_path / "out")) == 10
    assert not list((tmp_path / "out").glob(".*"))


def recorded(path: Path, name: str) -> bytes:
    """Return a recorded answer as the service gave it."""
    data = (path / "sources" / name).read_bytes()
    if name.startswith("openalex"):
        return json.dumps(json.loads(data)["response"]).encode()
    if name.startswith("openreview"):
        return json.dumps({"notes": [json.loads(data)], "count": 1}).encode()
    return data


@pytest.mark.parametrize(
    ("service_name", "term", "file", "path", "papers"),
    [
        ("openalex", "chemistry tools", "openalex/paperqa_11_200.json", "/works", 2),
        ("semanticscholar", "turing", "semanticscholar/pys2_test_search_paper_0.json", "/paper/search", 100),
        ("arxiv", "all:testing", "arxiv/arxivpy_q_testing_s0_m10_bc5a6c384fe9_200.atom.xml", "/query", 10),
        ("arxiv", "1605.08386", "arxiv/arxivpy_id_1605.08386_s0_m100_199195aa31ad_200.atom.xml", "/query", 1),
        ("openreview", "zzo3Sy3NSX", "openreview/openreview_v2_note.json", "/notes", 1),
        ("huggingface", "2026-03-02", "huggingface_daily_papers/daily_papers_1item.json", "/daily_papers", 1),
        ("crossref", "widget", "crossref/habanero_test_cursor_max_0.json", "/works", 20),
        ("crossref", "10.7717/peerj.1", "crossref/habanero_test_works_with_one_id_0.json", "/works/10.7717%2Fpeerj.1", 1),
    ],
)  # fmt: skip
def test_recorded_answers_of_each_service_are_fetched_and_read(
    shared_data: Path, tmp_path: Path, service_name: str, term: str, file: str, path: str, papers: int
) -> None:
    body = recorded(shared_data, file)
    with serving(lambda _: Reply(body)) as service:
        found = fetch(service_name, [term], tmp_path / "out", settings(service, tmp_path), limit=1)
    assert service.asked[0].path == path
    assert (found.papers, len(service.asked)) == (papers, 1)
    assert found.files[0].read_bytes() == body
    assert papers_in(tmp_path / "out")


def test_ids_are_asked_for_together_and_null_answers_are_no_papers(tmp_path: Path) -> None:
    hash = "a" * 40
    paper = {"paperId": hash, "title": "Attention", "references": [{"paperId": "b" * 40}, {"paperId": None}]}
    with serving(lambda _: page([paper, None])) as service:
        found = fetch("semanticscholar", [hash, "arXiv:1706.03762v5"], tmp_path / "out", settings(service, tmp_path))
    assert service.asked[0].posted == {"ids": [hash, "ARXIV:1706.03762"]}
    assert found.papers == 1
    (read,) = papers_in(tmp_path / "out")
    assert read.references == (f"s2:{'b' * 40}",)


def test_a_paper_of_hugging_face_by_its_id_is_read(tmp_path: Path) -> None:
    paper = {"id": "2106.09685", "title": "LoRA", "summary": "We adapt.", "publishedAt": "2021-06-17T17:37:18.000Z"}
    with serving(lambda _: page(paper)) as service:
        fetch("huggingface", ["2106.09685"], tmp_path / "out", settings(service, tmp_path))
    assert service.asked[0].path == "/papers/2106.09685"
    (read,) = papers_in(tmp_path / "out")
    assert (read.ids.arxiv, read.year) == ("2106.09685", 2021)


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    monkeypatch.chdir(tmp_path)
    with serving(works) as service:
        monkeypatch.setenv("KG_FETCH_OPENALEX_URL", service.url)
        monkeypatch.setenv("KG_FETCH_CACHE", str(tmp_path / "http.db"))
        monkeypatch.setenv("KG_FETCH_PACE", "0")
        yield service


def test_what_the_command_fetches_a_build_reads(kg: Kg, told: Service) -> None:
    assert json.loads(kg("fetch openalex W10 --expand 1 --json").out)["papers"] == 3
    built = json.loads(kg("build fetched --jobs 1 --json").out)
    assert (built["papers"]["distinct"], built["edges"]["CITES"]) == (3, 3)


def test_a_dry_run_shows_the_requests_and_asks_nothing(kg: Kg, told: Service) -> None:
    ran = kg("fetch openalex W10 lora --dry-run")
    assert ran.out.splitlines() == [
        f"{told.url}/works?filter=openalex%3AW10&per-page=50",
        f"{told.url}/works?search=lora&per-page=200&cursor=%2A",
    ]
    assert told.asked == []
    assert planned("arxiv", ["cs/0112017"], FetchSettings(), limit=1)[0].startswith(
        "https://export.arxiv.org/api/query"
    )


def test_an_unknown_service_or_a_wrong_setting_is_named(kg: Kg, told: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "no service 'scholar'; there are openalex" in kg("fetch scholar lora").err
    monkeypatch.setenv("KG_FETCH_TIMEOUT", "-1")
    ran = kg("fetch openalex lora")
    assert (ran.code, "KG_FETCH_TIMEOUT" in ran.err) == (2, True)
