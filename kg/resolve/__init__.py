"""Decide which mentions name the same thing: one node per thing, its variants apart and linked."""

from kg.resolve.resolution import Entity, Occurrence, Pair, Resolution
from kg.resolve.resolve import resolve

__all__ = ["Entity", "Occurrence", "Pair", "Resolution", "resolve"]
