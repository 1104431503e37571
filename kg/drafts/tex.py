r"""Read LaTeX: title, abstract, and what it cites by \bibitem or by a .bib file beside it."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from kg.drafts.manuscript import Manuscript
from kg.references import Written, bibtex_or_lines, written
from kg.sources.latex import plain

_COMMENT = re.compile(r"(?<!\\)%.*")
_ABSTRACT = re.compile(r"\\begin\{abstract\}(.*?)\\end\{abstract\}", re.DOTALL)
_BODY = re.compile(r"\\begin\{document\}(.*?)(?:\\end\{document\}|\Z)", re.DOTALL)
_LIST = re.compile(r"\\begin\{thebibliography\}.*?(?:\\end\{thebibliography\}|\Z)", re.DOTALL)
_ITEM = re.compile(r"\\bibitem(?:\[[^\]]*\])?\{[^}]*\}(.*?)(?=\\bibitem|\\end\{thebibliography\}|\Z)", re.DOTALL)
_FILES = re.compile(r"\\(?:bibliography|addbibresource)\{([^}]*)\}")
_CITED = re.compile(r"\\[a-zA-Z]*cite[a-zA-Z]*\*?(?:\[[^\]]*\])*\{([^}]*)\}")
_ENTRY = re.compile(r"^\s*@\s*(\w+)\s*[{(]\s*([^\s,]+)", re.MULTILINE)
_MOST_BODY = 60_000


def read_tex(name: str, text: str, folder: Path | None) -> Manuscript:
    """Take a LaTeX file apart; .bib files that it names are looked for in `folder`."""
    text = _COMMENT.sub("", text)
    body = _BODY.search(text)
    inside = _LIST.sub("", body[1] if body else text)
    abstract = _ABSTRACT.search(text)
    items = [written(plain(item[1])) for item in _ITEM.finditer(text)]
    entries, notes = _from_files(text, folder)
    return Manuscript(
        name=name,
        title=_words(_argument(text, "title")),
        abstract=_words(abstract[1]) if abstract else "",
        text=_words(_ABSTRACT.sub("", inside)[:_MOST_BODY]),
        references=(*(item for item in items if item.words), *entries),
        notes=notes,
    )


def read_bib(name: str, text: str) -> Manuscript:
    """Take every entry as a reference; their titles say what the list is about, and none is its own title."""
    references = tuple(_entries(text))
    return Manuscript(name=name, abstract="\n".join(one.text for one in references), references=references)


def _from_files(text: str, folder: Path | None) -> tuple[list[Written], tuple[str, ...]]:
    keys = {key.strip() for match in _CITED.finditer(text) for key in match[1].split(",")}
    found: list[Written] = []
    notes = []
    for listed in _FILES.findall(text):
        for name in filter(None, map(str.strip, listed.split(","))):
            path = (folder or Path()) / (name if name.endswith(".bib") else f"{name}.bib")
            if folder is None or not path.is_file():
                notes.append(f"{path.name} is not beside the draft: what it lists is not known to be cited")
                continue
            found += _entries(_only(path.read_text(encoding="utf-8-sig", errors="replace"), keys))
    return found, tuple(notes)


def _only(bib: str, keys: set[str]) -> str:
    """Keep the entries that are cited, and the strings that they may use."""
    marks = list(_ENTRY.finditer(bib))
    ends = [mark.start() for mark in marks[1:]] + [len(bib)]
    return "".join(
        bib[mark.start() : end]
        for mark, end in zip(marks, ends, strict=True)
        if mark[1].lower() == "string" or mark[2] in keys or "*" in keys
    )


def _entries(bib: str) -> list[Written]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "references.bib"
        path.write_text(bib, encoding="utf-8")
        return [one for one in bibtex_or_lines(path) if isinstance(one, Written)]


def _argument(text: str, command: str) -> str:
    """Return what stands between the braces after a command."""
    begin = re.search(rf"\\{command}\s*(?:\[[^\]]*\])?\s*\{{", text)
    if begin is None:
        return ""
    depth = 1
    for place in range(begin.end(), len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if not depth:
            return text[begin.end() : place]
    return ""


def _words(latex: str) -> str:
    latex = re.sub(r"\\(?:thanks|footnote|label|ref)\{[^}]*\}", "", _CITED.sub("", latex))
    return " ".join(plain(latex).split())
