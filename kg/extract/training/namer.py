"""Train the namer on documents that the spotter has read without having learned from them."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_matrix

from kg.extract.components.candidates import Key, key_of, read
from kg.extract.components.features import BITS, Describer
from kg.extract.components.known import KnownNames, count, total
from kg.extract.components.spotter import TYPES
from kg.extract.training.corpus import example_of
from schemas.mention import ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    from spacy.language import Language

log = logging.getLogger(__name__)


NONE = len(TYPES)
_LEAST_RATE = 0.05
_LEAST_CASES = 3


@dataclass(frozen=True, slots=True)
class Annotated:
    """Hold an annotated paper: its row, its tokens, the type and role of each annotated key."""

    row: dict[str, Any]
    words: list[str]
    types: dict[Key, int]
    roles: dict[Key, int]


@dataclass(slots=True)
class Cases:
    """Hold hashed features and right answers of many candidates."""

    rows: list[npt.NDArray[np.int32]]
    answers: list[int]

    def matrix(self) -> csr_matrix:
        """Return the features as a sparse matrix (cases, 2 ** BITS) of ones."""
        ends = np.cumsum([0, *map(len, self.rows)])
        ones = np.ones(ends[-1], dtype=np.float32)
        return csr_matrix((ones, np.concatenate(self.rows), ends), shape=(len(self.rows), 1 << BITS))


def annotated(nlp: Language, row: dict[str, Any]) -> Annotated:
    """Return a paper's annotations by key."""
    example, _ = example_of(nlp, row)
    reference = example.reference
    words = [token.text for token in reference]
    types, roles = {}, {}
    role_of = {(entity["text"], entity["type"]): entity["role"] for entity in row["entities"]}
    for ent in reference.ents:
        key = key_of(words[ent.start : ent.end])
        types[key] = TYPES.index(ent.label_)
        role = role_of.get((ent.text, ent.label_))
        if role is not None:
            roles[key] = ROLES.index(role)
    return Annotated(row, words, types, roles)


def known_names(papers: Sequence[Annotated], folds: int) -> tuple[KnownNames, list[KnownNames]]:
    """Return what all papers know of names, and per fold what the papers outside it know.

    Paper i is in fold i % folds. A paper must not be told what only it knows.
    """
    parts = count([(paper.words, paper.types) for paper in papers], len(TYPES), folds)
    others = [total((part for index, part in enumerate(parts) if index != fold), _LEAST_RATE) for fold in range(folds)]
    return total(parts, _LEAST_RATE), others


def cases_of(doc: Any, paper: Annotated, known: KnownNames, types: Cases, roles: Cases) -> None:
    """Add the candidates of one read document to the cases."""
    reading = read(doc, known)
    describer = Describer(reading, known.counts.get)
    candidates = [candidate for candidate in reading.candidates.values() if candidate.places]
    course = describer.course([candidate for candidate in candidates if candidate.key in paper.types])
    for candidate in candidates:
        rows, context = describer.describe(candidate)
        answer = paper.types.get(candidate.key, NONE)
        types.rows.append(rows)
        types.answers.append(answer)
        if answer != NONE and candidate.key in paper.roles:
            roles.rows.append(describer.role(context, candidate, answer, course))
            roles.answers.append(paper.roles[candidate.key])


def fit(cases: Cases, classes: int, strength: float) -> npt.NDArray[np.float32]:
    """Return the weights (2 ** BITS, classes) of multinomial logistic regression.

    `strength` is the inverse of L2 regularisation. No intercept: a feature is always on. Features of
    fewer than `_LEAST_CASES` cases have no weight.
    """
    from sklearn.linear_model import LogisticRegression

    matrix = cases.matrix()
    columns = np.flatnonzero(matrix.getnnz(axis=0) >= _LEAST_CASES)
    model = LogisticRegression(C=strength, fit_intercept=False, max_iter=100, tol=1e-3)
    model.fit(matrix[:, columns], cases.answers)
    log.info("fitted %d cases, %d features in %s rounds", len(cases.answers), len(columns), model.n_iter_)
    weights = np.zeros((1 << BITS, classes), dtype=np.float32)
    if len(model.classes_) == 2:
        weights[columns, 1] = model.coef_[0]
    else:
        weights[np.ix_(columns, model.classes_)] = model.coef_.T
    return weights
