"""What all tests share: where the data for testing lies, and how servers are asked for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder with seeds, gold labels and recorded sources, or skip."""
    path = Path(os.environ.get("KG_SHARED_DATA", ROOT.parent / "shared" / "data"))
    if not path.is_dir():
        pytest.skip(f"needs the data for testing at {path} (KG_SHARED_DATA says where it is)")
    return path
