"""One HTML file that shows a graph without a server: the page of `kg serve` with the data inside."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

from loaders.files.placing import placing_file
from loaders.snapshot import Snapshot
from schemas.errors import UsageError

MOST_NODES = 5000
_SCRIPT = re.compile(r'<script type="module"[^>]*src="(?P<path>[^"]+)"[^>]*></script>')
_STYLE = re.compile(r'<link rel="stylesheet"[^>]*href="(?P<path>[^"]+)"[^>]*>')
_ICON = re.compile(r"<link rel=\"icon\"[^>]*>")
_TOKEN = re.compile(r'<meta name="kg-token"[^>]*>')


def write_html(snapshot: Snapshot, path: Path, *, page: Path, overview: dict[str, object] | None = None) -> None:
    """Write a graph of at most `MOST_NODES` nodes as one page; `page` is the folder of the built page.

    `overview` is what the page shows before any search, as `kg serve` gives it; without one it
    shows all nodes and lays them out itself.

    The file asks nothing of any host: its policy allows only the script and the style that it
    holds. Raises `UsageError` for a larger graph, and where the page is not built.
    """
    index = page / "index.html"
    if not index.is_file():
        raise UsageError(f"{page}: the page is not built; run: make web")
    total = sum(snapshot.counts().nodes.values())
    if total > MOST_NODES:
        raise UsageError(
            f"the graph has {total:,} nodes and one file shows {MOST_NODES:,}: "
            "take a part of it away in the page (kg serve), or choose another format"
        )
    data = {
        "nodes": [node.model_dump(mode="json") for node in snapshot.nodes()],
        "edges": [edge.model_dump(mode="json") for edge in snapshot.edges()],
        "overview": overview,
    }
    with placing_file(path) as draft:
        draft.write_text(_page(index.read_text("utf-8"), page, data), "utf-8")


def _page(html: str, page: Path, data: object) -> str:
    script = _file(_SCRIPT, html, page).replace("</script", "<\\/script")
    style = _file(_STYLE, html, page).replace("</style", "<\\/style")
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    held = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # Inside a script element only "</" and "<!--" mean anything: no text of a paper may say them.
    held = held.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    html = _TOKEN.sub(lambda _: f'<meta http-equiv="Content-Security-Policy" content="{policy}" />', html)
    html = _ICON.sub("", html)
    html = _STYLE.sub(lambda _: f"<style>{style}</style>", html)
    html = _SCRIPT.sub("", html)
    ending = f'<script type="application/json" id="kg-data">{held}</script>\n<script type="module">{script}</script>\n'
    return html.replace("</body>", f"{ending}</body>")


def _file(pattern: re.Pattern[str], html: str, page: Path) -> str:
    match = pattern.search(html)
    if match is None:
        raise UsageError(f"{page}: the built page is not whole; run: make web")
    return (page / match["path"].removeprefix("./")).read_text("utf-8")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
