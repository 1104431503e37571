"""Resolve a list of names as programs give it: one record in, one record out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from sys import intern
from typing import Any, TypedDict, get_args

from pydantic import Field, TypeAdapter, ValidationError

from kg.extract.acronyms import find_pairs
from kg.resolve.form import key_of, pieces_of
from kg.resolve.resolution import Entity, Occurrence, Pair, Resolution
from kg.resolve.resolve import resolve
from kg.resolve.words import GENERIC, GROUPS, HEADS
from schemas.decision import Decision
from schemas.errors import SourceError
from schemas.mention import EntityType
from schemas.record import Record

_TYPES: tuple[EntityType, ...] = get_args(EntityType)
_TYPE_OF_GROUP: dict[str, EntityType] = {"model": "Model", "data": "Dataset", "task": "Task", "metric": "Metric"}


class NameLine(Record):
    """Hold one name to resolve; lines of equal context count as one paper."""

    surface: str = Field(min_length=1)
    type: EntityType | None = None
    context: str | None = None


class ResolvedLine(TypedDict):
    """Hold what a name resolved to; equal `entity` means the same thing."""

    surface: str
    type: str | None
    entity: str | None
    variant_of: str | None
    confidence: float
    reason: str


_LINE: TypeAdapter[NameLine] = TypeAdapter(NameLine)


def read_lines(lines: Iterable[str], source: str) -> Iterator[NameLine]:
    """Yield the names of a JSONL text; empty lines are passed over.

    Raises `SourceError` with the number of the line that is no such record.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _LINE.validate_json(line)
            except ValidationError as error:
                detail = error.errors()[0]
                where = ".".join(map(str, detail["loc"])) or "the line"
                raise SourceError(
                    f'{source}, line {number}: {where}: {detail["msg"]}; each line is {{"surface": ..., "type"?: one '
                    f'of {", ".join(_TYPES)}, "context"?: ...}}'
                ) from None


def resolve_lines(
    records: Iterable[NameLine | Mapping[str, Any]], decisions: Sequence[Decision] = ()
) -> Iterator[ResolvedLine]:
    """Resolve all lines together as one corpus, by the same code and tables as a build.

    A line without a type gets that of its name in other lines, or one that its last word tells.
    `variant_of` is the nearest ancestor that a line names, or the family that nothing names.
    All lines are read and resolved before this returns; their answers come in the order of the lines.
    """
    rows = [
        (intern(row.surface), row.type, intern(row.context) if row.context else None)
        for row in (r if isinstance(r, NameLine) else _LINE.validate_python(r) for r in records)
    ]
    types = _types(rows)
    contexts = sorted({context for _, _, context in rows if context})
    pairs = [
        Pair(text, text[p.long_start : p.long_end], text[p.short_start : p.short_end])
        for text in contexts
        for p in find_pairs(text)
    ]
    found = [(context or f"line {n}", types[n], surface) for n, (surface, _, context) in enumerate(rows)]
    del rows
    resolution = resolve((Occurrence(*one) for one in found), pairs, decisions)
    return _answers(found, resolution)


def _answers(found: Sequence[tuple[str, EntityType, str]], resolution: Resolution) -> Iterator[ResolvedLine]:
    reasons = _reasons(resolution)
    answers: dict[tuple[EntityType, str, str | None], ResolvedLine] = {}
    for paper, type, text in found:
        id = resolution.entity(type, text, paper)
        answer = answers.get((type, text, id))
        if answer is None:
            answer = answers[type, text, id] = _answer(type, text, id, resolution, reasons)
        yield answer


def _answer(
    type: EntityType,
    text: str,
    id: str | None,
    resolution: Resolution,
    reasons: Mapping[tuple[str, str], tuple[float, str]],
) -> ResolvedLine:
    if id is None:
        return ResolvedLine(
            surface=text, type=None, entity=None, variant_of=None, confidence=1.0, reason="rejected by a decision"
        )
    entity = resolution.entities[id]
    if text == entity.name:
        confidence, reason = 1.0, "the entity's name"
    elif (key := key_of(type, text)) == key_of(entity.type, entity.name):
        confidence, reason = 0.98, f"the same normal form as {entity.name}"
    else:
        confidence, reason = reasons.get(key, (0.9, f"one thing with {entity.name}"))
    return ResolvedLine(
        surface=text, type=entity.type, entity=id, variant_of=_named_ancestor(entity, resolution),
        confidence=round(confidence, 3), reason=reason,
    )  # fmt: skip


def _named_ancestor(entity: Entity, resolution: Resolution) -> str | None:
    at = entity.variant_of
    while at is not None and resolution.entities[at].papers == 0:
        at = resolution.entities[at].variant_of
    return at or entity.variant_of


def _reasons(resolution: Resolution) -> dict[tuple[str, str], tuple[float, str]]:
    """Return, for each normal form that was joined to another, how sure that is and why."""
    out: dict[tuple[str, str], tuple[float, str]] = {}
    for decision in resolution.decisions:
        if decision.kind == "merge" and decision.target_name is not None and decision.target_type is not None:
            ends = ((decision.type, decision.name), (decision.target_type, decision.target_name))
            for (type, name), (_, other) in (ends, ends[::-1]):
                said = (decision.score or 0.9, f"{other}: {decision.reason}")
                out.setdefault(key_of(type, name), said)
    return out


def _types(rows: Sequence[tuple[str, EntityType | None, str | None]]) -> list[EntityType]:
    told = [type for _, type, _ in rows if type is not None]
    if len(told) == len(rows):
        return told
    known: dict[tuple[str, str], EntityType] = {}
    for surface, type, _ in rows:
        if type is not None:
            known.setdefault((GROUPS[type], key_of(type, surface)[1]), type)
    usual = Counter(told)
    default = min(usual, key=lambda t: (-usual[t], t)) if usual else "Model"
    out = []
    for surface, type, _ in rows:
        if type is not None:
            out.append(type)
            continue
        seen = [known.get((group, key_of(of, surface)[1])) for group, of in _TYPE_OF_GROUP.items()]
        out.append(next((t for t in seen if t is not None), _told(surface) or default))
    return out


def _told(surface: str) -> EntityType | None:
    """Return the type that the last word of a name tells."""
    last = (pieces_of(surface) or ("",))[-1].lower()
    group = next((g for g, nouns in GENERIC.items() if last in nouns), None) or HEADS.get(last)
    return _TYPE_OF_GROUP[group] if group else None
