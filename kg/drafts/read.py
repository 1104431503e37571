"""Read a draft by the ending of its name."""

from __future__ import annotations

from pathlib import Path

from kg.drafts.manuscript import Manuscript
from kg.drafts.plain import read_plain
from schemas.errors import SourceError, UsageError

TEXTS = (".md", ".txt", ".rst")
ENDINGS = (*TEXTS, ".tex", ".bib", ".pdf")


def read(name: str, content: bytes, folder: Path | None = None) -> Manuscript:
    """Read a draft: Markdown or plain text, LaTeX (with the .bib files in `folder`), BibTeX or PDF.

    Raises `UsageError` for another ending, a text that is not UTF-8 and a PDF that cannot be read.
    """
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        raise UsageError(f"{name}: give a file that ends in {', '.join(ENDINGS)}")
    if ending == ".pdf":
        from kg.drafts.pdf import pdf_text

        text, notes = pdf_text(name, content)
        return read_plain(name, text, layout=True).model_copy(update={"notes": notes})
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{name}: not UTF-8 at byte {error.start}; save it as UTF-8") from None
    if not text.strip():
        raise UsageError(f"{name}: empty; nothing to go by")
    if ending in TEXTS:
        return read_plain(name, text)
    from kg.drafts import tex

    return tex.read_bib(name, text) if ending == ".bib" else tex.read_tex(name, text, folder)


def read_file(path: Path) -> Manuscript:
    """Read a draft from a file; raise `SourceError` where there is none."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror}; give a file that can be read") from error
    return read(path.name, content, path.parent)
