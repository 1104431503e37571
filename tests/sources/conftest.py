"""What the tests of sources share: reading one file that a test writes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sources.reading import Reading, reading


@pytest.fixture
def reads(tmp_path: Path) -> Callable[..., Reading]:
    """Return a function that writes content to a file and reads it."""

    def write_and_read(content: str | bytes, name: str = "papers", **options: object) -> Reading:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return reading(path, **options)  # type: ignore[arg-type]

    return write_and_read
