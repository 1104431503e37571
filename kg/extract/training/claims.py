"""Train the claimer on annotated results, with the annotated mentions in place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.extract.components.claims import sentences_of
from kg.extract.components.statements import describe_pair, describe_subject, pair_by_rule, subjects
from kg.extract.training.corpus import example_of
from kg.extract.training.namer import Cases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.language import Language
    from spacy.tokens import Doc

_MARKUP = re.compile(r"[\\$ ~]")


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


def claim_cases(nlp: Language, rows: Iterable[dict[str, Any]]) -> tuple[Cases, Cases]:
    """Return the cases of "this value on this resource" and of "this value of this subject".

    The second hold only values that are results of a subject at hand.
    """
    pairs, whose = Cases([], []), Cases([], [])
    for row in rows:
        on = {(same_value(one["value"]), one["on"].lower()) for one in row["results"]}
        by = {(same_value(one["value"]), one["subject"].lower()) for one in row["results"]}
        for sentence in sentences_of(with_mentions(nlp, row)):
            ruled = {(value.start, one.start_char) for value, one in pair_by_rule(sentence)}
            names = subjects(sentence)
            for value in sentence.values:
                text = same_value(value.text)
                for resource in sentence.resources:
                    pairs.rows.append(describe_pair(sentence, value, resource, ruled))
                    pairs.answers.append(int((text, resource.text.lower()) in on))
                right = [int((text, name.lower()) in by) for name in names]
                if any(right) and len(names) > 1:
                    whose.rows += [describe_subject(sentence, value, name) for name in names]
                    whose.answers += right
    return pairs, whose
