"""An interactive prompt for Cypher and the named questions."""

from kg.console.session import run

__all__ = ["run"]
