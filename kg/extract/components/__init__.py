"""The pipeline's components; importing this registers their factories with spaCy."""

from kg.extract.components.claims import Claimer
from kg.extract.components.lexicon import Lexicon
from kg.extract.components.namer import Namer
from kg.extract.components.spotter import Spotter
from kg.extract.tokens import make_saved_tokenizer

__all__ = ["Claimer", "Lexicon", "Namer", "Spotter", "make_saved_tokenizer"]
