"""What is worked out once for each generation of the graph."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from kg.serve.overview import overview
from kg.serve.path import Ways
from kg.serve.shapes import Overview, Trends
from kg.serve.trends import TREND_LABELS, TREND_LIMIT, trends
from kg.serve.view import View

T = TypeVar("T")


class Derived:
    """Remember results by view; they go when the view goes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: WeakKeyDictionary[View, dict[str, Any]] = WeakKeyDictionary()

    def prepare(self, view: View) -> None:
        """Work out, before a graph is shown, what would make its first visitors wait."""
        self.overview(view)
        self.ways(view)
        self.trends(view, TREND_LABELS, TREND_LIMIT)

    def overview(self, view: View) -> Overview:
        """Return the picture of the whole graph."""
        return self._once(view, "overview", lambda: overview(view))

    def ways(self, view: View) -> Ways:
        """Return what finds shortest paths."""
        return self._once(view, "ways", lambda: Ways(view.catalog))

    def trends(self, view: View, labels: tuple[str, ...], limit: int) -> Trends:
        """Return the entities that rise and fade."""
        return self._once(view, f"trends {limit} {sorted(labels)}", lambda: trends(view, labels, limit))

    def _once(self, view: View, name: str, make: Callable[[], T]) -> T:
        with self._lock:
            known = self._known.setdefault(view, {})
            if name not in known:
                known[name] = make()
            found: T = known[name]
            return found
