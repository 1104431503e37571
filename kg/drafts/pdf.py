"""Read the words of a PDF: its first pages, and its last ones back to the list of references."""

from __future__ import annotations

import io
import logging
import re

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

from schemas.errors import UsageError

FIRST = 3
"""Pages that are read for the subject: title, abstract, introduction."""
LAST = 40
"""Pages from the end that are looked through for the list of references."""
_HEADING = re.compile(r"^\s*(?:\d{1,2}\.?\s+)?(?:references|bibliography)\s*$", re.MULTILINE | re.IGNORECASE)


def pdf_text(name: str, content: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a PDF, and notes on what was left unread; all of it up to `FIRST + LAST` pages.

    Raises `UsageError` for one that is damaged, encrypted, or holds no text.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # What is wrong with a file is said below.
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise FileNotDecryptedError
        pages = list(reader.pages)
        first = [_words(page) for page in pages[:FIRST]]
        last: list[str] = []
        for page in reversed(pages[FIRST:][-LAST:]):
            last.insert(0, _words(page))
            if len(pages) > FIRST + LAST and _HEADING.search(last[0]):
                break
    except (FileNotDecryptedError, DependencyError):
        raise UsageError(f"{name}: encrypted; save it without a password, or paste its abstract") from None
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError) as error:
        raise UsageError(f"{name}: cannot be read as a PDF ({error}); paste its abstract instead") from None
    text = "\n".join(first + last)
    if not text.strip():
        raise UsageError(f"{name}: holds pictures of pages and no text; paste its abstract instead")
    between = len(pages) - len(first) - len(last)
    if between:
        told = f"of {len(pages)} pages the first {len(first)} and the last {len(last)} were read"
        return text, (told,)
    return text, ()


def _words(page: PageObject) -> str:
    return page.extract_text() or ""
