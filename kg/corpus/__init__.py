"""The corpus: the SQLite file that is the truth; everything else can be rebuilt from it."""

from kg.corpus.corpus import Corpus, MatchedReference
from kg.corpus.journal import Journal
from kg.corpus.paper_journal import PaperJournal
from kg.corpus.staging import Ingested, Staging

__all__ = ["Corpus", "Ingested", "Journal", "MatchedReference", "PaperJournal", "Staging"]
