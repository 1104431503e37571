"""Write a graph, or its papers, into files that other programs read.

`graphml`, `gexf`, `json`, `csv` and `parquet` hold the whole graph; `bibtex` and `jsonl` its papers.
"""

from loaders.files.export import FORMATS, export
from loaders.files.multigraph import multigraph
from loaders.files.papers import papers_of

__all__ = ["FORMATS", "export", "multigraph", "papers_of"]
