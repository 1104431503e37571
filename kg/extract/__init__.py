"""Read papers: find the entities that they name, acronym pairs and claims, with exact offsets.

>>> from kg.extract import extract
>>> [found] = extract([("p1", "BERT: Pre-training of Deep Bidirectional Transformers", "")])
>>> [(mention.text, mention.type) for mention in found.mentions]
[('BERT', 'Model')]
"""

from kg.extract.read import MODEL, extract, load, version

__all__ = ["MODEL", "extract", "load", "version"]
