"""Keep what the network's first layer makes of a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.tokens import Doc

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    from thinc.api import Model

    Floats = npt.NDArray[np.float32]

MOST_WORDS = 30_000
_ATTRIBUTES: list[int | str] = ["ORTH", "NORM", "TAG"]
# odd numbers, so that multiplying loses nothing of a 64-bit hash
_MIX = np.array([1, 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], dtype=np.uint64)


class EmbeddedWords:
    """Run the context-free layer once per word: its output depends on word, norm and mark alone.

    Holds about `MOST_WORDS` words, then starts over. Whoever changes the layer makes a new one.
    """

    def __init__(self, embed: Model[Any, Any]) -> None:
        self._embed = embed
        self._rows: dict[int, int] = {}
        self._table: Floats = np.zeros((0, 0), dtype=np.float32)

    def __call__(self, docs: Sequence[Doc]) -> list[Floats]:
        """Return one array (tokens, width) per document."""
        keys = [(doc.to_array(_ATTRIBUTES).reshape(-1, 3) * _MIX).sum(axis=1).tolist() for doc in docs]
        if len(self._rows) > MOST_WORDS:
            self._rows = {}
        new: dict[int, tuple[Doc, int]] = {}
        for doc, row in zip(docs, keys, strict=True):
            for at, key in enumerate(row):
                if key not in self._rows:
                    new[key] = (doc, at)
        if new:
            self._add(new)
        rows = self._rows
        return [self._table[[rows[key] for key in row]] for row in keys]

    def _add(self, new: dict[int, tuple[Doc, int]]) -> None:
        tokens = [doc[at] for doc, at in new.values()]
        words = Doc(tokens[0].vocab, words=[t.text for t in tokens], tags=[t.tag_ for t in tokens])
        for word, token in zip(words, tokens, strict=True):
            if word.norm != token.norm:  # an exception of the tokenizer
                word.norm_ = token.norm_
        [fresh] = self._embed.predict([words])
        first, width = len(self._rows), fresh.shape[1]
        if first + len(new) > len(self._table):
            room = np.zeros((first + 2 * len(new), width), dtype=np.float32)
            self._table = np.concatenate([self._table[:first].reshape(first, width), room])
        self._table[first : first + len(new)] = fresh
        self._rows.update(zip(new, range(first, first + len(new)), strict=True))
