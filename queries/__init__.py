"""What is asked in Cypher: one `.cypher` file a question, a typed function beside it, for every store."""

from queries.benchmarks import (
    benchmarks_of_task,
    datasets_used_together,
    leaderboard,
    most_evaluated_benchmarks,
    papers_on_benchmark,
)
from queries.entities import entity_card, introduced_by_and_taken_up, variants
from queries.graph import counts_by_type
from queries.papers import builds_on

__all__ = [
    "benchmarks_of_task",
    "builds_on",
    "counts_by_type",
    "datasets_used_together",
    "entity_card",
    "introduced_by_and_taken_up",
    "leaderboard",
    "most_evaluated_benchmarks",
    "papers_on_benchmark",
    "variants",
]
