"""Read papers with the pipeline that the package carries."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import nullcontext
from functools import cache, partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from kg.collector import collector_at_rest
from kg.extract.document import ABSTRACT_START, Layout, join
from kg.extract.importing import import_spacy
from schemas.errors import ExtractorError, UsageError
from schemas.mention import Acronym, Claim, Extraction, Mention

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc, Span

Paper = tuple[str, str, str]
"""Id, title and abstract."""

Pipeline = Literal["accurate", "fast"]
"""Two of one shape: the more accurate one, and one that a larger corpus is read with."""

PIPELINES: tuple[Pipeline, ...] = get_args(Pipeline)
FOLDERS: dict[Pipeline, Path] = {
    "accurate": Path(__file__).parent / "model",
    "fast": Path(__file__).parent / "model_fast",
}
"""Where each lies; `spacy.load` takes the folder too. The fast one takes its word vectors from the accurate one's."""

_LASTING_WORDS = 50_000
_AHEAD = 3
"""Batches per process that are read ahead of the one asked for."""


def load(pipeline: Pipeline = "accurate") -> Language:
    """Return a pipeline; the first call takes a second or a few, later ones nothing.

    Raises ExtractorError if the package carries no such pipeline, or one that cannot be loaded.
    """
    return _load(pipeline)


@cache
def _load(pipeline: Pipeline) -> Language:
    folder = _folder(pipeline)
    try:
        with collector_at_rest():
            spacy = import_spacy()

            import kg.extract.components  # noqa: F401  registers the factories

            nlp: Language = spacy.load(folder)
    except (OSError, ValueError, KeyError) as error:
        raise ExtractorError(
            f"the extraction pipeline at {folder} cannot be loaded ({error}): install the package again"
        ) from error
    return nlp


def _folder(pipeline: Pipeline) -> Path:
    if pipeline not in FOLDERS:
        raise UsageError(f"no pipeline {pipeline!r}: there are {' and '.join(PIPELINES)}")
    if not (FOLDERS[pipeline] / "meta.json").is_file():
        raise ExtractorError(
            f"no extraction pipeline at {FOLDERS[pipeline]}: install the package again, or run `make train`"
        )
    return FOLDERS[pipeline]


@cache
def version(pipeline: Pipeline = "accurate") -> str:
    """Return a pipeline's version: it changes with the model's files and with the code that reads.

    Two extractions with one version come from the same reading. It begins with the pipeline's name.
    """
    folder, here = _folder(pipeline), Path(__file__).parent
    vectors = FOLDERS["accurate"] / "vocab"
    code = [path for path in here.rglob("*.py") if "training" not in path.relative_to(here).parts]
    digest = hashlib.blake2b(digest_size=4)
    for base, paths in ((here, code), (folder, folder.rglob("*")), (vectors, vectors.rglob("*"))):
        for path in sorted(path for path in paths if path.is_file()):
            digest.update(path.relative_to(base).as_posix().encode())
            digest.update(path.read_bytes())
    number = json.loads((folder / "meta.json").read_text(encoding="utf-8"))["version"]
    return f"{pipeline}-{number}+{digest.hexdigest()}"


def pipeline_of(version: str | None) -> Pipeline:
    """Return the pipeline that a version is of; the accurate one if that cannot be told."""
    name = (version or "").partition("-")[0]
    return name if name in PIPELINES else "accurate"


def extract(
    papers: Iterable[Paper], *, pipeline: Pipeline = "accurate", jobs: int = 1, batch_size: int = 64
) -> Iterator[Extraction]:
    """Yield what each paper (id, title, abstract) says, in the order given and in constant memory.

    `jobs` processes read at once; they are spawned, so a script that asks for more than one needs
    the `if __name__ == "__main__"` guard. It always holds that `paper[field][start:end] == text`.
    Of a field longer than `kg.extract.document.MAX_CHARACTERS` only the beginning is read.
    """
    if jobs < 1 or batch_size < 1:
        raise UsageError(f"jobs and batch_size must be 1 or more, not {jobs} and {batch_size}")
    stream = iter(papers)
    batches = iter(lambda: list(islice(stream, batch_size)), [])
    _folder(pipeline)  # fail here, with a message, rather than in a process
    read = partial(_read_batch, pipeline)
    return chain.from_iterable(map(read, batches) if jobs == 1 else _spread(read, batches, jobs))


def _spread(
    read: Callable[[Sequence[Paper]], list[Extraction]], batches: Iterable[Sequence[Paper]], jobs: int
) -> Iterator[list[Extraction]]:
    """Read batches in several processes, only a few ahead of what the caller has taken."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_take_one_core) as pool:
        waiting: deque[Future[list[Extraction]]] = deque()
        for batch in batches:
            waiting.append(pool.submit(read, batch))
            if len(waiting) >= jobs * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _take_one_core() -> None:
    """Keep numpy from using all cores in each process; it heeds this when it is first imported."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")


def _read_batch(pipeline: Pipeline, batch: Sequence[Paper]) -> list[Extraction]:
    nlp = load(pipeline)
    # the first words stay and need not be looked at again; later ones leave with their batch, so
    # that memory stays constant
    with nlp.memory_zone() if len(nlp.vocab) > _LASTING_WORDS else nullcontext():
        docs, layouts = [], []
        for id_, title, abstract in batch:
            text, layout = join(id_, title, abstract)
            doc = nlp.make_doc(text)
            doc.user_data[ABSTRACT_START] = layout.abstract_start
            docs.append(doc)
            layouts.append(layout)
        read = nlp.pipe(docs, batch_size=len(docs))
        return [_extraction(*one, version(pipeline)) for one in zip(batch, read, layouts, strict=True)]


def _extraction(paper: Paper, doc: Doc, layout: Layout, version: str) -> Extraction:
    id_, title, abstract = paper
    fields = {"title": title, "abstract": abstract}

    def place(start: int, end: int, text: str) -> dict[str, object] | None:
        """Return the span in its field, None where the document holds other words than the field."""
        found = layout.place(start, end)
        if found is None or fields[found[0]][found[1] : found[2]] != text:
            return None
        return {"field": found[0], "start": found[1], "end": found[2], "text": text}

    def place_of(span: Span) -> dict[str, object] | None:
        return place(span.start_char, span.end_char, span.text)

    mentions = [
        Mention.model_validate({**at, "type": ent.label_, "role": ent._.role, "confidence": round(ent._.confidence, 4)})
        for ent in doc.ents
        if (at := place_of(ent))
    ]
    acronyms = [
        Acronym.model_validate(
            {
                "field": one["field"],
                **{f"long_{key}": one[key] for key in ("start", "end")},
                **{f"short_{key}": two[key] for key in ("start", "end")},
                "long": one["text"],
                "short": two["text"],
            }
        )
        for long, short in doc._.acronyms
        if (one := place_of(long)) and (two := place_of(short))
    ]
    claims = [
        Claim.model_validate({**at, **result._asdict()}) for span, result in doc._.claims if (at := place_of(span))
    ]
    return Extraction(id=id_, mentions=tuple(mentions), acronyms=tuple(acronyms), claims=tuple(claims), version=version)
