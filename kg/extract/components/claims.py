"""Find the results that a text states: subject, benchmark, metric, value, and against what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.extract.components.features import BITS
from kg.extract.components.statements import (
    RESOURCES,
    SUBJECTS,
    Sentence,
    against_of,
    describe_pair,
    describe_subject,
    kind_of,
    metric_of,
    pair_by_rule,
    subjects,
)
from kg.extract.components.values import find_values
from kg.extract.document import abstract_start_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import numpy.typing as npt

    Vector = npt.NDArray[np.float32]

if not Doc.has_extension("claims"):
    Doc.set_extension("claims", default=())

_FILE = "weights.npz"
_LONGEST_SENTENCE = 2_000
"""Characters; what is longer is a table or no prose, and its numbers cannot be told apart by words."""
_SENTENCE = re.compile(r"(?<=[.!?])[\"”)]?\s+(?=[A-Z“\"(\\$*])")


class Result(NamedTuple):
    """Hold what a claim says, in the words of the text."""

    subject: str
    on: str
    metric: str | None
    value: str
    kind: Literal["absolute", "delta"]
    against: str | None
    confidence: float


class Claimer:
    """Set `doc._.claims`: pairs of the span that states a result, and the result.

    A claim is made only where one sentence holds the value and the benchmark, and where the subject
    is named there or is the paper's own. Two logistic regressions judge: does this number stand for a
    result on this benchmark, and of which subject; what rules read from the wording is among their features.
    """

    def __init__(self, name: str = "claimer") -> None:
        self.name = name
        self.threshold = 0.5
        self.pair_weights: Vector = np.zeros(1 << BITS, dtype=np.float32)
        self.subject_weights: Vector = np.zeros(1 << BITS, dtype=np.float32)

    def __call__(self, doc: Doc) -> Doc:
        """Read the claims of one document."""
        doc._.claims = tuple(claim for sentence in sentences_of(doc) for claim in self._claims(doc, sentence))
        return doc

    def _claims(self, doc: Doc, sentence: Sentence) -> Iterator[tuple[Span, Result]]:
        ruled = {(value.start, on.start_char) for value, on in pair_by_rule(sentence)}
        names = subjects(sentence)
        for value in sentence.values:
            scores = [self.subject_weights[describe_subject(sentence, value, name)].sum() for name in names]
            odds = np.exp(np.array(scores) - max(scores))
            best = int(odds.argmax())
            sure = float(odds[best] / odds.sum())
            for on in sentence.resources:
                score = self.pair_weights[describe_pair(sentence, value, on, ruled)].sum()
                confidence = sure / (1.0 + float(np.exp(-score)))
                if confidence < self.threshold:
                    continue
                start, end = min(value.start, on.start_char), max(value.end, on.end_char)
                span = doc.char_span(start, end, alignment_mode="expand")
                if span is not None:
                    yield (
                        span,
                        Result(
                            names[best],
                            on.text,
                            metric_of(sentence, value),
                            value.text,
                            kind_of(sentence, value),
                            against_of(sentence, names[best]),
                            confidence,
                        ),
                    )

    def to_disk(self, path: Path, **_: Any) -> None:
        """Write the weights in half precision, zeros left out."""
        path.mkdir(parents=True, exist_ok=True)
        arrays: dict[str, Any] = {"threshold": np.float32(self.threshold)}
        for key, weights in (("pair", self.pair_weights), ("subject", self.subject_weights)):
            rows = np.flatnonzero(np.abs(weights) > 1e-3)
            arrays |= {f"{key}_rows": rows.astype(np.int32), key: weights[rows].astype(np.float16)}
        np.savez_compressed(path / _FILE, **arrays)

    def from_disk(self, path: Path, **_: Any) -> Claimer:
        """Read the weights back."""
        with np.load(path / _FILE) as arrays:
            self.threshold = float(arrays["threshold"])
            for key, weights in (("pair", self.pair_weights), ("subject", self.subject_weights)):
                weights[:] = 0
                weights[arrays[f"{key}_rows"]] = arrays[key]
        return self


def sentences_of(doc: Doc) -> Iterator[Sentence]:
    """Yield the sentences that may state a result: a number, a resource and a subject for them."""
    mentions = doc.ents  # spaCy builds them anew at every access
    main = _main_subject(mentions, {long.text: short.text for long, short in doc._.acronyms})
    for start, end in _bounds(doc):
        if end - start > _LONGEST_SENTENCE:
            continue
        inside = [one for one in mentions if start <= one.start_char and one.end_char <= end]
        if not any(one.label_ in RESOURCES for one in inside):
            continue
        values = [
            value
            for value in find_values(doc.text, start, end)
            if not any(one.start_char < value.end and value.start < one.end_char for one in inside)
        ]
        sentence = Sentence(doc.text, start, end, inside, values, main)
        if values and subjects(sentence):
            yield sentence


def _bounds(doc: Doc) -> Iterator[tuple[int, int]]:
    text, head = doc.text, abstract_start_of(doc)
    start = 0
    for cut in [*(match.end() for match in _SENTENCE.finditer(text)), len(text)]:
        if start < head < cut:
            yield start, head
            start = head
        if cut > start:
            yield start, cut
            start = cut


def _main_subject(ents: Sequence[Span], shorts: dict[str, str]) -> str | None:
    """Return the paper's own model or method: the one named most often, the earliest first.

    A long form counts for its short form.
    """
    times: dict[str, int] = {}
    for ent in ents:
        if ent.label_ in SUBJECTS and ent._.role == "introduced":
            name = shorts.get(ent.text, ent.text)
            times[name] = times.get(name, 0) + 1
    return max(times, key=lambda name: times[name], default=None)


@Language.factory("kg_claimer", requires=["doc.ents", "span._.role"])
def make_claimer(nlp: Language, name: str) -> Claimer:  # noqa: ARG001  spaCy passes both by name
    """Build the component for a pipeline."""
    return Claimer(name)
