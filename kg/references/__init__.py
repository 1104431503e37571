"""References as they are written, matched to the papers that they name."""

from kg.references.index import TitleIndex
from kg.references.match import Match, match
from kg.references.written import Written, bibtex_or_lines, written

__all__ = ["Match", "TitleIndex", "Written", "bibtex_or_lines", "match", "written"]
