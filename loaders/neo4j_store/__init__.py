"""Keep the graph in Neo4j 5.26 or newer: the store, and a load that survives what servers do."""

from loaders.neo4j_store.connection import Connection
from loaders.neo4j_store.load import load
from loaders.neo4j_store.report import Changes, LoadReport, Progress, Removals, Say, Vectors
from loaders.neo4j_store.settings import Neo4jSettings, read_password
from loaders.neo4j_store.store import Neo4jStore

__all__ = [
    "Changes", "Connection", "LoadReport", "Neo4jSettings", "Neo4jStore", "Progress", "Removals", "Say", "Vectors",
    "load", "read_password",
]  # fmt: skip
