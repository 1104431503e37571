"""The words that resolving knows: groups of types, generic nouns, and what makes a variant."""

from __future__ import annotations

import re

from schemas.mention import EntityType

GROUPS: dict[EntityType, str] = {
    "Model": "model", "Method": "model", "Dataset": "data", "Benchmark": "data", "Task": "task", "Metric": "metric",
}  # fmt: skip
"""Types between which papers waver for one and the same name."""

GENERIC: dict[str, frozenset[str]] = {
    "model": frozenset(
        "model models architecture architectures method methods algorithm algorithms framework frameworks approach "
        "approaches technique techniques mechanism mechanisms".split()
    ),
    "data": frozenset(
        "dataset datasets data corpus corpora benchmark benchmarks database databases collection testbed".split()
    ),
    "task": frozenset("task tasks problem problems".split()),
    "metric": frozenset("metric metrics score scores measure measures value values".split()),
}
"""Trailing nouns that say the type and nothing else."""

SCALES: dict[str, str] = {
    w: w for w in "nano tiny mini micro small medium base large huge giant big xs xl xxl xlarge".split()
}
TUNINGS: dict[str, str] = {
    **{w: w for w in "chat turbo preview thinking reasoning flash pro ultra max lite instant vision "
       "sonnet haiku opus zero distill coder cased uncased sft dpo rlhf rl awq gptq multilingual".split()},
    "instruct": "instruct", "instruction": "instruct", "inst": "instruct", "it": "instruct",
}  # fmt: skip
SUBSETS: dict[str, str] = {
    w: w for w in "hard easy lite pro plus verified challenge mini test dev val full diamond train minival extended "
    "clean other".split()
} | {"+": "plus"}  # fmt: skip

LANGUAGES: dict[str, str] = {
    name: code
    for code, names in {
        "en": "english", "de": "german", "fr": "french", "es": "spanish", "zh": "chinese", "cn": "chinese",
        "ja": "japanese", "ko": "korean", "ru": "russian", "it": "italian", "pt": "portuguese", "nl": "dutch",
        "ar": "arabic", "hi": "hindi", "tr": "turkish", "vi": "vietnamese", "th": "thai", "id": "indonesian",
        "fi": "finnish", "sv": "swedish", "da": "danish", "no": "norwegian", "cs": "czech", "pl": "polish",
        "ro": "romanian", "hu": "hungarian", "el": "greek", "he": "hebrew", "fa": "persian", "ur": "urdu",
        "bn": "bengali", "ta": "tamil", "te": "telugu", "mr": "marathi", "sw": "swahili", "uk": "ukrainian",
        "et": "estonian", "lv": "latvian", "lt": "lithuanian", "mt": "maltese", "ga": "irish", "eu": "basque",
        "ca": "catalan", "gl": "galician", "is": "icelandic", "am": "amharic", "ha": "hausa", "yo": "yoruba",
    }.items()
    for name in (code, names)
}  # fmt: skip
LANGUAGES["cn"] = "zh"
LANGUAGES["chinese"] = "zh"

_FULL_LANGUAGES = frozenset(w for w in LANGUAGES if len(w) > 2)
LEADING: dict[str, frozenset[str]] = {
    "model": _FULL_LANGUAGES | {"multilingual"},
    "data": _FULL_LANGUAGES | {"mini", "tiny", "tiered"},
    "task": frozenset(),
    "metric": frozenset(),
}
"""First words that make a variant of what follows."""

GREEK: dict[str, str] = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψωµ",
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon "
        "phi chi psi omega mu".split(),
        strict=True,
    )
)
CASES: frozenset[str] = frozenset()

_SPELLINGS = [
    (re.compile(pattern), new)
    for pattern, new in (
        (r"is(ation|ations|ing|ed|er)$", r"iz\1"),
        (r"ll(ing|ed|er)$", r"l\1"),
        (r"our$", "or"),
        (r"tre$", "ter"),
        (r"ogue$", "og"),
    )
]


def BRITISH(word: str) -> str:  # noqa: N802
    """Return the American spelling of a word."""
    for pattern, new in _SPELLINGS:
        if len(word) > 5 and pattern.search(word):
            return pattern.sub(new, word)
    return word
