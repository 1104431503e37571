"""ArcadeDB's types and indexes, derived from `schemas.definitions`."""

from __future__ import annotations

from typing import Any

from loaders.embedded_java import java_class
from schemas.definitions import EDGES, FULL_TEXT_INDEXES, NODES, RANGE_INDEXES, FullTextIndex, Property

_KINDS = {"string": "STRING", "integer": "LONG", "float": "DOUBLE", "boolean": "BOOLEAN"}


def apply(database: Any) -> None:
    """Make every type, property and index that is missing; change nothing that is there."""
    schema = database.getSchema()
    kinds = java_class("com.arcadedb.schema.Type")
    for node in NODES.values():
        _properties(schema.getOrCreateVertexType(node.label), node.properties, kinds)
    for edge in EDGES.values():
        _properties(schema.getOrCreateEdgeType(edge.type), edge.properties, kinds)
    index = java_class("com.arcadedb.schema.Schema$INDEX_TYPE")
    for label in NODES:
        _index(schema, index.LSM_TREE, label, ("id",), unique=True)
    for label, name in RANGE_INDEXES:
        _index(schema, index.LSM_TREE, label, (name,), unique=False)
    for words in FULL_TEXT_INDEXES:
        # ArcadeDB reads words from strings only: aliases, a list, are left out.
        _index(schema, index.FULL_TEXT, words.label, _strings(words), unique=False, name=words.name)


def _strings(index: FullTextIndex) -> tuple[str, ...]:
    lists = {p.name for p in NODES[index.label].properties if p.is_list}
    return tuple(name for name in index.properties if name not in lists)


def _properties(owner: Any, properties: tuple[Property, ...], kinds: Any) -> None:
    for p in properties:
        if p.is_list:
            owner.getOrCreateProperty(p.name, kinds.LIST, _KINDS[p.kind])
        else:
            owner.getOrCreateProperty(p.name, getattr(kinds, _KINDS[p.kind]))


def _index(
    schema: Any, kind: Any, label: str, names: tuple[str, ...], *, unique: bool, name: str | None = None
) -> None:
    builder = schema.buildTypeIndex(label, list(names)).withType(kind).withUnique(unique).withIgnoreIfExists(True)
    (builder.withIndexName(name) if name else builder).create()
