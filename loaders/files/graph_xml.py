"""Write a graph as GraphML or GEXF, by networkx.

XML has no lists and no control characters: lists are JSON in a string, and characters that XML 1.0
cannot hold become U+FFFD. Properties whose kind differs between labels or types ("entities" is a
list in BUILDS_ON, a number in RELATED_TO) carry the name in front: `related_to_entities`.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from loaders.snapshot import Snapshot, properties
from schemas.definitions import EDGES, NODES, EdgeDefinition, NodeDefinition
from schemas.nodes import NODE_CLASSES

if TYPE_CHECKING:
    import networkx as nx

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_GEXF_NAMES = {"start": "start_offset", "end": "end_offset"}
"""Names that GEXF keeps for times."""
Value = str | int | float | bool


def write_graphml(snapshot: Snapshot, path: Path) -> None:
    """Write GraphML: nodes carry `label`, edges `type`, both their properties."""
    import networkx as nx

    graph = _empty()
    for node in snapshot.nodes():
        graph.add_node(xml_text(node.id), label=node.label, **_attributes(properties(node), node.label, _NODE_CLASHES))
    for number, edge in enumerate(snapshot.edges()):
        held = _attributes(properties(edge), edge.type, _EDGE_CLASHES)
        graph.add_edge(xml_text(edge.source), xml_text(edge.target), key=f"e{number}", type=edge.type, **held)
    nx.write_graphml(graph, path)


def write_gexf(snapshot: Snapshot, path: Path) -> None:
    """Write GEXF 1.2: `label` is what Gephi shows: a node's caption, an edge's type.

    The label in the graph is `node_label`, the type `edge_type`.
    """
    import networkx as nx

    graph = _empty()
    for node in snapshot.nodes():
        held = _attributes(properties(node), node.label, _NODE_CLASHES)
        caption = xml_text(str(getattr(node, NODE_CLASSES[node.label].caption)))
        graph.add_node(xml_text(node.id), label=caption, node_label=node.label, **_renamed(held))
    for number, edge in enumerate(snapshot.edges()):
        held = _attributes(properties(edge), edge.type, _EDGE_CLASHES)
        graph.add_edge(
            xml_text(edge.source),
            xml_text(edge.target),
            id=str(number),
            label=edge.type,
            edge_type=edge.type,
            **_renamed(held),
        )
    nx.write_gexf(graph, path, version="1.2draft")


def xml_text(text: str) -> str:
    """Replace the characters that XML 1.0 cannot hold by U+FFFD."""
    return _NOT_XML.sub("\ufffd", text)


def _empty() -> nx.MultiDiGraph[str]:
    import networkx as nx

    return nx.MultiDiGraph()


def _attributes(held: dict[str, object], owner: str, clashes: frozenset[str]) -> dict[str, Value]:
    held.pop("id", None)
    return {f"{owner.lower()}_{name}" if name in clashes else name: _value(value) for name, value in held.items()}


def _value(value: object) -> Value:
    if isinstance(value, list):
        return xml_text(json.dumps(value, ensure_ascii=False))
    if isinstance(value, str):
        return xml_text(value)
    assert isinstance(value, int | float)  # noqa: S101
    return value


def _renamed(held: dict[str, Value]) -> dict[str, Value]:
    return {_GEXF_NAMES.get(name, name): value for name, value in held.items()}


def _clashing(definitions: dict[str, NodeDefinition] | dict[str, EdgeDefinition]) -> frozenset[str]:
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for definition in definitions.values():
        for p in definition.properties:
            kinds[p.name].add("string" if p.is_list else p.kind)
    return frozenset(name for name, found in kinds.items() if len(found) > 1)


_NODE_CLASHES, _EDGE_CLASHES = _clashing(NODES), _clashing(EDGES)
