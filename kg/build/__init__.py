"""From sources to a graph that answers: the whole way, doing only what changed."""

from kg.build.pipeline import build, rebuild, remove
from kg.build.summary import PaperCounts, Progress, Summary, silent

__all__ = ["PaperCounts", "Progress", "Summary", "build", "rebuild", "remove", "silent"]
