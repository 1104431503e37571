"""What each question answers on a small graph, the same on every store."""

from __future__ import annotations

from typing import Any

import pytest

import queries
from loaders.store import Store
from queries.library import QUERIES, run
from tests.queries import graph

ASKED: dict[str, dict[str, Any]] = {
    "authors_of_entity": {"entity": "llama"},
    "benchmarks_of_task": {"task": "qa"},
    "bibliographic_coupling": {"paper": "p2"},
    "bridge_papers": {"first": "question answering", "second": "CHAT"},
    "builds_on": {"paper": "llama 2 chat"},
    "co_citation": {"paper": "p1"},
    "entity_card": {"entity": "LLAMA"},
    "gap_matrix": {"tasks": 2, "data": 3},
    "introduced_by_and_taken_up": {"entity": "model:llama"},
    "leaderboard": {"benchmark": "massive multitask"},
    "missing_baselines": {"paper": "p1", "minimum": 1},
    "models_compared_on": {"benchmark": "MMLU"},
    "paper_card": {"paper": "asking questions"},
    "papers_on_benchmark": {"benchmark": "mmlu"},
    "related_by_entities": {"paper": "p4"},
    "rising_and_fading": {"since": 2024, "label": "Model", "minimum": 1},
    "shortest_path": {"source": "Books", "target": "chat"},
    "unusual_pairs": {"minimum": 3, "together": 1},
    "variants": {"entity": "llama-2"},
    "venues_of_task": {"task": "qa"},
    "weak_evidence": {"confidence": 0.65},
}
ROWS: dict[str, list[tuple[Any, ...]]] = {
    "authors_of_entity": [
        ('model:llama', 'author:ada', 'Ada', 2, 1, ['Llama: Open Models', 'Asking Questions']),
        ('model:llama', 'author:bob', 'Bob', 1, 1, ['Llama: Open Models']),
    ],
    "benchmarks_of_task": [
        ('chat', 'benchmark:gsm8k', 'GSM8K', 1, 1.0),
        ('chat', 'benchmark:mmlu', 'MMLU', 1, 1.0),
        ('question answering', 'benchmark:gsm8k', 'GSM8K', 2, 0.6666666666666666),
        ('question answering', 'benchmark:mmlu', 'MMLU', 1, 0.3333333333333333),
    ],
    "bibliographic_coupling": [
        ('p2', 'p3', 'Asking Questions', 2024, 1, 0.5, ['p1']),
    ],
    "bridge_papers": [
        ('p3', 'Asking Questions', 2024, 0, ['QA'], ['chat']),
    ],
    "builds_on": [
        ('p2', 'builds on', 'p1', 'Llama: Open Models', 2023, ['Llama'], ['used'], True),
        ('p2', 'builds on', 'p5', 'Measuring Understanding', 2021, ['MMLU'], ['used'], False),
        ('p2', 'built on by', 'p4', 'Answering Them', 2024, ['Llama 2'], ['mentioned'], False),
    ],
    "claims_that_disagree": [
        ('GSM8K', 'Llama', 'accuracy', 'p3', '51%', 'Llama reaches 51%', 'p6', '52%', 'Llama reaches 52%'),
    ],
    "co_citation": [
        ('p1', 'p5', 'Measuring Understanding', 2021, 1, ['p3']),
    ],
    "counts_by_type": [
        ('node', 'Paper', 7),
        ('node', 'Claim', 6),
        ('node', 'Dataset', 3),
        ('node', 'Model', 3),
        ('node', 'Author', 2),
        ('node', 'Benchmark', 2),
        ('node', 'Task', 2),
        ('node', 'Metric', 1),
        ('node', 'Venue', 1),
        ('edge', 'USES', 9),
        ('edge', 'CLAIMS', 6),
        ('edge', 'ON', 6),
        ('edge', 'EVALUATES_ON', 5),
        ('edge', 'ABOUT', 4),
        ('edge', 'ADDRESSES', 4),
        ('edge', 'BUILDS_ON', 4),
        ('edge', 'MENTIONS', 4),
        ('edge', 'AUTHORED', 3),
        ('edge', 'CITES', 3),
        ('edge', 'INTRODUCES', 3),
        ('edge', 'IN', 2),
        ('edge', 'PUBLISHED_IN', 2),
        ('edge', 'VARIANT_OF', 2),
        ('edge', 'MEASURES', 1),
    ],
    "datasets_used_together": [
        ('benchmark:mmlu', 'MMLU', 'dataset:c4', 'C4', 2),
        ('benchmark:mmlu', 'MMLU', 'dataset:pile', 'The Pile', 2),
        ('dataset:c4', 'C4', 'dataset:pile', 'The Pile', 2),
        ('benchmark:gsm8k', 'GSM8K', 'benchmark:mmlu', 'MMLU', 1),
        ('benchmark:gsm8k', 'GSM8K', 'dataset:c4', 'C4', 1),
        ('benchmark:mmlu', 'MMLU', 'dataset:books', 'Books', 1),
        ('dataset:books', 'Books', 'dataset:c4', 'C4', 1),
        ('dataset:books', 'Books', 'dataset:pile', 'The Pile', 1),
    ],
    "entity_card": [
        ('model:llama', 'Model', 'Llama', ['Llama', 'LLaMA'], 4, ['p1'], 2, 1, 2023, 2024, [], ['Llama 2'], 3),
    ],
    "gap_matrix": [
        ('task:qa', 'question answering', 'benchmark:mmlu', 'MMLU', 1),
        ('task:qa', 'question answering', 'dataset:c4', 'C4', 1),
        ('task:qa', 'question answering', 'dataset:pile', 'The Pile', 0),
        ('task:chat', 'chat', 'benchmark:mmlu', 'MMLU', 1),
        ('task:chat', 'chat', 'dataset:c4', 'C4', 0),
        ('task:chat', 'chat', 'dataset:pile', 'The Pile', 0),
    ],
    "introduced_by_and_taken_up": [
        ('model:llama', 'Llama', 'introduced', 2023, 1, ['p1'], ['Llama: Open Models']),
        ('model:llama', 'Llama', 'used', 2023, 1, ['p2'], ['Llama 2 Chat']),
        ('model:llama', 'Llama', 'used', 2024, 1, ['p3'], ['Asking Questions']),
        ('model:llama', 'Llama', 'mentioned', None, 1, ['p6'], ['Undated Notes']),
    ],
    "leaderboard": [
        ('MMLU', 'a chain', None, '+3.1 points', 3.1, 'delta', 'the baseline', 'p3', 'Asking Questions', 2024, 'a chain reaches +3.1 points', 0.5),
        ('MMLU', 'Llama 2', 'accuracy', '68.9%', 68.9, 'absolute', None, 'p2', 'Llama 2 Chat', 2023, 'Llama 2 reaches 68.9%', 0.5),
        ('MMLU', 'Llama', 'accuracy', '63.4%', 63.4, 'absolute', None, 'p1', 'Llama: Open Models', 2023, 'Llama reaches 63.4%', 0.5),
        ('MMLU', 'ours', 'accuracy', 'best', None, 'absolute', None, 'p4', 'Answering Them', 2024, 'ours reaches best', 0.5),
    ],
    "may_be_the_same": [
        ('task:chat', 'chat', 'task:qa', 'question answering', 4, ['qa']),
    ],
    "missing_baselines": [
        ('p1', 'model:llama-2-7b', 'Llama 2 7B', 1, ['MMLU'], ['p3']),
    ],
    "models_compared_on": [
        ('MMLU', 'model:llama', 'Llama', 3, 1, 2023, 2024),
        ('MMLU', 'model:llama-2', 'Llama 2', 1, 1, 2023, 2023),
        ('MMLU', 'model:llama-2-7b', 'Llama 2 7B', 1, 0, 2024, 2024),
    ],
    "most_evaluated_benchmarks": [
        ('benchmark:mmlu', 'MMLU', 3, 2023, 2024),
        ('benchmark:gsm8k', 'GSM8K', 2, 2024, 2024),
    ],
    "paper_card": [
        ('p3', 'Asking Questions', 2024, 'ACL', ['Ada'], [], ['GSM8K', 'Llama', 'Llama 2 7B', 'MMLU', 'chat', 'question answering'], 2, 0, 0, 2),
    ],
    "papers_on_benchmark": [
        ('p3', 'Asking Questions', 2024, 'MMLU', 'used', ['MMLU'], 0.9),
        ('p1', 'Llama: Open Models', 2023, 'MMLU', 'used', ['MMLU', 'MMLU'], 0.95),
        ('p2', 'Llama 2 Chat', 2023, 'MMLU', 'used', ['Massive Multitask'], 0.9),
        ('p5', 'Measuring Understanding', 2021, 'MMLU', 'introduced', ['MMLU'], 1.0),
    ],
    "papers_without_entities": [
        ('p7', 'Nothing Named', 2020, False),
    ],
    "related_by_entities": [
        ('p4', 'p2', 'Llama 2 Chat', 2023, 1.812, ['Llama 2', 'MMLU']),
        ('p4', 'p3', 'Asking Questions', 2024, 1.407, ['question answering', 'MMLU']),
        ('p4', 'p6', 'Undated Notes', None, 0.847, ['question answering']),
        ('p4', 'p1', 'Llama: Open Models', 2023, 0.56, ['MMLU']),
        ('p4', 'p5', 'Measuring Understanding', 2021, 0.56, ['MMLU']),
    ],
    "rising_and_fading": [
        ('model:llama-2-7b', 'Llama 2 7B', 0, 1, 0.0, 0.5, 0.5),
        ('model:llama-2', 'Llama 2', 1, 1, 0.25, 0.5, 0.25),
        ('model:llama', 'Llama', 2, 1, 0.5, 0.5, 0.0),
    ],
    "shortest_path": [
        (1, 'dataset:books', 'Books', 'USES', False, 'p1', 'Llama: Open Models', ['Books']),
        (2, 'p1', 'Llama: Open Models', 'BUILDS_ON', False, 'p3', 'Asking Questions', ['Llama']),
        (3, 'p3', 'Asking Questions', 'ADDRESSES', True, 'task:chat', 'chat', ['chat']),
    ],
    "unusual_pairs": [
        ('dataset:c4', 'C4', 'task:qa', 'question answering', 1.286, ['p6']),
        ('dataset:pile', 'The Pile', 'task:qa', 'question answering', 1.286, ['p6']),
    ],
    "variants": [
        ('model:llama-2', 'Llama 2', 'ancestor', 1, 'model:llama', 'Llama', ['2'], 4),
        ('model:llama-2', 'Llama 2', 'descendant', 1, 'model:llama-2-7b', 'Llama 2 7B', ['7B'], 1),
    ],
    "venues_of_task": [
        ('chat', 'venue:acl', 'ACL', 1, 2024, 2024),
        ('question answering', 'venue:acl', 'ACL', 2, 2024, 2024),
    ],
    "weak_evidence": [
        ('task:chat', 'chat', 1, 0.3, 'p3', ['chat']),
        ('model:llama-2-7b', 'Llama 2 7B', 1, 0.6, 'p3', ['Llama-2-7B']),
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
        names = [p.name for p in query.parameters if p.required and p.kind == "text"]
        if names:
            assert run(asked, query.name, dict.fromkeys(names, "no such thing")).rows == ()


def test_the_optional_parameters_narrow_the_answer(asked: Store) -> None:
    assert [r.paper for r in queries.leaderboard(asked, "MMLU", "ACCURACY", 2)] == ["p2", "p1"]
    assert [(r.first, r.second) for r in queries.datasets_used_together(asked, "pile", minimum=2)] == [
        ("benchmark:mmlu", "dataset:pile"), ("dataset:c4", "dataset:pile"),
    ]  # fmt: skip
    assert len(queries.datasets_used_together(asked, "books")) == 3
    assert [r.paper for r in queries.papers_on_benchmark(asked, "MMLU", limit=1)] == ["p3"]
