"""Why a file is no source, or cannot be read on: in words, with what to do."""

from __future__ import annotations

import tarfile
import zipfile

from kg.sources.head import Head
from kg.sources.item import Broken
from kg.sources.lines import decoding


def unknown(head: Head) -> str:
    """Say what a file of no known format is instead."""
    advice = "name its format with --format, or a table's columns with --map title=COLUMN"
    error = head.at("", "response").get("error") or head.at("response").get("error")
    if isinstance(error, str):
        return f"no papers: the answer of a service, which says: {error[:100]}"
    if b"\x00" in head.data[:4096] and not head.record:
        return "no papers: a binary file of no known format, or UTF-16 without its mark"
    if head.record:
        return f"no papers: JSON whose records have {', '.join(str(name)[:40] for name in list(head.record)[:6])}; {advice}"
    if head.is_json:
        return f"no papers: JSON without records; {advice}"
    if head.root[0]:
        return f"no papers: XML of <{head.root[0]}>, which is none of the known formats"
    begins = head.lines[0][:40] if head.lines else ""
    return f"no papers: text of no known format, which begins {begins!r}; {advice}"


def why(error: Exception) -> str:
    """Say why a file cannot be read on."""
    if isinstance(error, Broken):
        return error.reason
    if isinstance(error, UnicodeDecodeError):
        return (
            decoding(error) if error.encoding == "utf-8" else f"not {error.encoding}, as its mark says: {error.reason}"
        )
    if isinstance(error, EOFError):
        return "the compressed file is cut off: fetch it again"
    if isinstance(error, OSError) and error.errno is not None:
        return f"cannot be read: {error.strerror or error}"
    if isinstance(error, (tarfile.TarError, zipfile.BadZipFile)):
        return f"the archive is cut off or damaged ({error}): fetch it again"
    return f"the compressed file is damaged ({error}): fetch it again"
