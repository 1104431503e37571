"""The normal form of a name: what stays when case, spacing, hyphens, plurals and generic nouns go."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from kg.resolve.spelling import american, singular
from kg.resolve.words import (
    ARTICLES,
    AUTOMATIC,
    FILLERS,
    GENERIC,
    GREEK,
    GROUPS,
    HEADS,
    LANGUAGES,
    LEADING,
    LETTER_SCALES,
    METRIC_WORDS,
    SCALES,
    SUBSETS,
    TASK_HEADS,
    TASK_WORDS,
    TUNINGS,
)
from schemas.mention import EntityType

EDITIONS = Path(__file__).parent / "tables" / "editions.txt"
_ODD = re.compile(r"[^\w\s.,:;/&+@#-]|\d\s?x")
_POWER = re.compile(r"\$?\^\{?(\d)\}?\$?")
_COMMAND = re.compile(r"\\(?:math|text)?(?:rm|bf|it|tt|sf|cal|sc)(?![a-zA-Z])|\\(?:text|math|emph|operatorname)\w*")
_MARKUP = re.compile(r"[${}\\~*`^]")
_OPTIONAL = re.compile(r"(?<=\w)\([a-z]+\)")
_BRACKETED = re.compile(r"(?<=[a-z])\s\(([A-Za-z-]{2,10})\)(?=\s|$)")
_TIMES = re.compile(r"\b(\d+)\s?[x×*]\s?\1\b")
_YEAR_TICK = re.compile(r"(?<=\w)\s?['’‘](\d\d)\b")
_POSSESSIVE = re.compile(r"(?<=[a-z])['’]s(?=\s)")
_INNER_PLUS = re.compile(r"(?<=[A-Za-z])\s?\+\s?(?=[A-Z])")
_PIECE = re.compile(r"\d+(?:\.\d+)+|[^\W_]+(?:\.\d+)*|\+")
_GLUED = re.compile(r"((?:[^\W\d]+\d)?[^\W\d]{2,}?)([vV]?)(\d+(?:\.\d+)*)([a-zVBKM]?)")
_LETTERED_SIZE = re.compile(r"(\w*[a-z]{2})([A-SUW-Z]\d+)")
_VERSION = re.compile(r"v?(\d+(?:\.\d+)*)")
_SIZE = re.compile(r"(?:\d+x)?\d+(?:\.\d+)?[bmkt]")
_LETTERED = re.compile(r"(\d+(?:\.\d+)*)([a-z])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_TWO_DIGITS = re.compile(r"\d\d")
_AT_VENUE = re.compile(r"\s?@\s?[A-Z][\w-]*(?=[\s'-]*(?:19|20)\d\d\b)")
_NUMBERED_TASK = re.compile(r"([A-Za-z]{3,})[-\s'’‘]*((?:19|20)?\d\d)\b.*?\bTask\s+(\d+[A-Za-z]?)\b(?:\s*[:(].*)?")
_DIGITS = re.compile(r"\d+(?:\.\d+)*")

ACRONYM = 3
"""Letters up to which a name of data with a size behind it is a name of its own."""


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
        if not self.qualifiers:
            return self.base
        return self.base + "".join(f"|{value}" for value in sorted(q.value for q in self.qualifiers))


def key_of(type: EntityType, text: str) -> tuple[str, str]:
    """Return the group of types and the key under which a name is looked up."""
    group = GROUPS[type]
    return group, form_of(group, text).key


@lru_cache(maxsize=100_000)
def form_of(group: str, text: str) -> Form:
    """Return the normal form of a name in a group of types.

    >>> form_of("model", "LLaMA-2 7B") == form_of("model", "Llama2-7b")
    True
    >>> form_of("data", "ImageNet dataset").key
    'imagenet'
    """
    if text.isascii() and text.isalpha():  # a word has nothing to take apart
        word = [singular(text)]
        return Form(_joined(plain_phrase(group, word) if group in ("task", "metric") else word), ())
    if group == "data":
        text = _INNER_PLUS.sub(" ", _plain_contest(text))
    pieces = name_pieces(group, text)
    if len(pieces) > 3 and pieces[0].lower() == "shared" and pieces[1].lower() == "task" and pieces[2].lower() == "on":
        pieces = pieces[3:]
    base, qualifiers = _qualifiers(group, pieces)
    while len(base) > 1 and base[-1] in GENERIC[group]:
        base = base[:-1]
    if len(base) > 3:
        base = [word for word in base if word not in ARTICLES]
    if group in ("task", "metric"):
        base = plain_phrase(group, base)
    return Form(_joined(base), tuple(qualifiers))


@lru_cache(maxsize=20_000)
def name_pieces(group: str, text: str) -> tuple[str, ...]:
    """Return the words and numbers of a name without generic nouns, glued versions parted."""
    pieces = _without_generic(group, pieces_of(text))
    return pieces if "".join(pieces).isalpha() else tuple(_split_glued(pieces))


def base_text(group: str, text: str) -> str:
    """Return a name without its qualifiers, case kept: "MHP v2.0" gives "MHP"."""
    pieces = name_pieces(group, text)
    base, _ = _qualifiers(group, pieces)
    wanted = [singular(word) for word in base]
    lower = [singular(p) for p in pieces]
    for start in range(len(pieces) - len(base) + 1):
        if lower[start : start + len(base)] == wanted:
            return " ".join(pieces[start : start + len(base)])
    return text


def plain_of(text: str) -> str:
    """Return the letters and digits of a name in one spelling and the singular, nothing taken away."""
    return _joined([singular(p) for p in pieces_of(text)])


@lru_cache(maxsize=20_000)
def pieces_of(text: str) -> tuple[str, ...]:
    """Return the words and numbers of a name, free of markup, case kept.

    >>> pieces_of("WMT'14 English-German")
    ('WMT', '2014', 'English', 'German')
    """
    words = text.replace("-", " ")
    if words.isascii() and words.replace(" ", "").isalpha():
        return tuple(words.split())
    if not text.isascii() or _ODD.search(text):
        text = _POWER.sub(r"\1", unicodedata.normalize("NFKC", text))
        text = _YEAR_TICK.sub(lambda m: f" {_century(m[1])} ", text)
        text = _POSSESSIVE.sub("", text)
        text = _MARKUP.sub("", _COMMAND.sub(" ", text)) if "\\" in text else _TIMES.sub(r"\1", text)
        text = _MARKUP.sub("", text)
        if "(" in text:
            text = _OPTIONAL.sub("", text)
            text = _BRACKETED.sub(_unless_name, text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        text = "".join(GREEK.get(c, c) for c in text)
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return tuple(_PIECE.findall(text))


def plain_phrase(group: str, words: list[str]) -> list[str]:
    """Return the words of a task or metric in one order, without words that add nothing.

    >>> plain_phrase("task", ["detection", "of", "hate", "speech"])
    ['hate', 'speech', 'detection']
    """
    if group == "task":
        if len(words) > 2 and words[1] == "of" and HEADS.get(words[0]) == "task":
            words = [*words[2:], words[0]]
        kept = [w for i, w in enumerate(words) if w not in ARTICLES and not (w in FILLERS and 0 < i < len(words) - 1)]
        if len(kept) > 1 and kept[0] in AUTOMATIC:
            kept = kept[1:]
        if len(kept) > 2:
            kept[-1] = TASK_HEADS.get(kept[-1], kept[-1])
        return [TASK_WORDS.get(w, w) for w in kept] or words
    swapped = sorted(w for w in (METRIC_WORDS.get(w, w) for w in words) if w) or words
    glued = len(swapped) == 1 and len(swapped[0]) > 6
    return [swapped[0].removesuffix("score")] if glued else swapped


def _plain_contest(text: str) -> str:
    """Return a contest's name without its place, and without the title where the task has a number.

    >>> _plain_contest("DravidianLangTech@NAACL 2025"), _plain_contest("WMT 2025 Quality Estimation Task 3")
    ('DravidianLangTech 2025', 'WMT 2025 Task 3')
    """
    if "@" in text:
        text = _AT_VENUE.sub("", text)
    if "Task" in text:
        numbered = _NUMBERED_TASK.match(text)
        if numbered and numbered[1].lower() in editions():
            year = numbered[2] if len(numbered[2]) == 4 else _century(numbered[2])
            text = f"{numbered[1]} {year} Task {numbered[3]}{text[numbered.end() :]}"
    return text


def _unless_name(bracket: re.Match[str]) -> str:
    """Take a short form in brackets out; keep a word."""
    return " " if sum(map(str.isupper, bracket[1])) > 1 else bracket[0]


@cache
def editions() -> frozenset[str]:
    """Return the bases that are numbered by year, so that "WMT14" is WMT 2014 and "CIFAR-10" is not of 2010."""
    return frozenset(EDITIONS.read_text(encoding="utf-8").split())


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
    """Split "Llama2", "WMT14" and "EfficientNetB0", never "T5" or "wav2vec"; join "T", "5" and "4", "o"."""
    out: list[str] = []
    for piece in pieces:
        if piece.isalpha():
            glued = lettered = None
        else:
            glued, lettered = _GLUED.fullmatch(piece), _LETTERED_SIZE.fullmatch(piece)
        if lettered:
            out += [lettered[1], lettered[2]]
        elif glued:
            out += [glued[1], glued[2] + glued[3] + glued[4]]
        elif len(out) == 1 and len(out[0]) == 1 and out[0].isalpha() and piece[0].isdigit():
            out[0] += piece
        elif len(piece) == 1 and piece.isalpha() and len(out) > 1 and _DIGITS.fullmatch(out[-1]):
            out[-1] += piece
        else:
            out.append(piece)
    return out


def _qualifiers(group: str, pieces: Sequence[str]) -> tuple[list[str], list[Qualifier]]:
    lower = [singular(p) for p in pieces]
    if group not in ("task", "metric"):
        lower[:-1] = [p.lower() for p in pieces[:-1]]
    found: list[Qualifier] = []
    skipped = 0
    if group == "data" and len(lower) > 1 and _YEAR.fullmatch(lower[0]):
        found.append(Qualifier("version", lower.pop(0)))
        skipped = 1
    while lower:
        taken, qualifier = _last(group, lower)
        if not taken or taken >= len(lower):
            break
        found = [*qualifier, *found]
        del lower[-taken:]
        if lower:
            lower[-1] = singular(pieces[len(lower) - 1 + skipped])
    while len(lower) > 1 and lower[0] in LEADING[group]:
        kind = "language" if lower[0] in LANGUAGES else "subset"
        found.append(Qualifier(kind, LANGUAGES.get(lower[0], lower[0])))
        del lower[0]
    if group == "model" and any(q.kind == "size" for q in found):
        found = [q for q in found if q != ("version", "1")]  # the first version goes without a number: LLaMA-7B
    if group == "data" and found and _joined(lower) in editions():
        found = [Qualifier(q.kind, _century(q.value)) if _TWO_DIGITS.fullmatch(q.value) else q for q in found]
    return lower, found


def _last(group: str, lower: list[str]) -> tuple[int, list[Qualifier]]:
    """Return how many of the last pieces are a qualifier, and which."""
    word = lower[-1]
    if group in ("task", "metric"):
        if len(lower) > 1 and _DIGITS.fullmatch(word):
            return 1, [Qualifier("version", word)]
        return 0, []
    if word.isalpha():
        return _last_word(group, lower)
    if _SIZE.fullmatch(word):
        if group == "data" and len(lower) == 2 and len(lower[0]) <= ACRONYM:
            return 0, []  # a short name with a number is another name: CC3M is no part of CC, nor ADE20K of ADE
        return 1, [Qualifier("size", word)]
    version = _VERSION.fullmatch(word)
    if version:
        taken = 2 if len(lower) > 2 and lower[-2] in ("v", "version", "ver") else 1
        return taken, [Qualifier("version", _number(version[1]) if group == "model" else version[1].removesuffix(".0"))]
    lettered = _LETTERED.fullmatch(word)
    if lettered and len(lower) > 1 and group == "model" and lettered[2] != "d":
        return 1, [Qualifier("version", _number(lettered[1])), Qualifier("tuning", lettered[2])]
    if word in SUBSETS:
        return 1, [Qualifier("subset", SUBSETS[word])]
    return 0, []


def _last_word(group: str, lower: list[str]) -> tuple[int, list[Qualifier]]:
    word = lower[-1]
    if word in LANGUAGES:
        if len(lower) > 2 and lower[-2] in LANGUAGES:
            return 2, [Qualifier("language", f"{LANGUAGES[lower[-2]]}-{LANGUAGES[word]}")]
        if len(word) > 2:
            return 1, [Qualifier("language", LANGUAGES[word])]
    if word in SCALES:
        return 1, [Qualifier("scale", SCALES[word])]
    if group == "model" and word in TUNINGS:
        return 1, [Qualifier("tuning", TUNINGS[word])]
    if word in SUBSETS:
        return 1, [Qualifier("subset", SUBSETS[word])]
    if group == "model" and word in LETTER_SCALES:
        return 1, [Qualifier("scale", LETTER_SCALES[word])]
    return 0, []


def _number(digits: str) -> str:
    if re.fullmatch(r"0\d", digits):
        digits = f"0.{digits[1]}"
    return digits.removesuffix(".0")


def _joined(pieces: list[str]) -> str:
    if len(pieces) == 1:
        return american(pieces[0])
    out = ""
    for piece in pieces:
        out += "_" + american(piece) if piece[0].isdigit() and out[-1:].isdigit() else american(piece)
    return out
