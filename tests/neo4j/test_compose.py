"""The compose file: pinned, reachable from this machine only, and nothing in it that the real server does not know."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from loaders.neo4j_store import Neo4jSettings
from tests.neo4j.fixtures import make
from tests.neo4j.server import LTS, POM, Server


@pytest.fixture
def service(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((root / "docker-compose.yml").read_text())["services"]["neo4j"]
    return found


def test_the_image_is_the_release_that_the_tests_run(service: dict[str, Any]) -> None:
    assert service["image"] == f"neo4j:{LTS.version}-community"
    assert f"<neo4j.version>{LTS.version}</neo4j.version>" in POM.read_text()


def test_ports_are_open_to_this_machine_only(service: dict[str, Any]) -> None:
    assert {port.split(":")[0] for port in service["ports"]} == {"127.0.0.1"}


def test_data_lie_in_named_volumes(service: dict[str, Any], root: Path) -> None:
    named = set(yaml.safe_load((root / "docker-compose.yml").read_text())["volumes"])
    assert {volume.split(":")[0] for volume in service["volumes"]} == named


def test_the_password_comes_from_the_file_that_kg_load_reads(
    service: dict[str, Any], root: Path, tmp_path: Path
) -> None:
    assert service["environment"]["NEO4J_AUTH"].startswith("neo4j/${NEO4J_PASSWORD:?")
    example = Neo4jSettings(_env_file=root / ".env.example")
    assert len(example.password.get_secret_value()) >= 8
    assert example.uri in ("bolt://127.0.0.1:7687", os.environ.get("NEO4J_URI"))


@pytest.mark.neo4j
def test_the_server_knows_every_setting(service: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> None:
    names = {k.removeprefix("NEO4J_"): str(v) for k, v in service["environment"].items() if k != "NEO4J_AUTH"}
    given = {re.sub("(?<!_)_(?!_)", ".", name).replace("__", "_"): value for name, value in names.items()}
    assert "server.memory.heap.max_size" in given
    make(LTS, tmp_path_factory, settings=given)  # setting the first password reads the settings, strictly
    with pytest.raises(RuntimeError, match=r"No declared setting with name: server\.memory\.heap\.maximum"):
        make(LTS, tmp_path_factory, settings={"server.memory.heap.maximum": "2g"})


@pytest.mark.neo4j
def test_the_healthcheck_tells_a_server_that_answers_from_one_that_does_not(
    service: dict[str, Any], neo4j_server: Server, tmp_path: Path
) -> None:
    shell, text = service["healthcheck"]["test"]
    assert shell == "CMD-SHELL"
    tool = tmp_path / "cypher-shell"
    tool.write_text("#!/bin/sh\n" + " ".join(f"'{word}'" for word in neo4j_server.shell_command()) + ' "$@"\n')
    tool.chmod(0o755)
    codes = []
    for password in (neo4j_server.password, "wrong-password"):
        environment = neo4j_server.environment() | {
            "PATH": f"{tmp_path}:{os.environ['PATH']}",
            "NEO4J_AUTH": f"neo4j/{password}",
            "NEO4J_ADDRESS": neo4j_server.uri,
        }
        ran = subprocess.run(["sh", "-c", text.replace("$$", "$")], env=environment, capture_output=True, timeout=300)
        codes.append(ran.returncode)
    assert codes[0] == 0
    assert codes[1] != 0
