"""Find the papers that matter for a paper, a reading list or a text, and say why."""

from kg.related.index import RelatedIndex
from kg.related.record import Draft, Parts, Related

__all__ = ["Draft", "Parts", "Related", "RelatedIndex"]
