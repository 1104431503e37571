"""What the declarations in `nodes` and `edges` say, as data: labels, properties, endpoints, indexes.

Constraints, import headers, the schema page and the JSON Schema are all derived from here.
"""

from __future__ import annotations

import types
from typing import Literal, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter
from pydantic.fields import FieldInfo

from schemas.edges import EDGE_CLASSES, AnyEdge, Edge
from schemas.nodes import ENTITY_CLASSES, NODE_CLASSES, AnyNode, Node
from schemas.paper import Paper
from schemas.record import Record

ScalarKind = Literal["string", "integer", "float", "boolean"]
_KINDS: dict[type, ScalarKind] = {str: "string", int: "integer", float: "float", bool: "boolean"}


class Property(Record):
    """Describe one property of a node or an edge as a store sees it."""

    name: str
    kind: ScalarKind
    is_list: bool
    required: bool
    description: str


class NodeDefinition(Record):
    """Describe one label."""

    label: str
    description: str
    caption: str
    is_entity: bool
    properties: tuple[Property, ...]


class EdgeDefinition(Record):
    """Describe one edge type and the labels that it joins."""

    type: str
    description: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    properties: tuple[Property, ...]


class VectorIndex(Record):
    """Name the property of a label that holds a vector; near vectors are found by cosine."""

    name: str
    label: str
    property: str
    description: str


class FullTextIndex(Record):
    """Name the properties of a label that are searched by words."""

    name: str
    label: str
    properties: tuple[str, ...]


def _unwrap(annotation: object) -> tuple[ScalarKind, bool]:
    origin, args = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        inner = [a for a in args if a is not type(None)]
        return _unwrap(inner[0])
    if origin is tuple:
        return _unwrap(args[0])[0], True
    if origin is Literal:
        return _KINDS[type(args[0])], False
    if hasattr(annotation, "__metadata__"):
        return _unwrap(args[0])
    if isinstance(annotation, type) and annotation in _KINDS:
        return _KINDS[annotation], False
    raise TypeError(f"a graph property cannot be {annotation!r}")


def _property(name: str, info: FieldInfo) -> Property:
    kind, is_list = _unwrap(info.annotation)
    required = info.is_required() or (not is_list and info.default is not None)
    return Property(name=name, kind=kind, is_list=is_list, required=required, description=info.description or "")


def _properties(cls: type[BaseModel], leave: frozenset[str]) -> tuple[Property, ...]:
    return tuple(_property(n, f) for n, f in cls.model_fields.items() if n not in leave)


def _described(cls: type[BaseModel]) -> str:
    return (cls.__doc__ or "").strip().split("\n")[0]


def _node_definition(label: str, cls: type[Node]) -> NodeDefinition:
    return NodeDefinition(
        label=label,
        description=_described(cls),
        caption=cls.caption,
        is_entity=label in ENTITY_CLASSES,
        properties=_properties(cls, frozenset({"label"})),
    )


def _edge_definition(name: str, cls: type[Edge]) -> EdgeDefinition:
    return EdgeDefinition(
        type=name,
        description=_described(cls),
        sources=cls.sources,
        targets=cls.targets,
        properties=_properties(cls, frozenset({"type", "source", "target"})),
    )


NODES: dict[str, NodeDefinition] = {label: _node_definition(label, c) for label, c in NODE_CLASSES.items()}
EDGES: dict[str, EdgeDefinition] = {name: _edge_definition(name, c) for name, c in EDGE_CLASSES.items()}
ENTITY_LABELS: tuple[str, ...] = tuple(ENTITY_CLASSES)
RANGE_INDEXES: tuple[tuple[str, str], ...] = (("Paper", "year"),)
"""Pairs of label and property that are looked up by order; `id` is unique and indexed on every label."""
FULL_TEXT_INDEXES: tuple[FullTextIndex, ...] = (
    FullTextIndex(name="paper_text", label="Paper", properties=("title", "abstract")),
    *(
        FullTextIndex(name=f"{label.lower()}_names", label=label, properties=("name", "aliases"))
        for label in ENTITY_LABELS
    ),
)
VECTOR_INDEX = VectorIndex(
    name="paper_meaning",
    label="Paper",
    property="meaning",
    description="What title and abstract are about, as numbers: papers that would cite each other are near",
)
"""Made by a store that has such indexes, where the build left vectors."""

NODE_ADAPTER: TypeAdapter[AnyNode] = TypeAdapter(AnyNode)
EDGE_ADAPTER: TypeAdapter[AnyEdge] = TypeAdapter(AnyEdge)


def graph_json_schema() -> dict[str, object]:
    """Return the JSON Schema of a graph as node-link JSON: `{"nodes": [AnyNode], "edges": [AnyEdge]}`."""

    class Graph(Record):
        """A graph as node-link JSON."""

        nodes: tuple[AnyNode, ...]
        edges: tuple[AnyEdge, ...]

    return Graph.model_json_schema()


def paper_json_schema() -> dict[str, object]:
    """Return the JSON Schema of one line of the JSONL exchange format: `id` may be left out there."""
    schema = Paper.model_json_schema()
    schema["required"] = ["title"]
    return schema


def schema_page() -> str:
    """Return `docs/schema.md`: every label and edge type with its properties."""
    lines = [
        "# Schema of the graph",
        "",
        "Made by `make docs` from `schemas/`; a test fails when this page drifts.",
        "",
    ]
    lines += ["## Nodes", "", "One label each; `id` is unique in the graph.", ""]
    for node in NODES.values():
        lines += [f"### {node.label}", "", node.description, "", *_table(node.properties), ""]
    lines += ["## Edges", ""]
    for edge in EDGES.values():
        lines += [f"### {edge.type}", "", edge.description, ""]
        lines += [f"`{'|'.join(edge.sources)}` → `{'|'.join(edge.targets)}`", ""]
        if edge.properties:
            lines += [*_table(edge.properties), ""]
    return "\n".join(lines).rstrip() + "\n"


def _table(properties: tuple[Property, ...]) -> list[str]:
    rows = ["| property | type | meaning |", "|---|---|---|"]
    for p in properties:
        kind = f"list of {p.kind}" if p.is_list else p.kind
        rows.append(f"| `{p.name}` | {kind}{'' if p.required or p.is_list else ', optional'} | {p.description} |")
    return rows
