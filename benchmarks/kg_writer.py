"""Write a graph with neo4j-graphrag's Neo4jWriter and print the seconds that nodes and edges took, as JSON.

`benchmarks.load` runs this file in an environment of its own, which has nothing but that library:
    python kg_writer.py URI PASSWORD NODES.jsonl EDGES.jsonl
"""

import asyncio
import json
import resource
import sys
import time
from pathlib import Path

from neo4j import GraphDatabase
from neo4j_graphrag.components.kg_writer import Neo4jWriter
from neo4j_graphrag.components.types import Neo4jGraph, Neo4jNode, Neo4jRelationship


def records(path: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


uri, password, nodes_path, edges_path = sys.argv[1:]
nodes = [Neo4jNode(**record) for record in records(nodes_path)]
edges = [Neo4jRelationship(**record) for record in records(edges_path)]
seconds = {}
with GraphDatabase.driver(uri, auth=("neo4j", password)) as driver:
    writer = Neo4jWriter(driver, clean_db=False)
    for what, graph in (("nodes", Neo4jGraph(nodes=nodes)), ("edges", Neo4jGraph(relationships=edges))):
        began = time.monotonic()
        done = asyncio.run(writer.run(graph))
        if done.status != "SUCCESS":
            raise SystemExit(str(done.metadata))
        seconds[what] = time.monotonic() - began
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
sys.stdout.write(json.dumps({**seconds, "peak_mb": peak}) + "\n")
