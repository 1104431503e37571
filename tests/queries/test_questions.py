"""What each question answers on a small graph, the same on every store."""

from __future__ import annotations

from typing import Any

import pytest

import queries
from loaders.store import Store
from queries.library import QUERIES, Query, run
from tests.queries import graph

ASKED: dict[str, dict[str, Any]] = {
    "benchmarks_of_task": {"task": "qa"},
    "builds_on": {"paper": "llama 2 chat"},
    "entity_card": {"entity": "LLAMA"},
    "introduced_by_and_taken_up": {"entity": "model:llama"},
    "leaderboard": {"benchmark": "massive multitask"},
    "papers_on_benchmark": {"benchmark": "mmlu"},
    "variants": {"entity": "llama-2"},
}
ROWS: dict[str, list[tuple[Any, ...]]] = {
    "benchmarks_of_task": [
        ("question answering", "benchmark:gsm8k", "GSM8K", 2, 2 / 3),
        ("question answering", "benchmark:mmlu", "MMLU", 1, 1 / 3),
    ],
    "builds_on": [
        ("p2", "builds on", "p1", "Llama: Open Models", 2023, ["Llama"], ["used"], True),
        ("p2", "builds on", "p5", "Measuring Understanding", 2021, ["MMLU"], ["used"], False),
        ("p2", "built on by", "p4", "Answering Them", 2024, ["Llama 2"], ["mentioned"], False),
    ],
    "counts_by_type": [
        ("node", "Paper", 6), ("node", "Claim", 4), ("node", "Dataset", 3), ("node", "Model", 3), ("node", "Benchmark", 2),
        ("node", "Metric", 1), ("node", "Task", 1), ("edge", "USES", 9), ("edge", "EVALUATES_ON", 5), ("edge", "BUILDS_ON", 4),
        ("edge", "CLAIMS", 4), ("edge", "MENTIONS", 4), ("edge", "ON", 4), ("edge", "ADDRESSES", 3), ("edge", "INTRODUCES", 3),
        ("edge", "ABOUT", 2), ("edge", "IN", 2), ("edge", "VARIANT_OF", 2), ("edge", "CITES", 1), ("edge", "MEASURES", 1),
    ],
    "datasets_used_together": [
        ("benchmark:mmlu", "MMLU", "dataset:c4", "C4", 2),
        ("benchmark:mmlu", "MMLU", "dataset:pile", "The Pile", 2),
        ("dataset:c4", "C4", "dataset:pile", "The Pile", 2),
        ("benchmark:gsm8k", "GSM8K", "benchmark:mmlu", "MMLU", 1),
        ("benchmark:gsm8k", "GSM8K", "dataset:c4", "C4", 1),
        ("benchmark:mmlu", "MMLU", "dataset:books", "Books", 1),
        ("dataset:books", "Books", "dataset:c4", "C4", 1),
        ("dataset:books", "Books", "dataset:pile", "The Pile", 1),
    ],
    "entity_card": [
        ("model:llama", "Model", "Llama", ["Llama", "LLaMA"], 4, ["p1"], 2, 1, 2023, 2024, [], ["Llama 2"], 1),
    ],
    "introduced_by_and_taken_up": [
        ("model:llama", "Llama", "introduced", 2023, 1, ["p1"], ["Llama: Open Models"]),
        ("model:llama", "Llama", "used", 2023, 1, ["p2"], ["Llama 2 Chat"]),
        ("model:llama", "Llama", "used", 2024, 1, ["p3"], ["Asking Questions"]),
        ("model:llama", "Llama", "mentioned", None, 1, ["p6"], ["Undated Notes"]),
    ],
    "leaderboard": [
        ("MMLU", "a chain", None, "+3.1 points", 3.1, "delta", "the baseline", "p3", "Asking Questions", 2024, "a chain reaches +3.1 points", 0.5),
        ("MMLU", "Llama 2", "accuracy", "68.9%", 68.9, "absolute", None, "p2", "Llama 2 Chat", 2023, "Llama 2 reaches 68.9%", 0.5),
        ("MMLU", "Llama", "accuracy", "63.4%", 63.4, "absolute", None, "p1", "Llama: Open Models", 2023, "Llama reaches 63.4%", 0.5),
        ("MMLU", "ours", "accuracy", "best", None, "absolute", None, "p4", "Answering Them", 2024, "ours reaches best", 0.5),
    ],
    "most_evaluated_benchmarks": [
        ("benchmark:mmlu", "MMLU", 3, 2023, 2024),
        ("benchmark:gsm8k", "GSM8K", 2, 2024, 2024),
    ],
    "papers_on_benchmark": [
        ("p3", "Asking Questions", 2024, "MMLU", "used", ["MMLU"], 0.9),
        ("p1", "Llama: Open Models", 2023, "MMLU", "used", ["MMLU", "MMLU"], 0.95),
        ("p2", "Llama 2 Chat", 2023, "MMLU", "used", ["Massive Multitask"], 0.9),
        ("p5", "Measuring Understanding", 2021, "MMLU", "introduced", ["MMLU"], 1.0),
    ],
    "variants": [
        ("model:llama-2", "Llama 2", "ancestor", 1, "model:llama", "Llama", ["2"], 4),
        ("model:llama-2", "Llama 2", "descendant", 1, "model:llama-2-7b", "Llama 2 7B", ["7B"], 1),
    ],
}  # fmt: skip


def test_every_question_is_asked_here() -> None:
    assert set(ROWS) == set(QUERIES)


@pytest.fixture
def asked(store: Store) -> Store:
    """Return a store that holds the small graph."""
    store.write_nodes(graph.nodes())
    store.write_edges(graph.edges())
    return store


def test_every_question_gives_the_rows_that_the_graph_has(asked: Store) -> None:
    for name, rows in ROWS.items():
        found = run(asked, name, ASKED.get(name, {}))
        assert (name, found.columns) == (name, tuple(c.name for c in QUERIES[name].columns))
        assert (name, list(found.rows)) == (name, rows)


def test_every_function_gives_the_same_rows_as_records(asked: Store) -> None:
    for name, rows in ROWS.items():
        records = getattr(queries, name)(asked, **ASKED.get(name, {}))
        assert [[list(v) if isinstance(v, tuple) else v for v in dict(record).values()] for record in records] == [
            list(row) for row in rows
        ]


def test_a_question_about_what_is_not_there_has_no_rows(asked: Store) -> None:
    for query in QUERIES.values():
        if (needed := _needed(query)) is not None:
            assert run(asked, query.name, {needed: "no such thing"}).rows == ()


def test_the_optional_parameters_narrow_the_answer(asked: Store) -> None:
    assert [r.paper for r in queries.leaderboard(asked, "MMLU", "ACCURACY", 2)] == ["p2", "p1"]
    assert [(r.first, r.second) for r in queries.datasets_used_together(asked, "pile", minimum=2)] == [
        ("benchmark:mmlu", "dataset:pile"), ("dataset:c4", "dataset:pile"),
    ]  # fmt: skip
    assert len(queries.datasets_used_together(asked, "books")) == 3
    assert [r.paper for r in queries.papers_on_benchmark(asked, "MMLU", limit=1)] == ["p3"]


def _needed(query: Query) -> str | None:
    return next((p.name for p in query.parameters if p.required), None)
