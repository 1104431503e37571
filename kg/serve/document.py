"""Write the OpenAPI document that the page's types are made from: `python -m kg.serve.document`."""

from __future__ import annotations

import json
from pathlib import Path

from kg.serve.app import openapi_document

PATH = Path(__file__).parent / "web" / "openapi.json"


def write() -> None:
    """Write the document of the REST interface beside the page's sources."""
    PATH.write_text(json.dumps(openapi_document(), indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    write()
