"""Decide what is named in a document, as what and in which role: all occurrences together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import srsly
from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.extract.components.candidates import read
from kg.extract.components.features import BITS, Describer
from kg.extract.components.known import KnownNames
from kg.extract.components.spotter import PROBABILITIES, TYPES
from schemas.mention import ROLES, Role

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt

    from kg.extract.components.candidates import Key, Reading

    Matrix = npt.NDArray[np.float32]

_FILE = "weights.npz"
_SETTINGS = "settings.json"

for _name in ("role", "confidence"):
    if not Span.has_extension(_name):
        Span.set_extension(_name, default=None)
if not Doc.has_extension("acronyms"):
    Doc.set_extension("acronyms", default=())


class Namer:
    """Type each candidate, or refuse it, and give its role, by logistic regression.

    Sets `doc.ents` (every occurrence of an accepted surface), `ent._.role`, `ent._.confidence` (the
    probability of the type) and `doc._.acronyms` (pairs of spans: long form, short form).
    """

    def __init__(self, name: str = "namer") -> None:
        self.name = name
        self.known = KnownNames()
        self.threshold = 0.5
        self.surely_none = 0.8
        self.link = 0.7
        self.type_weights: Matrix = np.zeros((1 << BITS, len(TYPES) + 1), dtype=np.float32)
        self.role_weights: Matrix = np.zeros((1 << BITS, len(ROLES)), dtype=np.float32)

    def __call__(self, doc: Doc) -> Doc:
        """Decide one document."""
        reading = read(doc, self.known)
        describer = Describer(reading, self.known.counts.get)
        described = {
            key: (candidate, *describer.describe(candidate))
            for key, candidate in reading.candidates.items()
            if candidate.places
        }
        odds = {key: _softmax(self.type_weights[rows].sum(axis=0)) for key, (_, rows, _) in described.items()}
        ents: list[Found] = []
        names = self._accepted(reading, odds)
        course = describer.course([described[key][0] for key in names])
        for key, (type_, confidence) in names.items():
            candidate, _, context = described[key]
            rows = describer.role(context, candidate, type_, course)
            role = ROLES[int(self.role_weights[rows].sum(axis=0).argmax())]
            for start, end in candidate.places:
                ents.append((Span(doc, start, end, label=TYPES[type_]), role, confidence))
        kept = without_overlap(ents)
        doc.set_ents([span for span, _, _ in kept])
        for span, role, confidence in kept:
            span._.role = role
            span._.confidence = confidence
        doc._.acronyms = _linked(reading, [span for span, _, _ in kept])
        del doc.user_data[PROBABILITIES]
        return doc

    def _accepted(self, reading: Reading, odds: dict[Key, Matrix]) -> dict[Key, tuple[int, float]]:
        """Return type and confidence of the candidates that are names.

        The other side of an acronym pair is one too, of the same type, unless it is sure to be none.
        """
        names = {}
        for key, chances in odds.items():
            best = int(chances[:-1].argmax())
            if chances[best] >= self.threshold:
                names[key] = (best, float(chances[best]))
        for key, (type_, confidence) in list(names.items()):
            for partner in reading.candidates[key].partners:
                if partner in odds and partner not in names and odds[partner][-1] < self.surely_none:
                    names[partner] = (type_, confidence * self.link)
        return names

    def to_disk(self, path: Path, **_: Any) -> None:
        """Write weights in half precision, rows without weight left out."""
        path.mkdir(parents=True, exist_ok=True)
        arrays: dict[str, Any] = {}
        for key, weights in (("type", self.type_weights), ("role", self.role_weights)):
            rows = np.flatnonzero(np.abs(weights).max(axis=1) > 1e-3)
            arrays |= {f"{key}_rows": rows.astype(np.int32), key: weights[rows].astype(np.float16)}
        np.savez_compressed(path / _FILE, **arrays)
        srsly.write_json(path / _SETTINGS, {"threshold": self.threshold, "types": TYPES, "roles": ROLES})
        self.known.to_disk(path)

    def from_disk(self, path: Path, **_: Any) -> Namer:
        """Read the weights back."""
        with np.load(path / _FILE) as arrays:
            for key, weights in (("type", self.type_weights), ("role", self.role_weights)):
                weights[:] = 0
                weights[arrays[f"{key}_rows"]] = arrays[key]
        self.threshold = srsly.read_json(path / _SETTINGS)["threshold"]
        self.known = KnownNames.from_disk(path)
        return self


Found = tuple[Span, Role, float]


def without_overlap(spans: list[Found]) -> list[Found]:
    """Return spans without overlap, in order: of two that overlap the longer stays."""
    taken: set[int] = set()
    kept = []
    for found in sorted(spans, key=lambda one: (one[0].start - one[0].end, one[0].start)):
        place = range(found[0].start, found[0].end)
        if taken.isdisjoint(place):
            taken.update(place)
            kept.append(found)
    return sorted(kept, key=lambda one: one[0].start)


def _linked(reading: Reading, ents: list[Span]) -> tuple[tuple[Span, Span], ...]:
    """Return the acronym pairs whose sides are both mentions."""
    by_place = {(ent.start, ent.end): ent for ent in ents}
    by_start = {ent.start: ent for ent in ents}
    by_end = {ent.end: ent for ent in ents}
    linked = {}
    for long, short in reading.pairs:
        # where the pair's wording and the mention differ, the mention knows the name's other end
        first = by_place.get(long) or by_end.get(long[1]) or by_start.get(long[0])
        second = by_place.get(short)
        if first and second and (first.end <= second.start or second.end <= first.start):
            linked[first.text, second.text] = (first, second)
    return tuple(linked.values())


def _softmax(scores: Matrix) -> Matrix:
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum(), dtype=np.float32)


@Language.factory("kg_namer", requires=["doc.ents"], assigns=["doc.ents", "span._.role", "span._.confidence"])
def make_namer(nlp: Language, name: str) -> Namer:  # noqa: ARG001  spaCy passes both by name
    """Build the component for a pipeline."""
    return Namer(name)
