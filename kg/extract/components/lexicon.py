"""Mark tokens that known names begin with or go on with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import srsly
from spacy.language import Language

from schemas.mention import ENTITY_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from spacy.tokens import Doc

_FILE = "names.json.gz"


class Lexicon:
    """Look names up, longest first and ignoring case, and mark their tokens in `token.tag_`.

    A mark is the part (B, I), the type, and "?" for a name that is also an ordinary word or of
    several types. It is a feature for the spotter, not a decision.
    """

    def __init__(self, name: str = "lexicon") -> None:
        self.name = name
        self.names: dict[tuple[str, ...], str] = {}
        self._longest: dict[str, int] = {}

    def fill(self, names: Iterable[tuple[tuple[str, ...], str]]) -> None:
        """Replace the names: pairs of lower-case tokens and mark."""
        self.names = dict(names)
        self._longest = {}
        for words in self.names:
            self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def __call__(self, doc: Doc) -> Doc:
        """Mark one document."""
        for start, end, mark in self.matches([token.lower_ for token in doc]):
            doc[start].tag_ = f"B-{mark}"
            for token in doc[start + 1 : end]:
                token.tag_ = f"I-{mark}"
        return doc

    def matches(self, words: list[str]) -> Iterator[tuple[int, int, str]]:
        """Yield (start, end, mark) of the names in lower-case `words`, without overlap."""
        at = 0
        while at < len(words):
            for length in range(self._longest.get(words[at], 0), 0, -1):
                mark = self.names.get(tuple(words[at : at + length]))
                if mark is not None:
                    yield at, at + length, mark
                    at += length
                    break
            else:
                at += 1

    def to_disk(self, path: Path, **_: Any) -> None:
        """Write the names."""
        path.mkdir(parents=True, exist_ok=True)
        rows = sorted((" ".join(words), mark) for words, mark in self.names.items())
        srsly.write_gzip_json(path / _FILE, rows)

    def from_disk(self, path: Path, **_: Any) -> Lexicon:
        """Read the names back."""
        self.fill((tuple(text.split(" ")), mark) for text, mark in srsly.read_gzip_json(path / _FILE))
        return self


def mark_of(type_: str, ambiguous: bool) -> str:
    """Return the mark of a name."""
    if type_ not in ENTITY_TYPES:
        raise ValueError(f"no entity type {type_!r}")
    return f"{type_}?" if ambiguous else type_


@Language.factory("kg_lexicon")
def make_lexicon(nlp: Language, name: str) -> Lexicon:  # noqa: ARG001  spaCy passes both by name
    """Build the component for a pipeline."""
    return Lexicon(name)
