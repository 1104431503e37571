"""Measure a graph: what is central, what belongs together, what rises, what nobody tried."""

from kg.analytics.analyze import Analysis, analyze
from kg.analytics.graphs import building_on_graph, citation_graph, entity_graph, paper_graph
from loaders.files import multigraph

__all__ = ["Analysis", "analyze", "building_on_graph", "citation_graph", "entity_graph", "multigraph", "paper_graph"]
