"""The named questions: every `.cypher` file beside this module, and how one is asked."""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import TypeVar

from queries.header import Column, Kind, Parameter, Query, parse
from schemas.errors import UnknownName, UsageError
from schemas.record import Record
from schemas.result import QueryResult, Runner, Value

__all__ = ["QUERIES", "Column", "Parameter", "Query", "ask", "prepare", "run"]

R = TypeVar("R", bound=Record)
_TRUE, _FALSE = ("true", "yes", "1"), ("false", "no", "0")
_EXPECTED: Mapping[Kind, str] = {
    "text": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
}


def _loaded() -> dict[str, Query]:
    found = {}
    for file in sorted(files("queries").iterdir(), key=lambda one: one.name):
        name, dot, ending = file.name.partition(".")
        if dot and ending == "cypher":
            found[name] = parse(name, file.read_text(encoding="utf-8"))
    return found


QUERIES: Mapping[str, Query] = MappingProxyType(_loaded())
"""Every named question by its name, in order."""


def prepare(name: str, given: Mapping[str, Value]) -> tuple[str, dict[str, Value]]:
    """Return the Cypher of a question and its parameters, defaults filled in and text turned into what they take.

    Raises `UnknownName` for a question that there is not, `UsageError` for parameters that it does
    not take, lacks, or cannot read.
    """
    query = QUERIES.get(name)
    if query is None:
        raise UnknownName("question", name, difflib.get_close_matches(name, QUERIES, n=3, cutoff=0.5))
    names = [p.name for p in query.parameters]
    for unknown in given.keys() - set(names):
        near = difflib.get_close_matches(unknown, names, n=1, cutoff=0.5)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise UsageError(f"{name} has no parameter {unknown!r}{hint} (it takes: {', '.join(names) or 'none'})")
    values: dict[str, Value] = {}
    for parameter in query.parameters:
        if parameter.name in given:
            values[parameter.name] = _read(name, parameter, given[parameter.name])
        elif parameter.required:
            raise UsageError(
                f"{name} needs {parameter.name}: {parameter.meaning}; "
                f"for example: --param '{parameter.name}={parameter.example}'"
            )
        else:
            values[parameter.name] = parameter.default
    return query.body, values


def run(runner: Runner, name: str, parameters: Mapping[str, Value] | None = None) -> QueryResult:
    """Ask a named question. Raises what `prepare` and the store raise."""
    text, values = prepare(name, parameters or {})
    return runner.query(text, values)


def ask(runner: Runner, name: str, row: type[R], **parameters: Value) -> list[R]:
    """Ask a named question and return its rows as records."""
    return [row.model_validate(record) for record in run(runner, name, parameters).records()]


def _read(name: str, parameter: Parameter, value: Value) -> Value:
    try:
        return _converted(parameter.kind, value)
    except ValueError:
        raise UsageError(
            f"{name}: {parameter.name} takes {_EXPECTED[parameter.kind]}, not {str(value)[:80]!r}"
        ) from None


def _converted(kind: Kind, value: Value) -> Value:
    if isinstance(value, str):
        match kind:
            case "text":
                return value
            case "integer":
                return int(value)
            case "number":
                return _finite(float(value))
            case "boolean" if value.lower() in (*_TRUE, *_FALSE):
                return value.lower() in _TRUE
    elif isinstance(value, bool):
        if kind == "boolean":
            return value
    elif (isinstance(value, int) and kind == "integer") or (isinstance(value, int | float) and kind == "number"):
        return _finite(value)
    raise ValueError


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError
    return value
