"""The Cypher that writes the graph, derived from `schemas.definitions`.

Labels, types and property names cannot be parameters in Cypher. They come from the declarations
alone, never from data; everything else is a parameter. Every node and edge written carries the
property `_kg`: what does not carry it belongs to somebody else and is never touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from schemas.definitions import EDGES, FULL_TEXT_INDEXES, NODES, RANGE_INDEXES, VECTOR_INDEX, Property

_LAZY = "OPTIONS {indexConfig: {`fulltext.eventually_consistent`: true}}"
REFRESH = "CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()"
"""Waits until full-text indexes hold all that was written: they lag, which makes writing papers 2.5 times as fast."""
MARK = "_kg"
"""The property, always true, of the nodes and edges that this program wrote."""


def schema_statements() -> dict[str, str]:
    """Return the DDL by the name of the constraint or index that each statement makes."""
    made = {}
    for label in NODES:
        name = f"{label.lower()}_id"
        made[name] = f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
    for label, key in RANGE_INDEXES:
        name = f"{label.lower()}_{key}"
        made[name] = f"CREATE RANGE INDEX {name} IF NOT EXISTS FOR (n:{label}) ON (n.{key})"
    for index in FULL_TEXT_INDEXES:
        keys = ", ".join(f"n.{key}" for key in index.properties)
        made[index.name] = (
            f"CREATE FULLTEXT INDEX {index.name} IF NOT EXISTS FOR (n:{index.label}) ON EACH [{keys}] {_LAZY}"
        )
    return made


def vector_statement(size: int) -> str:
    """Return the DDL of the index of vectors of so many numbers."""
    options = f"{{`vector.dimensions`: {size}, `vector.similarity_function`: 'cosine'}}"
    return (
        f"CREATE VECTOR INDEX {VECTOR_INDEX.name} IF NOT EXISTS FOR (n:{VECTOR_INDEX.label}) "
        f"ON (n.{VECTOR_INDEX.property}) OPTIONS {{indexConfig: {options}}}"
    )


COMPARE_VECTORS = f"""
UNWIND $rows AS row
OPTIONAL MATCH (n:{VECTOR_INDEX.label} {{id: row.id, {MARK}: true}})
WITH row, n.{VECTOR_INDEX.property} AS old
RETURN count(CASE WHEN old IS NULL OR old <> row.vector THEN 1 END) AS written,
       count(CASE WHEN old IS NULL THEN 1 END) AS created"""
"""Counts what `WRITE_VECTORS` would do, and writes nothing."""
WRITE_VECTORS = f"""
UNWIND $rows AS row
MATCH (n:{VECTOR_INDEX.label} {{id: row.id, {MARK}: true}})
WITH n, row, n.{VECTOR_INDEX.property} AS old
WHERE old IS NULL OR old <> row.vector
CALL db.create.setNodeVectorProperty(n, '{VECTOR_INDEX.property}', row.vector)
RETURN count(*) AS written, count(CASE WHEN old IS NULL THEN 1 END) AS created"""
"""Writes the vectors of `$rows` that differ, as 32-bit numbers, at own nodes."""


@cache
def write_nodes(label: str) -> str:
    """Return the statement that writes `$rows` of a label, each row a map of all its properties."""
    return f"""
UNWIND $rows AS row
MERGE (n:{label} {{id: row.id}}) ON CREATE SET n.{MARK} = true
WITH n, row, n.{MARK} IS NULL AS foreign, {_differs("n", NODES[label].properties)} AS differs
FOREACH (_ IN CASE WHEN differs AND NOT foreign THEN [1] ELSE [] END | SET n += row)
RETURN count(*) AS found, count(CASE WHEN differs THEN 1 END) AS written,
       collect(CASE WHEN foreign THEN row.id END) AS foreign"""


@cache
def compare_nodes(label: str) -> str:
    """Return the statement that counts what `write_nodes` would do, and writes nothing."""
    return f"""
UNWIND $rows AS row
OPTIONAL MATCH (n:{label} {{id: row.id}})
WITH n, row, n IS NOT NULL AND n.{MARK} IS NULL AS foreign, {_differs("n", NODES[label].properties)} AS differs
RETURN count(*) AS found, count(CASE WHEN n IS NULL THEN 1 END) AS created,
       count(CASE WHEN n IS NULL OR differs THEN 1 END) AS written, collect(CASE WHEN foreign THEN row.id END) AS foreign"""


@cache
def write_edges(type: str) -> str:
    """Return the statement that writes `$rows` of a type: `source`, `target`, and `set`, a map of its properties."""
    edge = EDGES[type]
    return f"""
UNWIND $rows AS row
{_end("a", "source", edge.sources)}
{_end("b", "target", edge.targets)}
MERGE (a)-[r:{type} {{{MARK}: true}}]->(b)
WITH r, row, {_differs("r", edge.properties, "row.set")} AS differs
FOREACH (_ IN CASE WHEN differs THEN [1] ELSE [] END | SET r += row.set)
RETURN count(*) AS found, count(CASE WHEN differs THEN 1 END) AS written"""


@cache
def compare_edges(type: str) -> str:
    """Return the statement that counts what `write_edges` would do, and writes nothing."""
    edge = EDGES[type]
    return f"""
UNWIND $rows AS row
{_end("a", "source", edge.sources, optional=True)}
{_end("b", "target", edge.targets, optional=True)}
OPTIONAL MATCH (a)-[r:{type} {{{MARK}: true}}]->(b)
WITH r, {_differs("r", edge.properties, "row.set")} AS differs
RETURN count(*) AS found, count(CASE WHEN r IS NULL THEN 1 END) AS created,
       count(CASE WHEN r IS NULL OR differs THEN 1 END) AS written"""


@cache
def missing_ends(type: str) -> str:
    """Return the statement that finds which of `$rows` lack an end; columns source, target, no_source, no_target."""
    edge = EDGES[type]
    return f"""
UNWIND $rows AS row
{_end("a", "source", edge.sources, optional=True)}
{_end("b", "target", edge.targets, optional=True)}
WITH row, a, b WHERE a IS NULL OR b IS NULL
RETURN row.source AS source, row.target AS target, a IS NULL AS no_source, b IS NULL AS no_target LIMIT 1"""


@cache
def own_nodes(label: str) -> str:
    """Return the statement that pages through the ids of a label's own nodes: `$after`, `$page`."""
    return f"""
MATCH (n:{label}) WHERE n.id > $after
WITH n.id AS id, n.{MARK} AS own ORDER BY id LIMIT $page
RETURN id, own IS NOT NULL AS own"""


@cache
def own_edges(label: str) -> str:
    """Return the statement that gives the own edges that leave the nodes of `$ids`: key, source, type, target."""
    return f"""
UNWIND $ids AS id
MATCH (n:{label} {{id: id}})-[r {{{MARK}: true}}]->(m)
RETURN elementId(r) AS key, id AS source, type(r) AS type, m.id AS target"""


REMOVE_EDGES = f"""
UNWIND $keys AS key
MATCH ()-[r {{{MARK}: true}}]->() WHERE elementId(r) = key
DELETE r"""
"""Removes the own edges of `$keys`, as `own_edges` gave them in the same transaction."""
OWN_CLAIMS = f"""
UNWIND $ids AS id
MATCH (:Paper {{id: id, {MARK}: true}})-[:CLAIMS]->(c:Claim {{{MARK}: true}})
RETURN c.id AS id"""
"""Gives the claims of the papers of `$ids`."""
IDS = "UNWIND $keys AS key MATCH (n) WHERE elementId(n) = key RETURN key, n.id AS id"
"""Gives the ids of the nodes of `$keys`."""


@cache
def remove_nodes(label: str) -> str:
    """Return the statement that removes the own nodes of `$ids`, own edges included.

    A node at which somebody else's edge ends keeps that edge, and so it stays.
    """
    return f"""
UNWIND $ids AS id
MATCH (n:{label} {{id: id}}) WHERE n.{MARK} IS NOT NULL
CALL (n) {{ OPTIONAL MATCH (n)-[r {{{MARK}: true}}]-() DELETE r }}
WITH n, COUNT {{ (n)--() }} > 0 AS held
FOREACH (_ IN CASE WHEN held THEN [] ELSE [1] END | DELETE n)
RETURN count(*) AS found, count(CASE WHEN held THEN 1 END) AS kept"""


@cache
def count_held(label: str) -> str:
    """Return the statement that counts which of `$ids` `remove_nodes` would have to keep."""
    return f"""
UNWIND $ids AS id
MATCH (n:{label} {{id: id}}) WHERE n.{MARK} IS NOT NULL AND EXISTS {{ (n)-[r]-() WHERE r.{MARK} IS NULL }}
RETURN count(*) AS kept"""


def _differs(name: str, properties: Sequence[Property], row: str = "row") -> str:
    same = [
        f"coalesce({name}.{p.name} = {row}.{p.name}, {name}.{p.name} IS NULL AND {row}.{p.name} IS NULL)"
        for p in properties
        if p.name != "id"
    ]
    return f"NOT ({' AND '.join(same)})" if same else "false"


def _end(name: str, key: str, labels: Sequence[str], *, optional: bool = False) -> str:
    """Return the match of one end of an edge among the own nodes of the labels that it may have."""
    matches = [f"MATCH ({name}:{label} {{id: row.{key}, {MARK}: true}})" for label in labels]
    word = "OPTIONAL " if optional else ""
    if len(matches) == 1:
        return word + matches[0]
    found = " UNION ALL ".join(f"{match} RETURN {name}" for match in matches)
    return f"{word}CALL (row) {{ {found} }}"
