"""Cut nodes and edges into batches of rows for the driver."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from schemas.edges import AnyEdge
from schemas.nodes import AnyNode

R = TypeVar("R", AnyNode, AnyEdge)
Row = dict[str, Any]
MOST_WEIGHT = 16_000_000
"""Characters in a batch: bounds the memory where abstracts are long."""
_PENDING_BATCHES = 4


def node_row(node: AnyNode) -> Row:
    """Return all properties of a node by name, None where it has none."""
    return node.model_dump(mode="json", exclude={"label"})


def edge_row(edge: AnyEdge) -> Row:
    """Return the ends of an edge, and under `set` all its other properties, None where it has none."""
    properties = edge.model_dump(mode="json", exclude={"type", "source", "target"})
    return {"source": edge.source, "target": edge.target, "set": properties}


def node_batches(nodes: Iterable[AnyNode], size: int) -> Iterator[tuple[str, list[Row]]]:
    """Yield batches of one label each; of two nodes with one id in a batch, the later stays."""
    keyed = ((node.label, node.id, node_row(node)) for node in nodes)
    return _batches(keyed, size)


def edge_batches(edges: Iterable[AnyEdge], size: int) -> Iterator[tuple[str, list[Row]]]:
    """Yield batches of one type each; of two edges with the same ends in a batch, the later stays."""
    keyed = ((edge.type, (edge.source, edge.target), edge_row(edge)) for edge in edges)
    return _batches(keyed, size)


def _batches(rows: Iterable[tuple[str, Any, Row]], size: int) -> Iterator[tuple[str, list[Row]]]:
    pending: dict[str, dict[Any, Row]] = {}
    count = weight = 0
    for kind, key, row in rows:
        group = pending.setdefault(kind, {})
        count += key not in group
        weight += _weight(row)
        group[key] = row
        if len(group) >= size or count >= _PENDING_BATCHES * size or weight >= MOST_WEIGHT:
            fullest = kind if len(group) >= size else max(pending, key=lambda k: len(pending[k]))
            batch = list(pending.pop(fullest).values())
            count -= len(batch)
            weight -= sum(_weight(one) for one in batch)
            yield fullest, batch
    for kind, group in pending.items():
        yield kind, list(group.values())


def _weight(row: Row) -> int:
    total = 0
    for value in row.values():
        if isinstance(value, str):
            total += len(value)
        elif isinstance(value, list):
            total += 16 * len(value)
        elif isinstance(value, dict):
            total += _weight(value)
    return total
