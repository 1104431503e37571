"""Turn what the driver gives into the values that `schemas.result` documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from neo4j.graph import Node, Path, Relationship

from loaders.neo4j_store.statements import MARK
from schemas.definitions import NODES, VECTOR_INDEX
from schemas.result import Value

_HIDDEN = frozenset({MARK, VECTOR_INDEX.property})
"""Left out of whole nodes and edges, where they say nothing to people; a query may ask for them by name."""


def plain(value: Any, ids: Mapping[str, Value]) -> Value:
    """Return a value without the driver's types; `ids` gives a node's id by its element id."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Node):
        return {"label": _label(value), **_properties(value, ids)}
    if isinstance(value, Relationship):
        ends = {end: ids.get(node.element_id) for end, node in _ends(value)}
        return {"type": value.type, **ends, **_properties(value, ids)}
    if isinstance(value, Path):
        steps: list[Value] = [plain(value.nodes[0], ids)]
        for edge, node in zip(value.relationships, value.nodes[1:], strict=True):
            steps += [plain(edge, ids), plain(node, ids)]
        return steps
    if isinstance(value, Mapping):
        return _properties(value, ids)
    if isinstance(value, bytes | bytearray):
        return list(value)
    if hasattr(value, "iso_format"):
        return value.iso_format()
    if hasattr(value, "to_native"):
        return plain(value.to_native(), ids)
    return [plain(item, ids) for item in value]


def nodes_to_name(value: Any) -> Iterator[Node]:
    """Yield the nodes at the ends of the relationships in a value, whose ids `plain` needs."""
    if isinstance(value, Relationship):
        yield from (node for _, node in _ends(value))
    elif isinstance(value, Path):
        for edge in value.relationships:
            yield from nodes_to_name(edge)
    elif isinstance(value, Mapping) and not isinstance(value, Node):
        for item in value.values():
            yield from nodes_to_name(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from nodes_to_name(item)


def _ends(edge: Relationship) -> Iterator[tuple[str, Node]]:
    for end, node in (("source", edge.start_node), ("target", edge.end_node)):
        if node is not None:
            yield end, node


def _label(node: Node) -> str:
    return next((label for label in sorted(node.labels) if label in NODES), min(node.labels, default=""))


def _properties(value: Mapping[str, Any] | Node | Relationship, ids: Mapping[str, Value]) -> dict[str, Value]:
    return {key: plain(item, ids) for key, item in value.items() if key not in _HIDDEN}
