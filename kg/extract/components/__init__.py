"""The pipeline's components; importing this registers their factories with spaCy."""

from kg.extract.components.claims import Claimer
from kg.extract.components.lexicon import Lexicon
from kg.extract.components.namer import Namer
from kg.extract.components.spotter import Spotter

__all__ = ["Claimer", "Lexicon", "Namer", "Spotter"]
