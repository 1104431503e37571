"""The named questions as a library: files and functions agree, parameters are read, mistakes are told."""

from __future__ import annotations

import inspect
import types
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

import queries
from queries.header import parse
from queries.library import QUERIES, Query, prepare
from schemas.errors import UnknownName, UsageError
from schemas.record import Record

KINDS = {str: "text", int: "integer", float: "number", bool: "boolean"}
EACH = pytest.mark.parametrize("query", QUERIES.values(), ids=list(QUERIES))


def kind(annotation: Any) -> str:
    origin, args = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        (inner,) = (a for a in args if a is not type(None))
        return f"{kind(inner)} or null"
    if origin is tuple:
        return f"list of {kind(args[0])}"
    return KINDS[annotation]


def test_every_file_is_a_question_and_every_question_a_function() -> None:
    files = {file.stem for file in Path(queries.__file__).parent.glob("*.cypher")}
    assert files == set(QUERIES) == set(queries.__all__)
    assert len(files) >= 10


@EACH
def test_a_function_takes_what_its_file_says(query: Query) -> None:
    function = getattr(queries, query.name)
    hints = get_type_hints(function)
    taken = list(inspect.signature(function).parameters.values())
    assert taken[0].name == "runner"
    empty = inspect.Parameter.empty
    assert [(p.name, KINDS[hints[p.name]], p.default is empty, None if p.default is empty else p.default) for p in taken[1:]] == [
        (p.name, p.kind, p.required, p.default) for p in query.parameters
    ]  # fmt: skip


@EACH
def test_a_function_returns_the_columns_that_its_file_says(query: Query) -> None:
    (row,) = get_args(get_type_hints(getattr(queries, query.name))["return"])
    assert issubclass(row, Record)
    assert [(name, kind(field.annotation)) for name, field in row.model_fields.items()] == [
        (column.name, column.kind) for column in query.columns
    ]


@EACH
def test_every_question_says_what_it_answers_and_can_be_asked_as_in_its_example(query: Query) -> None:
    assert query.answers.endswith(".")
    assert all(part.meaning for part in (*query.parameters, *query.columns))
    text, values = prepare(query.name, query.example())
    assert text == query.body
    assert set(values) == {p.name for p in query.parameters}


@EACH
def test_every_question_gives_its_rows_in_one_order(query: Query) -> None:
    assert "ORDER BY" in query.body.rpartition("RETURN")[2]


def test_an_unknown_question_is_told_the_nearest() -> None:
    with pytest.raises(UnknownName, match="no question 'leaderbord'; near it: leaderboard"):
        prepare("leaderbord", {})


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "leaderboard needs benchmark: its name, an alias or its id; for example: --param 'benchmark=MMLU'"),
        ({"benchmark": "X", "lmit": "3"}, "no parameter 'lmit'; did you mean limit"),
        ({"benchmark": "X", "zzz": "3"}, "it takes: benchmark, metric, limit"),
        ({"benchmark": "X", "limit": "three"}, "limit takes a whole number, not 'three'"),
        ({"benchmark": "X", "limit": 2.5}, "limit takes a whole number"),
        ({"benchmark": "X", "limit": True}, "limit takes a whole number"),
        ({"benchmark": 3}, "benchmark takes text"),
    ],
)
def test_a_wrong_parameter_is_told(given: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError) as refused:
        prepare("leaderboard", given)
    assert told in str(refused.value)


def test_parameters_given_as_text_become_what_they_are() -> None:
    _, values = prepare("leaderboard", {"benchmark": "007", "limit": "5"})
    assert values == {"benchmark": "007", "metric": "", "limit": 5}


_HEADER = "// It answers.\n//\n// Parameters:\n{}// Columns:\n//   a (text): x\n\nRETURN 1 AS a\n"


def test_a_header_reads_kinds_defaults_and_examples() -> None:
    query = parse(
        "q", _HEADER.format("//   on (boolean, true): a switch\n//   ratio (number): a share. Example: 0.5\n")
    )
    assert [(p.name, p.kind, p.default, p.example) for p in query.parameters] == [
        ("on", "boolean", True, None), ("ratio", "number", None, "0.5"),
    ]  # fmt: skip
    assert query.body == "RETURN 1 AS a\n"
    assert query.answers == "It answers."


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("//   on boolean: a switch\n", "not of the form"),
        ("//   on (blob): a switch. Example: x\n", "blob"),
        ("//   on (text): neither\n", "default or an example"),
        ('//   on (text, ""): both. Example: x\n', "default or an example"),
    ],
)
def test_a_header_of_another_form_is_refused_with_the_line(line: str, told: str) -> None:
    with pytest.raises(ValueError, match=told) as refused:
        parse("q", _HEADER.format(line))
    assert "q.cypher" in str(refused.value)
