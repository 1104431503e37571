"""What the documentation shows works, and what is made from code has not drifted."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from kg.docs import DOCS, NAMES, pages
from tests.conftest import Kg

ROOT = DOCS.parent
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "README.md", *DOCS.rglob("*.md"))
    if "$ kg " in path.read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def made(example: Path) -> dict[str, str]:
    return pages(example / "kg.graph")


@pytest.mark.parametrize("path", NAMES)
def test_pages_made_from_code_are_up_to_date(path: str, made: dict[str, str]) -> None:
    assert (DOCS / path).read_text(encoding="utf-8") == made[path], f"docs/{path} has drifted: run `make docs`"


@pytest.mark.parametrize("page", PAGES)
def test_every_command_on_a_page_succeeds(
    kg: Kg, page: str, root: Path, example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(root / "examples", tmp_path / "examples")
    shutil.copytree(example, tmp_path, dirs_exist_ok=True)  # what the pages build is built already
    monkeypatch.chdir(tmp_path)
    for block in BLOCK.findall((root / page).read_text(encoding="utf-8")):
        for line in block.splitlines():
            if line.startswith("$ printf "):
                name = line.rsplit("> ", 1)[1]
                text = line.removeprefix("$ printf '").rsplit("' > ", 1)[0]
                Path(name).write_text(text.encode().decode("unicode_escape"), encoding="utf-8")
            elif line.startswith("$ kg "):
                ran = kg(line.removeprefix("$ kg ").split("  #")[0])
                assert ran.code == 0, f"{line}\n{ran.err}"


def test_every_link_between_pages_leads_somewhere(root: Path) -> None:
    broken = []
    for page in (root / "README.md", root / "CONTRIBUTING.md", *(root / "docs").rglob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not (page.parent / target).exists():
                broken.append(f"{page.relative_to(root)}: {target}")
    assert broken == []
