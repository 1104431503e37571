"""The normal form of a name: what stays when case, spacing, hyphens, plurals and generic nouns go."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from kg.resolve.spelling import american, singular
from kg.resolve.words import GENERIC, GREEK, GROUPS, LANGUAGES, LEADING, SCALES, SUBSETS, TUNINGS
from schemas.mention import EntityType

_POWER = re.compile(r"\$?\^\{?(\d)\}?\$?")
_COMMAND = re.compile(r"\\(?:math|text)?(?:rm|bf|it|tt|sf|cal|sc)(?![a-zA-Z])|\\(?:text|math|emph|operatorname)\w*")
_MARKUP = re.compile(r"[${}\\~*`^]")
_OPTIONAL = re.compile(r"(?<=\w)\([a-z]+\)")
_BRACKETED = re.compile(r"\s\(([A-Z][A-Za-z-]{1,9})\)(?=\s)")
_TIMES = re.compile(r"\b(\d+)\s?[x×*]\s?\1\b")
_YEAR_TICK = re.compile(r"(?<=\w)\s?['’‘](\d\d)\b")
_PIECE = re.compile(r"\d+(?:\.\d+)+|[^\W_]+(?:\.\d+)*|\+")
_GLUED = re.compile(r"([^\W\d]{2,}?)([vV]?)(\d+(?:\.\d+)*)([a-zA-Z]?)")
_VERSION = re.compile(r"v?(\d+(?:\.\d+)*)")
_SIZE = re.compile(r"(?:\d+x)?\d+(?:\.\d+)?[bmkt]")
_LETTERED = re.compile(r"(\d+(?:\.\d+)*)([a-z])")
_DIGITS = re.compile(r"\d+(?:\.\d+)*")


class Qualifier(NamedTuple):
    """Hold what sets a variant apart: a kind (size, version, scale, tuning, language, subset) and a value."""

    kind: str
    value: str


class Form(NamedTuple):
    """Hold a name's base and qualifiers in normal form, the qualifiers in the order of the name."""

    base: str
    qualifiers: tuple[Qualifier, ...]

    @property
    def key(self) -> str:
        """Return the text that two forms share when they name the same thing."""
        return self.base + "".join(f"|{value}" for value in sorted(q.value for q in self.qualifiers))


def key_of(type: EntityType, text: str) -> tuple[str, str]:
    """Return the group of types and the key under which a name is looked up."""
    group = GROUPS[type]
    return group, form_of(group, text).key


@lru_cache(maxsize=400_000)
def form_of(group: str, text: str) -> Form:
    """Return the normal form of a name in a group of types.

    >>> form_of("model", "LLaMA-2 7B") == form_of("model", "Llama2-7b")
    True
    >>> form_of("data", "ImageNet dataset").key
    'imagenet'
    """
    pieces = _split_glued(_without_generic(group, pieces_of(text)))
    base, qualifiers = _qualifiers(group, pieces)
    return Form(_joined(base), tuple(qualifiers))


def plain_of(text: str) -> str:
    """Return the letters and digits of a name in one spelling and the singular, nothing taken away."""
    pieces = pieces_of(text)
    return _joined([p.lower() for p in pieces[:-1]] + [singular(p) for p in pieces[-1:]])


@lru_cache(maxsize=100_000)
def pieces_of(text: str) -> tuple[str, ...]:
    """Return the words and numbers of a name, free of markup, case kept.

    >>> pieces_of("WMT'14 English-German")
    ('WMT', '2014', 'English', 'German')
    """
    if not text.isalnum():
        text = _POWER.sub(r"\1", unicodedata.normalize("NFKC", text))
        text = _YEAR_TICK.sub(lambda m: f" {_century(m[1])} ", text)
        text = _MARKUP.sub("", _COMMAND.sub(" ", text)) if "\\" in text else _TIMES.sub(r"\1", text)
        text = _MARKUP.sub("", text)
        if "(" in text:
            text = _OPTIONAL.sub("", text)
            text = _BRACKETED.sub(" ", text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        text = "".join(GREEK.get(c, c) for c in text)
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return tuple(_PIECE.findall(text))


def _century(year: str) -> str:
    return ("20" if int(year) < 50 else "19") + year


def _without_generic(group: str, pieces: tuple[str, ...]) -> tuple[str, ...]:
    generic = GENERIC[group]
    while len(pieces) > 1 and pieces[-1].lower() in generic:
        pieces = pieces[:-1]
    if len(pieces) > 1 and pieces[0].lower() == "the":
        pieces = pieces[1:]
    return pieces


def _split_glued(pieces: tuple[str, ...]) -> list[str]:
    """Split "Llama2" and "WMT14", never "T5" or "wav2vec"; join "T", "5" and "4", "o"."""
    out: list[str] = []
    for piece in pieces:
        glued = _GLUED.fullmatch(piece)
        if glued:
            out += [glued[1], glued[2] + glued[3] + glued[4]]
        elif len(out) == 1 and len(out[0]) == 1 and out[0].isalpha() and piece[0].isdigit():
            out[0] += piece
        elif len(piece) == 1 and piece.isalpha() and len(out) > 1 and _DIGITS.fullmatch(out[-1]):
            out[-1] += piece
        else:
            out.append(piece)
    return out


def _qualifiers(group: str, pieces: list[str]) -> tuple[list[str], list[Qualifier]]:
    lower = [p.lower() for p in pieces]
    found: list[Qualifier] = []
    while lower:
        lower[-1] = singular(pieces[len(lower) - 1])
        taken, qualifier = _last(group, lower)
        if not taken or taken >= len(lower):
            break
        found = [*qualifier, *found]
        del lower[-taken:]
    while len(lower) > 1 and lower[0] in LEADING[group]:
        kind = "language" if lower[0] in LANGUAGES else "subset"
        found.append(Qualifier(kind, LANGUAGES.get(lower[0], lower[0])))
        del lower[0]
    return lower, found


def _last(group: str, lower: list[str]) -> tuple[int, list[Qualifier]]:
    """Return how many of the last pieces are a qualifier, and which."""
    word = lower[-1]
    if group in ("task", "metric"):
        if len(lower) > 1 and _DIGITS.fullmatch(word):
            return 1, [Qualifier("version", word)]
        return 0, []
    if len(lower) > 2 and word in LANGUAGES and lower[-2] in LANGUAGES:
        return 2, [Qualifier("language", f"{LANGUAGES[lower[-2]]}-{LANGUAGES[word]}")]
    if len(word) > 2 and word in LANGUAGES:
        return 1, [Qualifier("language", LANGUAGES[word])]
    if _SIZE.fullmatch(word):
        return 1, [Qualifier("size", word)]
    if word in SCALES:
        return 1, [Qualifier("scale", SCALES[word])]
    if group == "model" and word in TUNINGS:
        return 1, [Qualifier("tuning", TUNINGS[word])]
    if word in SUBSETS:
        return 1, [Qualifier("subset", SUBSETS[word])]
    version = _VERSION.fullmatch(word)
    if version:
        if len(lower) > 2 and lower[-2] in ("v", "version", "ver"):
            return 2, [Qualifier("version", _number(version[1]))]
        return 1, [Qualifier("version", _number(version[1]))]
    lettered = _LETTERED.fullmatch(word)
    if lettered and len(lower) > 1 and group == "model" and lettered[2] != "d":
        return 1, [Qualifier("version", _number(lettered[1])), Qualifier("tuning", lettered[2])]
    return 0, []


def _number(digits: str) -> str:
    if re.fullmatch(r"0\d", digits):
        digits = f"0.{digits[1]}"
    return digits.removesuffix(".0")


def _joined(pieces: list[str]) -> str:
    out = ""
    for piece in pieces:
        word = american(piece)
        out += ("_" if out and out[-1].isdigit() and word[0].isdigit() else "") + word
    return out
