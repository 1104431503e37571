"""Read papers: find the entities that they name, acronym pairs and claims, with exact offsets.

>>> from kg.extract import extract
>>> [found] = extract([("p1", "BERT: Pre-training of Deep Bidirectional Transformers", "")])
>>> [(mention.text, mention.type) for mention in found.mentions]
[('BERT', 'Model')]
"""

from kg.extract.read import FOLDERS, PIPELINES, Pipeline, extract, load, pipeline_of, version

__all__ = ["FOLDERS", "PIPELINES", "Pipeline", "extract", "load", "pipeline_of", "version"]
