"""Read what somebody is writing, and find which papers of a graph it cites already."""

from kg.drafts.cited import Cited, cited
from kg.drafts.manuscript import Manuscript
from kg.drafts.read import ENDINGS, read, read_file

__all__ = ["ENDINGS", "Cited", "Manuscript", "cited", "read", "read_file"]
