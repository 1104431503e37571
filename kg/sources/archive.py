"""Archives: the files in a tar or zip, one after another."""

from __future__ import annotations

import os
import tarfile
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from kg.sources.file import File, prepared
from kg.sources.item import Broken

_TAR_MAGIC = slice(257, 262)


def is_archive(file: File) -> bool:
    """Say whether a file holds other files."""
    data = file.head.data
    return data[_TAR_MAGIC] == b"ustar" or data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def members(file: File) -> Iterator[File]:
    """Yield the files in an archive, named `archive!member`, each to be read before the next; hidden ones are skipped."""
    return _in_zip(file) if file.head.data.startswith(b"PK") else _in_tar(file)


def _in_tar(file: File) -> Iterator[File]:
    with tarfile.open(fileobj=file.stream, mode="r|") as archive:
        for member in archive:
            content = archive.extractfile(member) if member.isfile() else None
            if content is not None and not _is_hidden(member.name):
                yield _member(file, cast("BinaryIO", content), member.name)


def _in_zip(file: File) -> Iterator[File]:
    with file.seekable() as content:
        try:
            archive = zipfile.ZipFile(content)
            for info in archive.infolist():
                if not info.is_dir() and not _is_hidden(info.filename):
                    with archive.open(info) as one:
                        yield _member(file, cast("BinaryIO", one), info.filename)
        except (NotImplementedError, RuntimeError, ValueError) as error:
            raise Broken(f"the archive is encrypted, or packed in a way that is not known: {error}") from None


def _member(file: File, content: BinaryIO, name: str) -> File:
    shown = name.encode("utf-8", "backslashreplace").decode("utf-8")
    return prepared(content, f"{file.source}!{shown}", os.path.basename(shown), file.columns, file.remembered)  # noqa: PTH119


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in name.split("/") if part not in (".", ".."))
