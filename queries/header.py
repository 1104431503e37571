"""Read what the comment on top of a query file says: what it answers, its parameters, its columns.

::

    // One sentence: what it answers.
    //
    // Parameters:
    //   benchmark (text): its name, an alias or its id. Example: MMLU
    //   limit (integer, 100): most rows
    // Columns:
    //   paper (text): the paper's id
    //   year (integer or null): its year

A parameter with a default gives it after the kind, as JSON; one without needs an example.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Literal, get_args

from schemas.record import Record
from schemas.result import Value

Kind = Literal["text", "integer", "number", "boolean"]
_LINE = re.compile(
    r"//   (?P<name>[a-z][a-z0-9_]*) \((?P<kind>[a-z ]+?)(?:, (?P<default>.+?))?\): (?P<meaning>.+?)(?:\. Example: (?P<example>.+))?"
)


class Parameter(Record):
    """Describe what a question takes: kinds are text, integer, number and boolean."""

    name: str
    kind: Kind
    meaning: str
    required: bool
    default: Value = None
    example: str | None = None


class Column(Record):
    """Describe what a question gives: a kind, `list of` a kind, or a kind `or null`."""

    name: str
    kind: str
    meaning: str


class Query(Record):
    """Hold a named question: its Cypher runs on every store."""

    name: str
    answers: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    body: str

    def example(self) -> dict[str, str]:
        """Return values for the parameters that need one, as text."""
        return {p.name: p.example for p in self.parameters if p.example is not None}


def parse(name: str, text: str) -> Query:
    """Read one query file. Raises `ValueError`, naming the line, when the comment is not of the form above."""
    lines = text.splitlines()
    end = next((i for i, line in enumerate(lines) if not line.startswith("//")), len(lines))
    sections: dict[str, list[str]] = {"": [], "Parameters:": [], "Columns:": []}
    section = ""
    for line in lines[:end]:
        words = line.removeprefix("//").strip()
        if words in sections and words:
            section = words
        elif words:
            sections[section].append(line)
    answers = " ".join(line.removeprefix("//").strip() for line in sections[""])
    if not answers or not sections["Columns:"]:
        raise ValueError(f"{name}.cypher: the comment on top has no answer or no columns")
    return Query(
        name=name,
        answers=answers,
        parameters=tuple(_parameters(name, sections["Parameters:"])),
        columns=tuple(_columns(name, sections["Columns:"])),
        body="\n".join(lines[end:]).strip() + "\n",
    )


def _parameters(name: str, lines: Iterable[str]) -> Iterable[Parameter]:
    for line in lines:
        found = _matched(name, line)
        if found["kind"] not in get_args(Kind):
            raise ValueError(f"{name}.cypher: no parameter is a {found['kind']}: {line}")
        if (found["default"] is None) == (found["example"] is None):
            raise ValueError(f"{name}.cypher: give a default or an example, one of the two: {line}")
        yield Parameter(
            name=found["name"],
            kind=found["kind"],
            meaning=found["meaning"],
            required=found["default"] is None,
            default=None if found["default"] is None else json.loads(found["default"]),
            example=found["example"],
        )


def _columns(name: str, lines: Iterable[str]) -> Iterable[Column]:
    for line in lines:
        found = _matched(name, line)
        yield Column(name=found["name"], kind=found["kind"], meaning=found["meaning"])


def _matched(name: str, line: str) -> re.Match[str]:
    found = _LINE.fullmatch(line)
    if found is None:
        raise ValueError(f"{name}.cypher: not of the form `//   name (kind): meaning`: {line}")
    return found
