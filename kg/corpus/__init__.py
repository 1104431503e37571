"""The corpus: the SQLite file that is the truth; everything else can be rebuilt from it."""

from kg.corpus.corpus import Corpus, Ingested, Staging
from kg.corpus.journal import Journal

__all__ = ["Corpus", "Ingested", "Journal", "Staging"]
