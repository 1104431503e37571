"""Turn Python values into Java's for a query's parameters, and what a query gives back into plain Python values."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from loaders.embedded_java import java_class
from schemas.errors import QueryError
from schemas.result import Value

_TEXTS = ("java.lang.String", "java.lang.Character")
_INTEGERS = ("java.lang.Integer", "java.lang.Long", "java.lang.Short", "java.lang.Byte", "java.math.BigInteger")
_FLOATS = ("java.lang.Double", "java.lang.Float", "java.math.BigDecimal")
_PATH = "com.arcadedb.query.opencypher.traversal.TraversalPath"


def parameters_to_java(parameters: Mapping[str, Value]) -> Any:
    """Return parameters as a Java map; raise `QueryError` for a value that no store can hold."""
    try:
        text = json.dumps(dict(parameters), allow_nan=False)
    except (TypeError, ValueError) as error:
        raise QueryError(
            f"a parameter cannot be passed: {error}; use text, numbers, true, false, null, lists, maps"
        ) from None
    # One string crosses into Java much faster than each value alone.
    return java_class("com.arcadedb.serializer.json.JSONObject")(text).toMap()


def plain(value: Any) -> Value:
    """Return a value as `schemas.result` documents it: nothing of Java, no record ids."""
    if value is None or type(value) in (str, int, float, bool):
        return value
    convert = _CONVERTERS.get(type(value))
    if convert is None:
        convert = _CONVERTERS[type(value)] = _converter(value)
    return convert(value)


_CONVERTERS: dict[type, Callable[[Any], Value]] = {}


def _converter(value: Any) -> Callable[[Any], Value]:
    return next((convert for name, convert in _rules() if isinstance(value, name)), str)


@cache
def _rules() -> tuple[tuple[Any, Callable[[Any], Value]], ...]:
    return (
        *((java_class(name), str) for name in _TEXTS),
        *((java_class(name), _integer) for name in _INTEGERS),
        *((java_class(name), _float) for name in _FLOATS),
        (java_class("java.lang.Boolean"), bool),
        (java_class("com.arcadedb.graph.Vertex"), _node),
        (java_class("com.arcadedb.graph.Edge"), _edge),
        (java_class(_PATH), _path),
        (java_class("com.arcadedb.query.sql.executor.Result"), _result),
        (java_class("java.util.Map"), _map),
        (java_class("java.lang.Iterable"), _list),
        (java_class("java.lang.Object[]"), _list),
    )


def _integer(value: Any) -> int:
    return int(str(value))


def _float(value: Any) -> float:
    return float(str(value))


def _node(value: Any) -> Value:
    return {"label": str(value.getTypeName()), **_map(value.toMap(False))}


def _edge(value: Any) -> Value:
    ends = {"source": plain(value.getOutVertex().get("id")), "target": plain(value.getInVertex().get("id"))}
    return {"type": str(value.getTypeName()), **ends, **_map(value.toMap(False))}


def _path(value: Any) -> Value:
    return [plain(step) for step in value.toAlternatingList()]


def _result(value: Any) -> Value:
    if value.isElement():
        return plain(value.getElement().get())
    return {str(name): plain(value.getProperty(name)) for name in value.getPropertyNames()}


def _map(value: Any) -> dict[str, Value]:
    return {str(entry.getKey()): plain(entry.getValue()) for entry in value.entrySet()}


def _list(value: Any) -> Value:
    return [plain(item) for item in value]
