"""Teach a smaller spotter what a larger one makes of abstracts without labels."""

from __future__ import annotations

import logging
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
from thinc.api import Adam, chain, fix_random_seed, warmup_linear

from kg.extract.components.embedded import EmbeddedWords
from kg.extract.components.lexicon import Lexicon
from kg.extract.components.spotter import Spotter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy.typing as npt
    from spacy.language import Language
    from thinc.api import Model

    Floats = npt.NDArray[np.float32]
    Half = npt.NDArray[np.float16]
    Lesson = tuple[Half, Half]

log = logging.getLogger(__name__)

_BATCH = 16
_SCALE = 20.0
"""Times the mean gradient over tokens: thinc clips it where its length is more than 1."""


def teach(
    teacher: Language, texts: Iterable[str], *, encode: dict[str, Any], epochs: int, rate: float, seed: int
) -> Language:
    """Return lexicon and spotter of `teacher`, with another network after the same embedding of words.

    The student learns the teacher's probabilities (Hinton et al. 2015, "Distilling the knowledge in a
    neural network"). `encode` are settings of spaCy's MaxoutWindowEncoder.
    """
    fix_random_seed(seed)
    student = _like(teacher, encode)
    model = _spotter(student).model
    network: Model[list[Floats], list[Floats]] = chain(model.get_ref("tok2vec").get_ref("encode"), model.layers[1])
    lessons = list(_lessons(teacher, texts))
    rows, chances = lessons[0]
    network.initialize(X=[rows.astype(np.float32)], Y=[chances.astype(np.float32)])
    _learn(network, lessons, epochs, rate, seed)
    return student


def _spotter(nlp: Language) -> Spotter:
    spotter = nlp.get_pipe("spotter")
    assert isinstance(spotter, Spotter)
    return spotter


def _like(teacher: Language, encode: dict[str, Any]) -> Language:
    config = teacher.config.copy()
    config["nlp"]["pipeline"] = ["lexicon", "spotter"]
    config["components"] = {name: config["components"][name] for name in config["nlp"]["pipeline"]}
    config["components"]["spotter"]["model"]["tok2vec"]["encode"] |= encode
    student = type(teacher).from_config(config, vocab=teacher.vocab)
    student.tokenizer = teacher.tokenizer
    lexicon, known = student.get_pipe("lexicon"), teacher.get_pipe("lexicon")
    assert isinstance(lexicon, Lexicon)
    assert isinstance(known, Lexicon)
    lexicon.fill(known.names.items())
    embed, taught = (_spotter(nlp).model.get_ref("tok2vec").get_ref("embed") for nlp in (student, teacher))
    embed.from_bytes(taught.to_bytes())
    return student


def _lessons(teacher: Language, texts: Iterable[str]) -> Iterator[Lesson]:
    """Yield, per text, the embedded words and the teacher's probabilities: (tokens, width), (tokens, labels)."""
    spotter = _spotter(teacher)
    embed = EmbeddedWords(spotter.model.get_ref("tok2vec").get_ref("embed"))
    lexicon = teacher.get_pipe("lexicon")
    stream = iter(texts)
    for number, batch in enumerate(iter(lambda: list(islice(stream, _BATCH)), [])):
        docs = [lexicon(teacher.make_doc(text)) for text in batch]
        for rows, scores in zip(embed(docs), spotter.predict(docs), strict=True):
            yield rows.astype(np.float16), np.exp(scores).astype(np.float16)
        if number % 100 == 0:
            log.info("student: %d abstracts read by the teacher", (number + 1) * _BATCH)


def _learn(
    network: Model[list[Floats], list[Floats]], lessons: list[Lesson], epochs: int, rate: float, seed: int
) -> None:
    steps = epochs * (len(lessons) // _BATCH)
    optimizer = Adam(warmup_linear(rate, 200, steps), L2=0.0, use_averages=False)  # type: ignore[arg-type]
    shuffled = np.random.default_rng(seed)
    loss = tokens = 0.0
    for step in range(steps):
        if step % (len(lessons) // _BATCH) == 0:
            order = shuffled.permutation(len(lessons)).tolist()
        at = step * _BATCH % (len(lessons) - len(lessons) % _BATCH)
        batch = [lessons[index] for index in order[at : at + _BATCH]]
        guesses, back = network.begin_update([rows.astype(np.float32) for rows, _ in batch])
        count = sum(len(guess) for guess in guesses)
        back(
            [(guess - chances) * np.float32(_SCALE / count) for guess, (_, chances) in zip(guesses, batch, strict=True)]
        )
        network.finish_update(optimizer)
        optimizer.step_schedules()
        loss -= sum(float((c * np.log(g + 1e-9)).sum()) for g, (_, c) in zip(guesses, batch, strict=True))
        tokens += count
        if step % 200 == 199:
            log.info("student: step %d of %d, cross-entropy %.4f a token", step + 1, steps, loss / tokens)
            loss = tokens = 0.0
