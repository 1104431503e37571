"""A large file is read in the memory of a small one: what was read is forgotten."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

FILLER = "words and more words " * 400
RECORD = json.dumps({"title": "Deep Things", "abstract": "We go deep.", "year": 2020, "body": FILLER})
ROW = f'Deep Things,We go deep.,"{FILLER}"'
XML = f'<article key="x" mdate="2"><title>Deep Things.</title><note>{FILLER}</note></article>'
SHAPES = {
    "jsonl": ("", RECORD, "\n", "\n"),
    "json": ('{"papers": [\n', RECORD, ",\n", "]}"),
    "csv": ("title,abstract,body\n", ROW, "\n", "\n"),
    "xml": ("<dblp>", XML, "\n", "</dblp>"),
}
MEASURE = """
import sys
from kg.sources import FileEnd, read
for path in sys.argv[1:]:
    for end in read([path]):
        pass
    assert isinstance(end, FileEnd) and end.whole, end
    status = open("/proc/self/status").read().split()
    print(end.entries, status[status.index("VmHWM:") + 1])
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs the memory figures of Linux in /proc")
def test_memory_does_not_grow_with_the_file(tmp_path, root):
    paths = []
    for count in (50, 2000):
        for name, (before, record, between, after) in SHAPES.items():
            paths.append(tmp_path / f"{name}-{count}")
            paths[-1].write_text(before + between.join([record] * count) + after)
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *map(str, paths)],
        capture_output=True,
        text=True,
        check=True,
        cwd=root,
        timeout=300,
    )
    figures = [tuple(map(int, line.split())) for line in done.stdout.splitlines()]
    assert [entries for entries, _ in figures] == [50] * 4 + [2000] * 4
    small = figures[3][1]
    assert [peak for _, peak in figures[4:] if peak - small > 8_000] == [], "KiB more than the small files took"
