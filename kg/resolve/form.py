"""The normal form of a name: what stays when case, spacing, hyphens, plurals and generic nouns go."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from kg.resolve.words import (
    BRITISH,
    CASES,
    GENERIC,
    GREEK,
    GROUPS,
    LANGUAGES,
    LEADING,
    SCALES,
    SUBSETS,
    TUNINGS,
)
from schemas.mention import EntityType

_LATEX = re.compile(r"\\(?:math|text)?(?:rm|bf|it|tt|sf|cal|sc)\b|\\(?:text|math|emph)\w*|\\(?=[a-z]\{)|[${}^_\\~*`]")
_POWER = re.compile(r"\$?\^\{?(\d)\}?\$?")
_PIECE = re.compile(r"\d+(?:\.\d+)+|[^\W_]+(?:\.\d+)*|\+")
_GLUED = re.compile(r"([^\W\d]{2,}?)[vV]?(\d+(?:\.\d+)*)([a-zA-Z]?)")
_VERSION = re.compile(r"v?(\d+(?:\.\d+)*)")
_SIZE = re.compile(r"(?:\d+x)?\d+(?:\.\d+)?[bmkt]")
_LETTERED = re.compile(r"(\d+(?:\.\d+)*)([a-ce-jlnopq-su-z])")
_YEAR_TICK = re.compile(r"['’‘`](\d\d)\b")
_LANGUAGE = "|".join(sorted(LANGUAGES, key=len, reverse=True))


class Qualifier(NamedTuple):
    """Hold what sets a variant apart: its kind (size, version, scale, tuning, language, subset) and value."""

    kind: str
    value: str


class Form(NamedTuple):
    """Hold a name's base and qualifiers, in normal form, the qualifiers in the order of the name."""

    base: str
    qualifiers: tuple[Qualifier, ...]

    @property
    def key(self) -> str:
        """Return the text that two forms share when they name the same thing."""
        return self.base + "".join(f"|{q.value}" for q in sorted(self.qualifiers))


def key_of(type: EntityType, text: str) -> tuple[str, str]:
    """Return the group of types and the key under which a name is looked up."""
    group = GROUPS[type]
    return group, form_of(group, text).key


@lru_cache(maxsize=200_000)
def form_of(group: str, text: str) -> Form:
    """Return the normal form of a name in a group of types.

    >>> form_of("model", "LLaMA-2 7B") == form_of("model", "Llama2-7b")
    True
    >>> form_of("data", "ImageNet dataset").key
    'imagenet'
    """
    pieces = pieces_of(text)
    pieces = _without_generic(group, pieces)
    split = _split_glued(pieces)
    base, qualifiers = _qualifiers(group, split)
    return Form(_joined(base), tuple(qualifiers))


def pieces_of(text: str) -> list[str]:
    """Return the words and numbers of a name, free of markup, case kept."""
    text = unicodedata.normalize("NFKC", _POWER.sub(r"\1", text))
    text = _YEAR_TICK.sub(lambda m: f" {_century(m[1])} ", text)
    text = _LATEX.sub("", text)
    if not text.isascii():
        text = "".join(GREEK.get(c, c) for c in text)
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if not unicodedata.combining(c))
    return _PIECE.findall(text)


def _century(year: str) -> str:
    return ("20" if int(year) < 50 else "19") + year


def _without_generic(group: str, pieces: list[str]) -> list[str]:
    generic = GENERIC[group]
    while len(pieces) > 1 and pieces[-1].lower() in generic:
        pieces = pieces[:-1]
    if len(pieces) > 1 and pieces[0].lower() == "the":
        pieces = pieces[1:]
    return pieces


def _split_glued(pieces: list[str]) -> list[str]:
    """Split "Llama2" and "WMT14", never "T5" or "wav2vec"; join "T", "5"."""
    out: list[str] = []
    for piece in pieces:
        glued = _GLUED.fullmatch(piece)
        if glued and piece.lower() not in CASES:
            out += [glued[1], glued[2] + glued[3]]
        elif out and len(out[-1]) == 1 and out[-1].isalpha() and piece[0].isdigit() and len(out) == 1:
            out[-1] += piece
        else:
            out.append(piece)
    return out


def _qualifiers(group: str, pieces: list[str]) -> tuple[list[str], list[Qualifier]]:
    lower = [p.lower() for p in pieces]
    lower[-1:] = [_singular(pieces[-1])] if pieces else []
    found: list[Qualifier] = []
    while len(lower) > 1:
        taken, qualifier = _last(group, lower)
        if not taken or taken >= len(lower):
            break
        found = [*qualifier, *found]
        del lower[-taken:]
        if lower:
            lower[-1] = _singular(pieces[len(lower) - 1])
    while len(lower) > 1 and lower[0] in LEADING[group]:
        found.append(Qualifier("language" if lower[0] in LANGUAGES else "subset", LANGUAGES.get(lower[0], lower[0])))
        del lower[0]
    return lower, found


def _last(group: str, lower: list[str]) -> tuple[int, list[Qualifier]]:
    """Return how many of the last pieces are a qualifier, and which."""
    word = lower[-1]
    if group in ("model", "data"):
        if len(lower) > 2 and word in LANGUAGES and lower[-2] in LANGUAGES:
            return 2, [Qualifier("language", f"{LANGUAGES[lower[-2]]}-{LANGUAGES[word]}")]
        if word in LANGUAGES and len(word) > 2:
            return 1, [Qualifier("language", LANGUAGES[word])]
        if _SIZE.fullmatch(word):
            return 1, [Qualifier("size", word)]
        if word in SCALES:
            return 1, [Qualifier("scale", SCALES[word])]
        if word in TUNINGS and group == "model":
            return 1, [Qualifier("tuning", TUNINGS[word])]
        if word in SUBSETS:
            return 1, [Qualifier("subset", SUBSETS[word])]
        lettered = _LETTERED.fullmatch(word)
        if lettered:
            return 1, [Qualifier("version", _number(lettered[1])), Qualifier("tuning", lettered[2])]
    version = _VERSION.fullmatch(word)
    if version and (group in ("model", "data") or word[0] != "v"):
        if len(lower) > 2 and lower[-2] in ("v", "version", "ver"):
            return 2, [Qualifier("version", _number(version[1]))]
        return 1, [Qualifier("version", _number(version[1]))]
    return 0, []


def _number(digits: str) -> str:
    if re.fullmatch(r"0\d", digits):
        digits = f"0.{digits[1]}"
    return digits.removesuffix(".0")


def _singular(piece: str) -> str:
    word = piece.lower()
    if len(word) > 3 and piece[-1] == "s" and word[-2:] not in ("ss", "us", "is", "as", "os"):
        if word.endswith("ies") and len(word) > 4:
            return word[:-3] + "y"
        if word.endswith(("sses", "xes", "ches", "shes")):
            return word[:-2]
        return word[:-1]
    return word


def _joined(pieces: list[str]) -> str:
    out = ""
    for piece in pieces:
        word = BRITISH(piece)
        out += ("_" if out and out[-1].isdigit() and word[0].isdigit() else "") + word
    return out
