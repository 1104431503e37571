"""Train the spotter with spaCy's own loop."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import spacy
from spacy.training.initialize import convert_vectors, init_nlp
from spacy.training.loop import train
from spacy.util import load_config

import kg.extract.components
import kg.extract.training.corpus  # noqa: F401  registers the reader
from kg.extract.components.lexicon import Lexicon, mark_of
from kg.extract.training.texts import NAMES

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language


def save_vectors(table: Path, out: Path) -> None:
    """Write a floret table as a pipeline that spaCy takes its vectors from."""
    nlp = spacy.blank("en")
    convert_vectors(nlp, table, truncate=0, prune=-1, mode="floret")
    nlp.to_disk(out)


def train_spotter(config: Path, overrides: dict[str, Any], data: Path, out: Path) -> Language:
    """Train lexicon and spotter as `config` says; write them to `out` and return them."""
    nlp = init_nlp(load_config(config, overrides=overrides))
    lexicon = nlp.get_pipe("lexicon")
    assert isinstance(lexicon, Lexicon)
    lexicon.fill(names(nlp, data / NAMES).items())
    train(nlp, out, stdout=sys.stderr, stderr=sys.stderr)
    return spacy.load(out / "model-last")


def names(nlp: Language, path: Path) -> dict[tuple[str, ...], str]:
    """Return the marks of all listed names by their lower-case tokens.

    A name that is listed with two types is marked as ambiguous, with the last of them.
    """
    marks: dict[tuple[str, ...], str] = {}
    with path.open(encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            name, type_, _, _, ambiguous, _ = line.rstrip("\n").split("\t")
            words = tuple(token.text.lower() for token in nlp.make_doc(name) if not token.is_space)
            if words:
                other = words in marks and marks[words].rstrip("?") != type_
                marks[words] = mark_of(type_, ambiguous == "1" or other)
    return marks
