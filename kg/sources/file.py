"""An input file: opened once, decompressed, in UTF-8, with its beginning kept for recognition."""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import lzma
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, BinaryIO, cast

from kg.sources.head import HEAD, Head
from kg.sources.remembered import Remembered

_SUFFIXES = (".gz", ".bz2", ".xz")
_BOMS = (
    (codecs.BOM_UTF8, ""),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SPOOL = 50_000_000
BREAKS = (
    EOFError,
    OSError,
    lzma.LZMAError,
    zlib.error,
    UnicodeDecodeError,
    tarfile.TarError,
    zipfile.BadZipFile,
)
"""What reading raises where a file is cut, damaged or in another encoding than its mark says."""


@dataclass(frozen=True)
class File:
    """Hold an open input: `source` names it to people, `stream` gives its bytes from the first on, once.

    A read may give fewer bytes than it was asked for, and gives none at the end only. UTF-16 and UTF-32 with a byte order mark come as UTF-8 (`recoded`), other bytes as they are.
    """

    source: str
    head: Head
    stream: BinaryIO
    columns: Mapping[str, str] = field(default_factory=dict)
    recoded: bool = False
    remembered: Remembered | None = None

    @contextmanager
    def seekable(self) -> Iterator[IO[bytes]]:
        """Yield the content as a file that can be read in any order; on disk where it is large."""
        with tempfile.SpooledTemporaryFile(max_size=_SPOOL) as copy:
            while block := self.stream.read(1 << 20):
                copy.write(block)
            copy.seek(0)
            yield copy


@contextmanager
def opened(
    path: Path, source: str, columns: Mapping[str, str] | None = None, remembered: Remembered | None = None
) -> Iterator[File]:
    """Open a file, compressed or not; raise one of `BREAKS` where it cannot be."""
    with path.open("rb") as raw:
        yield prepared(cast("BinaryIO", raw), source, path.name, columns, remembered)


def prepared(
    raw: BinaryIO,
    source: str,
    name: str,
    columns: Mapping[str, str] | None = None,
    remembered: Remembered | None = None,
) -> File:
    """Make a `File` of an open stream: decompress it by its magic bytes and bring it to UTF-8 by its mark."""
    stream = _decompressed(raw)
    start, stream = _peeked(stream, 4)
    recoded = False
    for bom, encoding in _BOMS:
        if start.startswith(bom):
            recoded = bool(encoding)
            stream = _recoded(stream, encoding) if encoding else _skipped(stream, len(bom))
            break
    data, stream = _peeked(stream, HEAD)
    for suffix in _SUFFIXES:
        name = name[: -len(suffix)] if name.lower().endswith(suffix) else name
    return File(source, Head(data, name, columns), stream, dict(columns or {}), recoded, remembered)


class _Again(io.RawIOBase):
    """Give bytes that were taken from a stream once more, then the rest of it."""

    def __init__(self, taken: bytes, rest: BinaryIO, failure: Exception | None = None) -> None:
        self._taken, self._rest, self._failure = taken, rest, failure

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        block = self._taken[: len(buffer)]
        self._taken = self._taken[len(block) :]
        if not block:
            if self._failure is not None:
                raise self._failure
            block = _some(self._rest, len(buffer))
        buffer[: len(block)] = block
        return len(block)


class _Recoded(io.RawIOBase):
    """Give the text of a stream in UTF-8."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._ready = b""
        self._done = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._ready and not self._done:
            block = _some(self._stream, HEAD)
            self._done = not block
            self._ready = self._decoder.decode(block, final=self._done).encode("utf-8")
        block, self._ready = self._ready[: len(buffer)], self._ready[len(buffer) :]
        buffer[: len(block)] = block
        return len(block)


def _recoded(stream: BinaryIO, encoding: str) -> BinaryIO:
    return cast("BinaryIO", _Recoded(stream, encoding))


def _skipped(stream: BinaryIO, count: int) -> BinaryIO:
    while count:
        count -= len(stream.read(count))
    return stream


def _some(stream: BinaryIO, count: int) -> bytes:
    """Read what comes at once: a longer read would lose what stands before a break."""
    read1 = getattr(stream, "read1", stream.read)
    return cast("bytes", read1(count))


def _decompressed(raw: BinaryIO) -> BinaryIO:
    magic, stream = _peeked(raw, 6)
    if magic.startswith(b"\x1f\x8b"):
        return cast("BinaryIO", gzip.GzipFile(fileobj=stream))
    if magic.startswith(b"BZh"):
        return cast("BinaryIO", bz2.BZ2File(stream))
    if magic.startswith(b"\xfd7zXZ\x00"):
        return cast("BinaryIO", lzma.LZMAFile(stream))
    return stream


def _peeked(stream: BinaryIO, count: int) -> tuple[bytes, BinaryIO]:
    """Return the first bytes and a stream that gives them again; a failure after them comes when it is reached."""
    taken, failure = b"", None
    try:
        while len(taken) < count and (block := _some(stream, count - len(taken))):
            taken += block
    except BREAKS as error:
        failure = error
    return taken, cast("BinaryIO", _Again(taken, stream, failure))
