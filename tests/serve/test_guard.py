"""Who may ask: DNS rebinding, other sites, missing tokens, large bodies and odd paths are refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kg.serve import ServeOptions
from schemas.errors import UsageError
from tests.serve import graphs
from tests.serve.serving import Served, serve, write_graph

CORRECTION = {"kind": "reject", "type": "Model", "name": "ELMo"}


@pytest.fixture(scope="module")
def locked(small: Path) -> Iterator[Served]:
    """Run the service as for other machines: with a token."""
    options = ServeOptions(store=small / "kg.graph", corpus=small / "kg.db", token="a long secret", body_bytes=5000)
    with serve(options) as running:
        yield running


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:80", "", "[::1", "a@b@c"])
def test_a_foreign_host_is_refused(served: Served, host: str) -> None:
    answer = httpx.get(f"{served.url}/api/v1/status", headers={"host": host})
    assert answer.status_code in (400, 403)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]:99"])
def test_this_machines_names_are_let_in(served: Served, host: str) -> None:
    assert httpx.get(f"{served.url}/api/v1/status", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
def test_requests_from_other_sites_are_refused(served: Served, origin: str) -> None:
    for method, path in (("GET", "/status"), ("POST", "/query")):
        answer = httpx.request(
            method, f"{served.url}/api/v1{path}", headers={"origin": origin}, json={"cypher": "RETURN 1"}
        )
        assert answer.status_code == 403


def test_a_post_that_a_browser_marks_as_cross_site_is_refused(served: Served) -> None:
    answer = httpx.post(f"{served.url}/api/v1/related", json={"text": "x"}, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403


@pytest.mark.parametrize("token", [None, "", "wrong", "ünicode".encode()])
def test_corrections_need_the_pages_token(served: Served, token: str | bytes | None) -> None:
    headers = {} if token is None else {"x-kg-token": token}
    for path, body in (("/decisions", CORRECTION), ("/decisions/1/undo", {})):
        assert httpx.post(f"{served.url}/api/v1{path}", json=body, headers=headers).status_code == 403  # type: ignore[arg-type]


def test_a_page_that_is_read_only_has_no_token_and_corrects_nothing(small: Path) -> None:
    with serve(ServeOptions(store=small / "kg.graph", corpus=small / "kg.db", read_only=True)) as running:
        headers = {"x-kg-token": running.token}
        answer = httpx.post(f"{running.url}/api/v1/decisions", json=CORRECTION, headers=headers)
        assert answer.status_code == 403
        assert "--read-only" in answer.json()["detail"]
        assert running.token not in httpx.get(running.url).text


def test_with_a_token_everything_needs_it(locked: Served) -> None:
    for path in ("/", "/api/v1/status", "/api/v1/openapi.json", "/assets/x.js"):
        assert httpx.get(locked.url + path).status_code == 401
    bearer = {"authorization": "Bearer a long secret"}
    assert httpx.get(f"{locked.url}/api/v1/status", headers=bearer).status_code == 200
    assert httpx.get(f"{locked.url}/api/v1/status", headers={"authorization": "Bearer wrong"}).status_code == 401


def test_a_token_in_the_address_becomes_a_cookie_and_leaves_the_address(locked: Served) -> None:
    with httpx.Client(base_url=locked.url) as client:
        first = client.get("/api/v1/search", params={"token": "a long secret", "q": "bert"})
        assert (first.status_code, first.headers["location"]) == (303, "/api/v1/search?q=bert")
        assert "HttpOnly" in first.headers["set-cookie"]
        assert "SameSite=strict" in first.headers["set-cookie"]
        assert client.get("/api/v1/search", params={"q": "bert"}).status_code == 200


def test_a_body_over_the_limit_is_refused_declared_or_not(locked: Served) -> None:
    headers = {"authorization": "Bearer a long secret", "content-type": "application/json"}

    def parts() -> Iterator[bytes]:
        for _ in range(10):
            yield b" " * 1000

    address = f"{locked.url}/api/v1/query"
    assert httpx.post(address, content=b" " * 6000, headers=headers).status_code == 413
    assert httpx.post(address, content=parts(), headers=headers).status_code == 413


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "example.org", "::"])
def test_other_machines_are_let_in_only_with_a_token(host: str) -> None:
    with pytest.raises(UsageError, match="--token"):
        ServeOptions(host=host)
    assert ServeOptions(host=host, token="a long secret").host == host


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../app.py",
        "/assets/..%2f..%2fapp.py",
        "/assets/%2e%2e/app.py",
        "/assets//etc/passwd",
        "/../app.py",
        "/.env",
        "/static/index.html",
    ],
)
def test_no_path_leads_out_of_the_built_page(served: Served, path: str) -> None:
    host, port = served.url.removeprefix("http://").split(":")
    import http.client

    connection = http.client.HTTPConnection(host, int(port))
    connection.request("GET", path)
    answer = connection.getresponse()
    assert answer.status == 404
    assert b"def " not in answer.read()
    connection.close()


def test_every_answer_carries_a_strict_policy(served: Served) -> None:
    for path in ("/", "/api/v1/status", "/api/v1/node?id=nothing", "/nowhere"):
        headers = httpx.get(served.url + path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "access-control-allow-origin" not in headers


def test_hostile_texts_are_answered_as_they_are_and_as_json(tmp_path: Path) -> None:
    nodes, edges = graphs.hostile()
    write_graph(tmp_path / "kg.graph", nodes, edges)
    with serve(ServeOptions(store=tmp_path / "kg.graph", corpus=tmp_path / "kg.db")) as running:
        answer = httpx.get(f"{running.url}/api/v1/node", params={"id": f"p:{graphs.SCRIPT}"})
        assert answer.headers["content-type"] == "application/json"
        assert answer.json()["mentions"][0]["text"] == graphs.HOSTILE
