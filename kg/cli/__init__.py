"""The `kg` command."""

from kg.cli.app import main

__all__ = ["main"]
