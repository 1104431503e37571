"""Train the claimer on annotated results, with the annotated mentions in place."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.extract.components.claims import text_of
from kg.extract.components.descriptions import ValueView, cues_of
from kg.extract.components.statements import sentences_of
from kg.extract.components.trees import Judge, Trees
from kg.extract.training.corpus import example_of
from kg.extract.training.namer import Cases, fit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt
    from spacy.language import Language
    from spacy.tokens import Doc

    from kg.extract.components.claims import Claimer
    from kg.extract.components.descriptions import Description

log = logging.getLogger(__name__)

_MARKUP = re.compile(r"[\\$ ~]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*|\.\d+")
_FOLDS = 5


@dataclass(slots=True)
class Described:
    """Hold described candidates, which are right, and the papers that they are from."""

    candidates: list[Description] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    papers: list[int] = field(default_factory=list)

    def add(self, candidate: Description, *, right: bool, paper: int) -> None:
        """Add one candidate."""
        self.candidates.append(candidate)
        self.answers.append(int(right))
        self.papers.append(paper)


def same_value(value: str) -> str:
    """Return a value without LaTeX and spaces, as results are compared."""
    return _MARKUP.sub("", value).lower()


def with_mentions(nlp: Language, row: dict[str, Any]) -> Doc:
    """Return the document of a paper with its annotated mentions and roles."""
    doc = example_of(nlp, row)[0].reference
    roles = {(entity["text"], entity["type"]): entity["role"] for entity in row["entities"]}
    for ent in doc.ents:
        ent._.role = roles.get((ent.text, ent.label_), "used")
    by_text = {ent.text: ent for ent in doc.ents}
    linked = ((one["text"], one["same_as"]) for one in row["entities"] if "same_as" in one)
    doc._.acronyms = tuple(
        (by_text[long], by_text[short]) for long, short in linked if long in by_text and short in by_text
    )
    return doc


def claim_cases(nlp: Language, rows: Iterable[dict[str, Any]]) -> dict[str, Described]:
    """Return the cases of each judge: all values; the resources, and the subjects, of those that are results."""
    out = {name: Described() for name in ("value", "resource", "subject")}
    for paper, row in enumerate(rows):
        on = {(_numbers(one["value"]), one["on"].lower()) for one in row["results"]}
        of = {(_numbers(one["value"]), one["subject"].lower()) for one in row["results"]}
        stated = {numbers for numbers, _ in on}
        for sentence in sentences_of(text_of(with_mentions(nlp, row))):
            cues = cues_of(sentence)
            for value in sentence.values:
                numbers, view = _numbers(value.text), ValueView(sentence, value)
                out["value"].add(view.value_alone(cues), right=numbers in stated, paper=paper)
                if numbers not in stated:
                    continue
                for rank, far in enumerate(sentence.possible_resources):
                    right = (numbers, far.name.text.lower()) in on
                    out["resource"].add(view.resource(far, rank), right=right, paper=paper)
                subjects = sentence.possible_subjects
                if any((numbers, far.name.text.lower()) in of for far in subjects):
                    for rank, far in enumerate(subjects):
                        right = (numbers, far.name.text.lower()) in of
                        out["subject"].add(view.subject(far, rank), right=right, paper=paper)
    return out


def train_claimer(claimer: Claimer, nlp: Language, rows: Sequence[dict[str, Any]], settings: dict[str, Any]) -> None:
    """Let a claimer learn from annotated papers."""
    claimer.threshold = settings["threshold"]
    for name, cases in claim_cases(nlp, rows).items():
        claimer.judges[name] = learn(cases, settings["strength"], settings["trees"])


def learn(cases: Described, strength: float, trees: dict[str, Any]) -> Judge:
    """Return a judge: the trees learn from scores of regressions that had not seen the paper."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    from kg.extract.components.features import hashed

    rows = [hashed(one.features) for one in cases.candidates]
    answers, folds = np.array(cases.answers), np.array(cases.papers) % _FOLDS
    scores = np.zeros(len(rows), dtype=np.float32)
    for fold in range(_FOLDS):
        inside = np.flatnonzero(folds != fold)
        weights = fit(Cases([rows[i] for i in inside], list(answers[inside])), 2, strength)[:, 1]
        for i in np.flatnonzero(folds == fold):
            scores[i] = weights[rows[i]].sum()
    numbers = np.array([one.numbers for one in cases.candidates], dtype=np.float32)
    model = HistGradientBoostingClassifier(**trees)
    model.fit(np.column_stack([numbers, scores]), answers)
    weights = fit(Cases(rows, cases.answers), 2, strength)[:, 1]
    kept = np.flatnonzero(np.abs(weights) > 1e-3).astype(np.int32)
    log.info("claimer: %d cases, %d of them right", len(answers), answers.sum())
    return Judge(kept, weights[kept], _as_arrays(model))


def _as_arrays(model: Any) -> Trees:
    """Return the trees of a fitted scikit-learn model."""
    parts: dict[str, list[npt.NDArray[Any]]] = {name: [] for name in ("column", "threshold", "left", "right", "value")}
    roots, total, depth = [], 0, 0
    for (predictor,) in model._predictors:
        nodes = predictor.nodes
        leaf = nodes["is_leaf"].astype(bool)
        own = np.arange(total, total + len(nodes))
        roots.append(total)
        parts["column"].append(np.where(leaf, 0, nodes["feature_idx"]))
        parts["threshold"].append(np.where(leaf, 0.0, nodes["num_threshold"]))
        parts["left"].append(np.where(leaf, own, nodes["left"] + total))
        parts["right"].append(np.where(leaf, own, nodes["right"] + total))
        parts["value"].append(np.where(leaf, nodes["value"], 0.0))
        total += len(nodes)
        depth = max(depth, int(nodes["depth"].max()))
    whole = {name: np.concatenate(arrays) for name, arrays in parts.items()}
    return Trees(
        np.array(roots, dtype=np.int32),
        whole["column"].astype(np.int32),
        whole["threshold"].astype(np.float32),
        whole["left"].astype(np.int32),
        whole["right"].astype(np.int32),
        whole["value"].astype(np.float32),
        depth,
        float(model._baseline_prediction.ravel()[0]),
    )


def _numbers(value: str) -> tuple[str, ...]:
    """Return the numbers in a value: results are found again by them, whatever words stand around them."""
    return tuple(_NUMBER.findall(value))
