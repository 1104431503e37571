"""Whatever is done to a file, reading it ends, every record is accounted for, and each can be written again.

`KG_FUZZ=10000` says how many files are spoilt; a few hundred otherwise.
"""

from __future__ import annotations

import copy
import gzip
import json
import os
import random
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from kg.sources import FORMATS, FileEnd, read
from schemas.paper import Paper, SetAside
from tests.sources.samples import SAMPLES

COUNT = int(os.environ.get("KG_FUZZ", "400"))
SECONDS = 30
ODD = [
    None,
    True,
    -1,
    0,
    1e308,
    10**30,
    "",
    " ",
    "\x00",
    "\ud800",
    "a" * 600,
    [],
    {},
    [[]],
    {"a": {}},
    [None],
    "2020",
    3.5,
    [1e9],
]


def cut(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def flip(data: bytes, rng: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(rng.randrange(1, 20)):
        spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)
    return bytes(spoilt)


def insert(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    pieces = [
        b"\x00",
        b"\xff\xfe",
        b"\xe9",
        b'"',
        b"{",
        b"}",
        b"]",
        b"<",
        b"&x;",
        b"&#0;",
        b"\n",
        b"\r",
        b"@",
        b"9" * 5000,
        b"<![CDATA[",
    ]
    return data[:at] + rng.choice(pieces) * rng.choice([1, 1, 1, 50]) + data[at:]


def drop(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + data[at + rng.randrange(1, 200) :]


def repeat(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + data[at : at + rng.randrange(1, 300)] * rng.randrange(2, 30) + data[at:]


def recode(data: bytes, rng: random.Random) -> bytes:
    text = data.decode("utf-8", "replace").replace("e", "é")
    return text.encode(rng.choice(["latin-1", "utf-16", "utf-16-le", "utf-32", "cp1252", "utf-8-sig"]), "replace")


def nest(data: bytes, rng: random.Random) -> bytes:
    depth = rng.choice([300, 3000, 60_000])
    opening, closing = rng.choice([(b"[", b"]"), (b'{"a":', b"}"), (b"<i>", b"</i>"), (b"{", b"}"), (b'"', b'"')])
    at = rng.randrange(len(data) + 1)
    return data[:at] + opening * depth + closing * depth + data[at:]


def pack(data: bytes, rng: random.Random) -> bytes:
    return cut(gzip.compress(data), rng) if rng.random() < 0.5 else flip(gzip.compress(data), rng)


def numbers(data: bytes, rng: random.Random) -> bytes:
    huge = rng.choice([b"9" * 400, b"1e999", b"-1", b"0.1e-5", b"99999999999999999999", b"NaN", b"Infinity"])
    return data.replace(rng.choice([b"2020", b"1", b"0", b"42"]), huge)


def types(data: bytes, rng: random.Random) -> bytes:
    """Put values of wrong types into the records of JSON; other data is cut."""
    try:
        records = [json.loads(line) for line in data.splitlines()]
        joined = b"\n"
    except (ValueError, RecursionError):
        try:
            records, joined = [json.loads(data)], b""
        except (ValueError, RecursionError):
            return cut(data, rng)
    for record in records:
        for _ in range(rng.randrange(1, 6)):
            _spoil(record, rng)
    return joined.join(json.dumps(record).encode() for record in records) + joined


def _spoil(value: object, rng: random.Random) -> None:
    while isinstance(value, (dict, list)) and value:
        key = rng.choice(list(value)) if isinstance(value, dict) else rng.randrange(len(value))
        inner = value[key]  # type: ignore[index]
        if not isinstance(inner, (dict, list)) or not inner or rng.random() < 0.25:
            value[key] = copy.deepcopy(rng.choice(ODD))  # type: ignore[index]
            return
        value = inner


MUTATIONS: list[Callable[[bytes, random.Random], bytes]] = [
    cut, flip, insert, drop, repeat, recode, nest, pack, numbers, types, types, types,
]  # fmt: skip


@contextmanager
def in_time(seconds: int) -> Iterator[None]:
    def stop(signum: int, frame: object) -> None:
        raise TimeoutError(f"not read after {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def read_and_account(path, format: str = "auto") -> None:
    found = list(read([path], format=format))
    *items, end = found
    assert isinstance(end, FileEnd)
    assert end.entries == len(items)
    for item in items:
        assert isinstance(item.record, (Paper, SetAside))
        assert item.source == end.source
        again = type(item.record).model_validate_json(item.record.model_dump_json())
        assert again == item.record
        if isinstance(item.record, SetAside):
            assert item.record.reason
        for note in item.notes:
            note.encode()


def test_there_is_a_sample_of_every_format():
    assert set(SAMPLES) == set(FORMATS)


@pytest.mark.parametrize("part", range(8))
def test_spoilt_files_are_accounted_for(part, tmp_path):
    rng = random.Random(part)
    names = sorted(SAMPLES)
    path = tmp_path / "spoilt"
    for number in range(part, COUNT, 8):
        name = names[number // 8 % len(names)]
        data = SAMPLES[name]
        steps = rng.choice([1, 1, 2, 3])
        chosen = [rng.choice(MUTATIONS) for _ in range(steps)]
        for mutate in chosen:
            data = mutate(data, rng) or b" "
        path.write_bytes(data)
        forced = name if rng.random() < 0.4 else "auto"
        try:
            with in_time(SECONDS):
                read_and_account(path, forced)
        except BaseException as error:
            error.add_note(
                f"{name} as {forced}, part {part}, file {number}: {[m.__name__ for m in chosen]}, {data[:2000]!r}"
            )
            raise


def test_any_file_can_be_forced_to_any_format(tmp_path):
    path = tmp_path / "forced"
    for name, data in SAMPLES.items():
        path.write_bytes(data)
        for other in FORMATS:
            try:
                with in_time(SECONDS):
                    read_and_account(path, other)
            except BaseException as error:
                error.add_note(f"{name} as {other}")
                raise
