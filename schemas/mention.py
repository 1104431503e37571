"""What the extractor finds in a paper: mentions, acronym pairs and claims, each with its place."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field as Described
from pydantic import model_validator

from schemas.record import Record

Field = Literal["title", "abstract"]
EntityType = Literal["Model", "Dataset", "Benchmark", "Method", "Task", "Metric"]
Role = Literal["introduced", "used", "mentioned"]
ClaimKind = Literal["absolute", "delta"]
FIELDS: tuple[Field, ...] = get_args(Field)
ENTITY_TYPES: tuple[EntityType, ...] = get_args(EntityType)
ROLES: tuple[Role, ...] = get_args(Role)

Offset = Annotated[int, Described(ge=0)]
Confidence = Annotated[float, Described(ge=0.0, le=1.0)]


class Span(Record):
    """Mark a stretch of a paper's field: it always holds that `paper[field][start:end] == text`."""

    field: Field = Described(description="Which field of the paper the offsets count in")
    start: Offset = Described(description="Offset of the first character, in characters of the field as given")
    end: Offset = Described(description="Offset after the last character")
    text: str = Described(min_length=1, description="The words themselves")

    @model_validator(mode="after")
    def _length_agrees(self) -> Span:
        if self.end - self.start != len(self.text):
            raise ValueError(f"offsets {self.start}:{self.end} do not fit a text of {len(self.text)} characters")
        return self


class Mention(Span):
    """Name an entity: a span, the type of thing that it names, and what the paper does with it."""

    type: EntityType
    role: Role
    confidence: Confidence = Described(description="Estimated probability that the span and the type are right")


class Acronym(Record):
    """Link a long form to the short form that the paper gives it: "Low-Rank Adaptation (LoRA)"."""

    field: Field
    long_start: Offset
    long_end: Offset
    long: str
    short_start: Offset
    short_end: Offset
    short: str


class Claim(Span):
    """State a result as the paper words it: its span is the stretch of text that says so."""

    subject: str = Described(description="The model or method that the result is of, as written")
    on: str = Described(description="The benchmark or dataset that it was measured on, as written")
    metric: str | None = Described(None, description="The metric, as written; None where the text names none")
    value: str = Described(description='The value with its unit, as written: "13.1%"')
    kind: ClaimKind = Described(description="absolute: the value itself; delta: a difference to something")
    against: str | None = Described(None, description="What a delta is measured against, as written")
    confidence: Confidence = 1.0


class Extraction(Record):
    """Hold all that one extractor version found in one paper."""

    id: str
    mentions: tuple[Mention, ...] = ()
    acronyms: tuple[Acronym, ...] = ()
    claims: tuple[Claim, ...] = ()
    version: str
