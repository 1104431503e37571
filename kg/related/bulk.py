"""Answer many questions from a file: one JSON object a line in, one a line out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kg.related.index import RelatedIndex
from kg.related.record import Draft, Parts, Related, Wanted
from schemas.errors import SourceError
from schemas.mention import Mention
from schemas.paper import SetAside
from schemas.record import Record

Read = Callable[[list[tuple[str, str, str]]], list[tuple[Mention, ...]]]
"""From (id, title, abstract) of papers to the entities that each names."""
_BATCH = 64


class Question(BaseModel):
    """Ask for the related work of a paper; it may be in the graph, and is then asked from as it stands there."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str = Field(min_length=1)
    title: str = ""
    abstract: str = ""


class Found(Record):
    """Hold one related paper of an answer."""

    id: str
    score: float
    parts: Parts
    reasons: tuple[str, ...]


class Answered(Record):
    """Answer one question."""

    id: str
    related: tuple[Found, ...]


def questions(path: Path) -> Iterator[Question | SetAside]:
    """Yield the question of each line; a line that is none is set aside. Raises `SourceError` for a file that is no text."""
    with path.open(encoding="utf-8-sig") as lines:
        try:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _question(path, number, line)
        except UnicodeDecodeError as error:
            raise SourceError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from error


def answers(index: RelatedIndex, asked: Iterable[Question], k: int, wanted: Wanted, read: Read) -> Iterator[Answered]:
    """Answer questions in their order; `read` finds the entities of those whose paper is not in the graph."""
    waiting = iter(asked)
    while batch := list(islice(waiting, _BATCH)):
        places = [_in_graph(index, one) for one in batch]
        new = [(one.id, one.title, one.abstract) for one, place in zip(batch, places, strict=True) if place is None]
        mentions = iter(read(new) if new else [])
        for one, place in zip(batch, places, strict=True):
            if place is None:
                draft = Draft(title=one.title, abstract=one.abstract, mentions=next(mentions))
                found = index.rank(draft, k, wanted)
            else:
                found = index.rank(place, k, wanted)
            yield Answered(id=one.id, related=tuple(_found(hit) for hit in found))


def _question(path: Path, number: int, line: str) -> Question | SetAside:
    try:
        question = Question.model_validate(json.loads(line))
    except (ValueError, ValidationError) as error:
        reason = f'not a question: {str(error).splitlines()[0]}; a line is {{"id", "title", "abstract"}}'
        return SetAside(source=str(path), line=number, record=line.strip()[:80], reason=reason)
    return question


def _in_graph(index: RelatedIndex, question: Question) -> str | None:
    if index.ids.find(question.id) is not None:
        return question.id
    titled = index.titled(question.title)
    return index.ids.at(titled[0]) if len(titled) == 1 else None


def _found(hit: Related) -> Found:
    return Found(id=hit.id, score=hit.score, parts=hit.parts, reasons=hit.reasons)
