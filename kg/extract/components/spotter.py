"""Spot names token by token: a probability for every way that a token may belong to a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.scorer import get_ner_prf
from spacy.tokens import Doc, Span
from spacy.training import offsets_to_biluo_tags
from thinc.api import Model, NumpyOps, SequenceCategoricalCrossentropy

from kg.extract.components.embedded import EmbeddedWords
from kg.extract.components.wordcache import CachedVectors
from schemas.mention import ENTITY_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    import numpy.typing as npt
    from spacy.training import Example
    from spacy.vocab import Vocab

    Floats = npt.NDArray[np.float32]

TYPES: tuple[str, ...] = ENTITY_TYPES
LABELS = ("O", *(f"{part}-{name}" for part in "BILU" for name in TYPES))
PROBABILITIES = "kg_probabilities"
"""Key in `doc.user_data` of the array (tokens, labels) of log probabilities."""

# OpenBLAS, which comes with numpy, multiplies three times as fast as blis, thinc's own default
_OPS = NumpyOps(use_blis=False)
_SURE_OUTSIDE = np.log(0.995)


class Spotter(TrainablePipe):  # type: ignore[misc]  # spaCy ships it untyped
    """Give each token log probabilities over `LABELS`, and the document its most probable spans.

    A convolutional tagger with the BILUO scheme rather than spaCy's transition parser: the step
    after it needs probabilities, of rejected spans too.
    """

    def __init__(self, vocab: Vocab, model: Model[Any, Any], name: str = "spotter", vectors: str | None = None) -> None:
        self.vocab = vocab
        self.model = model
        self.name = name
        self.cfg: dict[str, Any] = {}
        self.scorer = None
        self.vectors = vectors
        self._embed: EmbeddedWords | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the labels, in the order of the columns."""
        return LABELS

    def predict(self, docs: Iterable[Doc]) -> list[Floats]:
        """Return one array (tokens, labels) of log probabilities per document."""
        docs = list(docs)
        if not any(len(doc) for doc in docs):
            return [np.zeros((len(doc), len(LABELS)), dtype=np.float32) for doc in docs]
        if self._embed is None:  # in training, where the layer changes at every step
            return [_log_softmax(scores) for scores in self.model.predict(docs)]
        tok2vec, output = self.model.layers
        return [_log_softmax(scores) for scores in output.predict(tok2vec.get_ref("encode").predict(self._embed(docs)))]

    def from_disk(self, path: Path, **settings: Any) -> Spotter:
        """Read the weights back, and embed each word once from here on."""
        super().from_disk(path, **settings)
        if self.vectors is not None:
            self.vocab.vectors.from_disk(path.parent / self.vectors, exclude=["strings"])
        self._embed = EmbeddedWords(self.model.get_ref("tok2vec").get_ref("embed"))
        return self

    def update(self, examples: Iterable[Example], **settings: Any) -> dict[str, float]:
        """Learn from a batch; what words were embedded as holds no longer."""
        self._embed = None
        return dict(super().update(examples, **settings))

    def set_annotations(self, docs: Sequence[Doc], scores: list[Floats]) -> None:
        """Keep the probabilities in `doc.user_data` and the best spans in `doc.ents`."""
        for doc, array in zip(docs, scores, strict=True):
            doc.user_data[PROBABILITIES] = array
            doc.set_ents([Span(doc, start, end, label=TYPES[t]) for start, end, t in decode(array)])

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,  # noqa: ARG002  spaCy passes both by name
        labels: Any = None,  # noqa: ARG002
    ) -> None:
        """Size the model's layers; the labels are fixed."""
        sample = [example.x for _, example in zip(range(10), get_examples(), strict=False)]
        truth = [np.zeros((len(doc), len(LABELS)), dtype=np.float32) for doc in sample]
        self.model.initialize(X=sample, Y=truth)

    def get_loss(self, examples: Iterable[Example], scores: list[Floats]) -> tuple[float, Any]:
        """Return cross-entropy and its gradient; tokens that no gold token fits count nothing."""
        loss = SequenceCategoricalCrossentropy(names=list(LABELS), normalize=False)
        truths = [_tags(example) for example in examples]
        gradient, value = loss(scores, truths)  # type: ignore[arg-type]  # thinc's own array types
        return float(value), gradient

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, Any]:
        """Return precision, recall and F1 of typed spans."""
        return get_ner_prf(examples)

    def add_label(self, label: str) -> int:
        """Refuse: the labels are the entity types."""
        raise ValueError(f"the spotter's labels are fixed; {label!r} cannot be added")


def _log_softmax(scores: Floats) -> Floats:
    """Return log probabilities; outside training the model's last layer gives plain scores."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)), dtype=np.float32)


def _tags(example: Example) -> list[str]:
    """Return the BILUO tags of an example, both documents of which have the same tokens.

    Kept in the reference: spaCy's alignment takes a tenth of the training time.
    """
    kept = example.reference.user_data
    if "kg_tags" not in kept:
        kept["kg_tags"] = offsets_to_biluo_tags(
            example.reference, [(e.start_char, e.end_char, e.label_) for e in example.reference.ents]
        )
    tags: list[str] = kept["kg_tags"]
    return tags


def decode(scores: Floats, bias: float = 0.0) -> list[tuple[int, int, int]]:
    """Return the most probable spans as (start, end, index of the type), in order.

    `bias` is taken off the log probability of "outside": above 0 it finds spans that the model
    holds for less likely than not. Viterbi over the BILUO scheme in O(tokens x types), run only
    on stretches where some token may be inside a name.
    """
    inside = np.flatnonzero(scores[:, 0] < _SURE_OUTSIDE)
    spans: list[tuple[int, int, int]] = []
    if inside.size:
        for stretch in np.split(inside, np.flatnonzero(np.diff(inside) > 1) + 1):
            spans += _decode_stretch(scores, int(stretch[0]), int(stretch[-1]) + 1, bias)
    return spans


def _decode_stretch(scores: Floats, start: int, end: int, bias: float) -> list[tuple[int, int, int]]:
    n = len(TYPES)
    closed = 0.0
    opened = [(-np.inf, -1)] * n
    # back[i]: the span that ends with token i on the best path that is closed after it
    back: list[tuple[int, int] | None] = []
    for row in scores[start:end].tolist():
        here = start + len(back)
        best, span = closed + row[0] - bias, None
        following = []
        for t in range(n):
            if closed + row[1 + 3 * n + t] > best:
                best, span = closed + row[1 + 3 * n + t], (here, t)
            score, since = opened[t]
            if score + row[1 + 2 * n + t] > best:
                best, span = score + row[1 + 2 * n + t], (since, t)
            begin, inner = closed + row[1 + t], score + row[1 + n + t]
            following.append((begin, here) if begin >= inner else (inner, since))
        closed, opened = best, following
        back.append(span)
    spans = []
    at = end
    while at > start:
        found = back[at - 1 - start]
        if found is None:
            at -= 1
        else:
            spans.append((found[0], at, found[1]))
            at = found[0]
    return spans[::-1]


def spans_scores(scores: Floats, starts: npt.NDArray[np.int_], ends: npt.NDArray[np.int_]) -> npt.NDArray[np.float64]:
    """Return, per span and type, the mean log probability per token of the span being a name of the type.

    Shape (spans, types).
    """
    n = len(TYPES)
    inner = np.zeros((len(scores) + 1, n))
    np.cumsum(scores[:, 1 + n : 1 + 2 * n], axis=0, out=inner[1:])
    lengths = (ends - starts)[:, None]
    whole = scores[starts, 1 : 1 + n] + scores[ends - 1, 1 + 2 * n : 1 + 3 * n] + inner[ends - 1] - inner[starts + 1]
    return np.where(lengths == 1, scores[starts, 1 + 3 * n : 1 + 4 * n], whole / lengths)


@Language.factory("kg_spotter", default_config={"vectors": None}, default_score_weights={"ents_f": 1.0})
def make_spotter(nlp: Language, name: str, model: Model[Any, Any], vectors: str | None) -> Spotter:
    """Build the component for a pipeline.

    `vectors` is the path, from the pipeline's folder, of the vocabulary whose word vectors it reads,
    for a pipeline that carries none of its own.
    """
    for node in model.walk():
        node.ops = _OPS
    if not isinstance(nlp.vocab.vectors, CachedVectors):
        nlp.vocab.vectors = CachedVectors(strings=nlp.vocab.strings)
    return Spotter(nlp.vocab, model, name, vectors)
