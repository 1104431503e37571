"""The words that resolving knows: groups of types, generic nouns, and what makes a variant."""

from __future__ import annotations

from schemas.mention import EntityType


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


GROUPS: dict[EntityType, str] = {
    "Model": "model", "Method": "model", "Dataset": "data", "Benchmark": "data", "Task": "task", "Metric": "metric",
}  # fmt: skip
"""Types between which papers waver for one and the same name."""

GENERIC: dict[str, frozenset[str]] = {
    "model": _words(
        "model models architecture architectures method methods algorithm algorithms framework frameworks "
        "approach approaches technique techniques mechanism mechanisms family series"
    ),
    "data": _words(
        "dataset datasets data corpus corpora corp benchmark benchmarks database databases collection testbed "
        "leaderboard"
    ),
    "task": _words("task tasks problem problems"),
    "metric": _words("metric metrics score scores measure measures value values coefficient coefficients"),
}
"""Trailing nouns that say the type and nothing else."""

TYPE_NOUNS: frozenset[str] = frozenset().union(*GENERIC.values()) | {"index"}
FUNCTION_WORDS = _words("a an and at by for from in into of on or over per the through to under using via with without")
SMALL_WORDS = FUNCTION_WORDS | _words("based free aware driven guided wise")
"""Words that a short form may pass over."""

SCALES: dict[str, str] = {
    w: w for w in sorted(_words("nano tiny mini micro small medium base large huge giant big xs xl xxl xlarge"))
} | {"extra-large": "xl"}
LETTER_SCALES: dict[str, str] = {"t": "tiny", "s": "small", "b": "base", "l": "large", "h": "huge", "g": "giant"}
"""Single letters that say a scale at the end of a model's name: "Swin-T", "ViT-L"."""
ARTICLES = _words("a an the")
FILLERS = _words("level form based")
"""Words within a task's name that may be left out: "word-level language modeling"."""
AUTOMATIC = _words("automatic automated automatically")
TASK_HEADS: dict[str, str] = {
    "identification": "detection",
    "estimation": "prediction",
    "comprehension": "understanding",
}
"""Heads of longer names of tasks that papers exchange freely."""
TASK_WORDS: dict[str, str] = {"math": "mathematical", "maths": "mathematical"}
METRIC_WORDS: dict[str, str] = {
    "f": "f1", "averaged": "", "avg": "average", "macroaveraged": "macro", "microaveraged": "micro",
}  # fmt: skip
TUNINGS: dict[str, str] = {
    w: w
    for w in sorted(
        _words(
            "chat turbo preview thinking reasoning flash pro ultra max lite instant vision sonnet haiku opus zero "
            "distill coder cased uncased sft dpo rlhf rl awq gptq multilingual mono instruct plus nano"
        )
    )
} | {"instruction": "instruct", "inst": "instruct", "it": "instruct", "+": "plus"}
SUBSETS: dict[str, str] = {
    w: w
    for w in sorted(
        _words(
            "hard easy lite pro plus verified challenge mini test dev val validation full diamond train minival "
            "extended clean other subset"
        )
    )
} | {"+": "plus"}

_CODES: dict[str, str] = {
    "en": "english", "de": "german", "fr": "french", "es": "spanish", "zh": "chinese",
    "ja": "japanese", "ko": "korean", "ru": "russian", "it": "italian", "pt": "portuguese", "nl": "dutch",
    "ar": "arabic", "hi": "hindi", "tr": "turkish", "vi": "vietnamese", "th": "thai", "id": "indonesian",
    "fi": "finnish", "sv": "swedish", "da": "danish", "no": "norwegian", "cs": "czech", "pl": "polish",
    "ro": "romanian", "hu": "hungarian", "el": "greek", "he": "hebrew", "fa": "persian", "ur": "urdu",
    "bn": "bengali", "ta": "tamil", "te": "telugu", "mr": "marathi", "sw": "swahili", "uk": "ukrainian",
    "et": "estonian", "lv": "latvian", "lt": "lithuanian", "mt": "maltese", "ga": "irish", "eu": "basque",
    "ca": "catalan", "gl": "galician", "is": "icelandic", "am": "amharic", "ha": "hausa", "yo": "yoruba",
    "kn": "kannada", "ml": "malayalam", "gu": "gujarati", "pa": "punjabi", "ne": "nepali", "si": "sinhala",
}  # fmt: skip
LANGUAGES: dict[str, str] = {name: code for code, full in _CODES.items() for name in (code, full)} | {"cn": "zh"}
"""Names and codes of languages, each with the code that stands for it."""

FULL_LANGUAGES = frozenset(w for w in LANGUAGES if len(w) > 2)
LEADING: dict[str, frozenset[str]] = {
    "model": FULL_LANGUAGES | {"multilingual"},
    "data": FULL_LANGUAGES | {"mini", "tiny", "tiered", "multilingual", "re"},
    "task": frozenset(),
    "metric": frozenset(),
}
"""First words that make a variant of what follows."""

QUALIFIER_WORDS: frozenset[str] = frozenset(SCALES) | FULL_LANGUAGES | _words("multilingual unsupervised")
"""Words that an abbreviation may not pass over: without them it names something else."""

_GREEK_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi "
    "chi psi omega"
)
GREEK: dict[str, str] = dict(zip("αβγδεζηθικλμνξοπρστυφχψω", _GREEK_NAMES.split(), strict=True)) | {"ς": "sigma"}

ORGANISATIONS = _words(
    "openai google meta deepmind microsoft nvidia anthropic alibaba facebook amazon apple ibm huawei baidu tencent "
    "bytedance salesforce stanford berkeley cmu mit princeton cambridge columbia tsinghua mila allenai "
    "pku thu sjtu zju hust ucla ucsd ucf uiuc usc nyu kaist eth epfl inria nus hkust cuhk tum kit jhu caltech fudan "
    "edinburgh toronto oxford"
)
"""Makers that names carry in front and often go without: "OpenAI o1", "Berkeley FrameNet"."""

HEADS: dict[str, str] = {
    head: group
    for group, heads in {
        "task": (
            "detection recognition segmentation classification generation estimation translation prediction extraction "
            "answering retrieval summarization parsing labeling filling tagging completion identification inference "
            "recommendation understanding reconstruction navigation planning forecasting synthesis captioning tracking "
            "editing reasoning disambiguation resolution comprehension verification analysis matching enhancement"
        ),
        "metric": (
            "rate error score accuracy precision recall distance similarity divergence index ratio correlation "
            "perplexity latency throughput overlap coefficient"
        ),
        "data": "dataset corpus benchmark challenge database treebank suite exam collection test evaluation",
        "model": "network transformer model machine encoder autoencoder architecture regression forest tree",
    }.items()
    for head in heads.split()
}
"""Last words of long forms that tell what group of types the thing is of."""
