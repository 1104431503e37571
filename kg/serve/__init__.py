"""The graph in the browser: a REST interface on the snapshot, and the page that uses it."""

from kg.serve.app import create_app
from kg.serve.options import ServeOptions

__all__ = ["ServeOptions", "create_app"]
