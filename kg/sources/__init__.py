"""Sources: what papers are read from; one small module a format, recognised by content."""

from kg.sources.formats import FORMATS
from kg.sources.item import FileEnd, Item, Source
from kg.sources.read import read

__all__ = ["FORMATS", "FileEnd", "Item", "Source", "read"]
