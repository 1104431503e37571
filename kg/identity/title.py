"""Titles as they are compared: one form for all the ways in which sources write the same title."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

from schemas.paper import title_key

_ALIKE = 75.0
_SHORT = 4
_LONG = 2_000
_MARKUP = re.compile(
    r"</?(?:i|b|em|strong|sub|sup|tt|scp|u|span|mml:[a-z]+|jats:[a-z]+)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_ACCENT = re.compile(r"\\(?:[\"'`^~=.]\s*|[uvHtcdbkr](?:\s+|(?=\{)))\{?\\?([a-zA-Z])\}?")
_LETTERS = {"ss": "ss", "o": "o", "l": "l", "i": "i", "j": "j", "ae": "ae", "oe": "oe", "aa": "a", "O": "o", "L": "l"}
_GREEK_NAMES = """
    alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi
    omega
"""
_GREEK = frozenset(_GREEK_NAMES.split())
_COMMAND = re.compile(r"\\([a-zA-Z]+)\*?\s*")
_MARK = re.compile(r"[\u0300-\u036f]")
_LETTER = r"(?:[^\W_]|[\u064b-\u065f\u0900-\u1dff])"  # with the vowel signs that are no letters to `\w`
_WORD = re.compile(rf"{_LETTER}+(?:[.\-](?=\d)(?<=\d[.\-])\d+)*[+#]*")
_GENERIC_TITLES = """
    abstract abstracts acknowledgements acknowledgments addendum afterword appendix authorindex bookreview bookreviews
    callforpapers commentary conclusion conclusions conferenceprogram contents contributors copyright correction
    corrigendum cover demonstration discussion editorial editorialboard editorsnote erratum foreword frontmatter
    generalintroduction guesteditorial index inmemoriam introduction introductiontothespecialissue invitedtalk
    invitedtalks keynote keynotes keynotespeech keywords lettertotheeditor listofauthors listofreviewers
    messagefromthechairs na news note notes notitle obituary opening openingremarks organization organizers
    organizingcommittee overview paneldiscussion panel posters postersession preface program programcommittee
    programme programmecommittee prologue references reply response retraction reviewers review sessiondetails
    shortpapers speakers sponsors subjectindex summary supplementarymaterial supplementarymaterials tableofcontents
    title titlepage tutorial tutorials unknown untitled welcome welcomemessage workshopprogram  workshops
"""
_GENERIC = frozenset(_GENERIC_TITLES.split())
_GENERIC_START = re.compile(
    r"(?:the\s+)?(?:\S+\s+){0,3}?proceedings of\b|(?:message|letter|welcome|foreword|note) (?:from|by) the\b"
    r"|(?:erratum|corrigendum|correction|retraction|reply|response|comment)s?\b.{0,4}\b(?:to|on)\b"
    r"|session details\b|table of contents\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def words(title: str) -> tuple[str, ...]:
    """Return the words of a title: no case, accents, LaTeX, markup or punctuation, Greek letters by name.

    Signs that tell names apart stay: `c++`, `c#`, `3.5`.
    """
    text = title[:_LONG]
    if "&" in text or "<" in text:
        text = _MARKUP.sub("", html.unescape(text)).replace("&", " and ")
    if "\\" in text:
        text = _ACCENT.sub(r"\1", text)
        text = _COMMAND.sub(lambda m: _LETTERS.get(m[1]) or (f"{m[1]} " if m[1].lower() in _GREEK else ""), text)
    text = text.replace("{", "").replace("}", "").replace("$", "")
    folded = unicodedata.normalize("NFKD", text).casefold()
    if not folded.isascii():
        folded = "".join(_plain(c) for c in folded)
    return tuple(_WORD.findall(folded))


def fold(title: str) -> str:
    """Return the form under which two titles are the same: its words without the spaces between them."""
    return "".join(words(title)) or title_key(title)


def generic(title: str) -> bool:
    """Say whether many different papers have this title: "Introduction", "Proceedings of ..."."""
    folded = fold(title)
    return len(folded) < _SHORT or folded in _GENERIC or _GENERIC_START.match(title.strip()) is not None


def alike(one: str, other: str) -> bool:
    """Say whether two titles can be one paper's, worded or cut a little differently."""
    first, second = words(one), words(other)
    if first == second:
        return True
    shorter, longer = sorted((" ".join(first), " ".join(second)), key=len)
    return longer.startswith(shorter + " ") or fuzz.token_sort_ratio(shorter, longer) >= _ALIKE


def _plain(char: str) -> str:
    if "\u0300" <= char <= "\u036f":
        return ""
    if "\u2010" <= char <= "\u2015" or char == "\u2212":
        return "-"
    if "\u0370" <= char <= "\u03ff":
        name = unicodedata.name(char, "")
        return name.rsplit(" ", 1)[-1].lower() if name.startswith("GREEK SMALL LETTER") else char
    return char
