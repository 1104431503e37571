"""Find the results that a text states: subject, benchmark, metric, value, and against what."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.extract.components.descriptions import ValueView, cues_of
from kg.extract.components.statements import Name, Text, sentences_of
from kg.extract.components.trees import Judge
from kg.extract.components.wording import against_of, is_delta, metric_of
from kg.extract.document import abstract_start_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.extract.components.statements import Far, Sentence
    from kg.extract.components.values import Value

if not Doc.has_extension("claims"):
    Doc.set_extension("claims", default=())

_FILE = "weights.npz"
_HOPELESS = -3.0
"""Log odds by the regression alone below which a number is no result, whatever the trees say."""
_JUDGES = ("value", "resource", "subject")


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

    Three judges decide about each number: is it a result, on which benchmarks or datasets of the
    paper, and of which subject. The product of their probabilities is the confidence.
    """

    def __init__(self, name: str = "claimer") -> None:
        self.name = name
        self.threshold = 0.5
        self.judges: dict[str, Judge] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Read the claims of one document."""
        doc._.claims = tuple(claim for sentence in sentences_of(text_of(doc)) for claim in self._claims(doc, sentence))
        return doc

    def _claims(self, doc: Doc, sentence: Sentence) -> Iterator[tuple[Span, Result]]:
        if not self.judges or not sentence.possible_subjects:
            return
        cues = cues_of(sentence)
        for value in sentence.values:
            view = ValueView(sentence, value)
            alone = view.value_alone(cues)
            if self.judges["value"].plain(alone.features) < _HOPELESS:
                continue
            sure = _probability(float(self.judges["value"].odds([alone])[0]))
            if sure < self.threshold:
                continue
            resources = sentence.possible_resources
            odds = self.judges["resource"].odds([view.resource(far, rank) for rank, far in enumerate(resources)])
            likely = [(far, sure * _probability(float(one))) for far, one in zip(resources, odds, strict=True)]
            likely = [one for one in likely if one[1] >= self.threshold]
            if not likely:
                continue
            subjects = sentence.possible_subjects
            odds = self.judges["subject"].odds([view.subject(far, rank) for rank, far in enumerate(subjects)])
            chances = np.exp(odds - odds.max())
            best = int(chances.argmax())
            share = float(chances[best] / chances.sum())
            yield from self._stated(
                doc, sentence, value, subjects[best].name.text, [(on, p * share) for on, p in likely]
            )

    def _stated(
        self, doc: Doc, sentence: Sentence, value: Value, subject: str, likely: list[tuple[Far, float]]
    ) -> Iterator[tuple[Span, Result]]:
        """Yield one claim per benchmark; its span reaches to the benchmark where the sentence names it."""
        likely.sort(key=lambda one: (one[0].name.text, -one[1]))
        for _, group in groupby(likely, key=lambda one: one[0].name.text):
            (on, distance), confidence = next(group)
            if confidence < self.threshold:
                continue
            start, end = value.start, value.end
            if distance == 0:
                start, end = min(start, on.start), max(end, on.end)
            span = doc.char_span(start, end, alignment_mode="expand")
            if span is None:
                continue
            metric, against = metric_of(sentence, value), against_of(sentence, subject)
            kind: Literal["absolute", "delta"] = "delta" if is_delta(sentence, value) else "absolute"
            yield span, Result(subject, on.text, metric, value.text, kind, against, confidence)

    def to_disk(self, path: Path, **_: Any) -> None:
        """Write the judges."""
        path.mkdir(parents=True, exist_ok=True)
        arrays: dict[str, Any] = {"threshold": np.float32(self.threshold)}
        for name, judge in self.judges.items():
            arrays |= judge.arrays(name)
        np.savez_compressed(path / _FILE, **arrays)

    def from_disk(self, path: Path, **_: Any) -> Claimer:
        """Read the judges back."""
        with np.load(path / _FILE) as arrays:
            self.threshold = float(arrays["threshold"])
            self.judges = {name: Judge.of(arrays, name) for name in _JUDGES if f"{name}_rows" in arrays}
        return self


def text_of(doc: Doc) -> Text:
    """Return what the claims of a document are read from."""
    names = [Name(ent.start_char, ent.end_char, ent.text, ent.label_, ent._.role) for ent in doc.ents]
    return Text(doc.text, abstract_start_of(doc), names, {long.text: short.text for long, short in doc._.acronyms})


def _probability(odds: float) -> float:
    return 1.0 / (1.0 + float(np.exp(-odds)))


@Language.factory("kg_claimer", requires=["doc.ents", "span._.role"])
def make_claimer(nlp: Language, name: str) -> Claimer:  # noqa: ARG001  spaCy passes both by name
    """Build the component for a pipeline."""
    return Claimer(name)
