"""Find the papers that matter for a paper, a reading list or a text, and say why."""

from kg.related.index import RelatedIndex
from kg.related.record import Draft, Ground, Parts, Related, Wanted

__all__ = ["Draft", "Ground", "Parts", "Related", "RelatedIndex", "Wanted"]
