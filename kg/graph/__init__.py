"""Make the graph's nodes and edges from the corpus and the resolution, one paper at a time."""

from kg.graph.assemble import Assembly

__all__ = ["Assembly"]
