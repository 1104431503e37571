"""Turn annotated papers into spaCy examples."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.training import Example
from spacy.util import registry

from kg.extract.document import join
from kg.extract.tokens import fit_tokenizer
from kg.extract.training.texts import labelled_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.language import Language

log = logging.getLogger(__name__)


@registry.readers("kg.LabelledPapers.v1")  # type: ignore[untyped-decorator]
def labelled_papers(path: str) -> Callable[[Language], Iterator[Example]]:
    """Read a JSONL file of annotated papers as examples with entity spans."""

    def read(nlp: Language) -> Iterator[Example]:
        lost = 0
        for row in labelled_rows(Path(path)):
            example, missed = example_of(nlp, row)
            lost += missed
            yield example
        log.info("%s: %d spans begin or end inside a token and are left out", path, lost)

    return read


@registry.callbacks("kg.fit_tokenizer.v1")  # type: ignore[untyped-decorator]
def _fitting() -> Callable[[Language], None]:
    return fit_tokenizer


def example_of(nlp: Language, row: dict[str, Any]) -> tuple[Example, int]:
    """Return the example of one annotated paper, and how many of its spans fit no tokens."""
    text, layout = join(row["id"], row["title"], row["abstract"])
    doc = nlp.make_doc(text)
    reference = doc.copy()
    shifts = {"title": 0, "abstract": layout.abstract_start}
    spans = [
        reference.char_span(start + shift, end + shift, label=label)
        for field, shift in shifts.items()
        for start, end, label in row[f"{field}_spans"]
    ]
    fitting = [span for span in spans if span is not None]
    reference.set_ents(fitting)
    return Example(doc, reference), len(spans) - len(fitting)
