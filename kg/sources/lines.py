"""Lines of a stream, without ever holding one that is too long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

MAX_LINE = 20_000_000
"""Bytes that a line may have; a longer one is set aside."""
_BLOCK = 1 << 18


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one line with its number, counted from 1, and its line break; `data` is None where it was too long."""

    number: int
    data: bytes | None
    size: int


def lines(stream: BinaryIO, limit: int | None = None) -> Iterator[Line]:
    """Yield the lines of a stream; of one that is longer than the limit (`MAX_LINE`) only its size."""
    limit = MAX_LINE if limit is None else limit
    number, size = 1, 0
    parts: list[bytes] = []
    while block := stream.read(_BLOCK):
        start = 0
        while (end := block.find(b"\n", start) + 1) > 0:
            size += end - start
            if size <= limit:
                parts.append(block[start:end])
                yield Line(number, b"".join(parts), size)
            else:
                yield Line(number, None, size)
            parts.clear()
            number, size, start = number + 1, 0, end
        size += len(block) - start
        if size <= limit:
            parts.append(block[start:])
        else:
            parts.clear()
    if size:
        yield Line(number, b"".join(parts) if size <= limit else None, size)


def too_long(line: Line) -> str:
    """Say that a line was set aside for its length."""
    return (
        f"the line has {line.size:,} bytes, more than the {MAX_LINE:,} of any record: "
        "write one record a line, or look what went wrong there"
    )


def decoding(error: UnicodeDecodeError) -> str:
    """Say which byte is no UTF-8, and what to do."""
    byte = error.object[error.start] if error.start < len(error.object) else 0
    return (
        f"not UTF-8 (byte 0x{byte:02X} at byte {error.start + 1}): "
        "convert the file, for Latin-1 with: iconv -f LATIN1 -t UTF-8"
    )
