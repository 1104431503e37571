"""A small graph that the questions are asked about: three years of papers, a family of models, two benchmarks."""

from __future__ import annotations

from schemas.edges import (
    About,
    Addresses,
    AnyEdge,
    Authored,
    BuildsOn,
    Cites,
    Claims,
    EvaluatesOn,
    In,
    Introduces,
    Measures,
    Mentions,
    On,
    PublishedIn,
    Uses,
    VariantOf,
)  # fmt: skip
from schemas.nodes import (
    AnyNode,
    AuthorNode,
    BenchmarkNode,
    ClaimNode,
    DatasetNode,
    MetricNode,
    ModelNode,
    PaperNode,
    TaskNode,
    VenueNode,
)  # fmt: skip


def nodes() -> list[AnyNode]:
    """Return the nodes."""
    return [
        PaperNode(id="p1", title="Llama: Open Models", abstract="…", year=2023),
        PaperNode(id="p2", title="Llama 2 Chat", abstract="…", year=2023),
        PaperNode(id="p3", title="Asking Questions", abstract="…", year=2024),
        PaperNode(id="p4", title="Answering Them", abstract="…", year=2024),
        PaperNode(id="p5", title="Measuring Understanding", abstract="…", year=2021),
        PaperNode(id="p6", title="Undated Notes", abstract="…"),
        ModelNode(id="model:llama", name="Llama", aliases=("Llama", "LLaMA"), papers=4),
        ModelNode(id="model:llama-2", name="Llama 2", aliases=("Llama 2", "Llama-2"), papers=2),
        ModelNode(id="model:llama-2-7b", name="Llama 2 7B", aliases=("Llama-2-7B",), papers=1),
        BenchmarkNode(id="benchmark:mmlu", name="MMLU", aliases=("MMLU", "Massive Multitask"), papers=4),
        BenchmarkNode(id="benchmark:gsm8k", name="GSM8K", aliases=("GSM8K",), papers=2),
        DatasetNode(id="dataset:c4", name="C4", aliases=("C4",), papers=3),
        DatasetNode(id="dataset:pile", name="The Pile", aliases=("The Pile", "Pile"), papers=3),
        DatasetNode(id="dataset:books", name="Books", aliases=("Books",), papers=1),
        TaskNode(id="task:qa", name="question answering", aliases=("question answering", "QA"), papers=3),
        MetricNode(id="metric:accuracy", name="accuracy", aliases=("accuracy",), papers=2),
        _claim("claim:1", "p1", "Llama", "63.4%", "accuracy"),
        _claim("claim:2", "p2", "Llama 2", "68.9%", "accuracy"),
        _claim("claim:3", "p3", "a chain", "+3.1 points", None, kind="delta", against="the baseline"),
        _claim("claim:4", "p4", "ours", "best", "accuracy"),
        _claim("claim:5", "p3", "Llama", "51%", "accuracy"),
        _claim("claim:6", "p6", "Llama", "52%", "Accuracy"),
        AuthorNode(id="author:ada", name="Ada"),
        AuthorNode(id="author:bob", name="Bob"),
        VenueNode(id="venue:acl", name="ACL"),
        PaperNode(id="p7", title="Nothing Named", abstract="", year=2020),
        TaskNode(id="task:chat", name="chat", aliases=("chat", "QA"), papers=1),
    ]  # fmt: skip


def edges() -> list[AnyEdge]:
    """Return the edges."""
    return [
        Introduces(source="p1", target="model:llama", **_seen("Llama", 0.9)),
        Introduces(source="p2", target="model:llama-2", **_seen("Llama 2", 0.8)),
        Introduces(source="p5", target="benchmark:mmlu", **_seen("MMLU", 1.0)),
        Uses(source="p2", target="model:llama", **_seen("LLaMA", 0.7)),
        Uses(source="p3", target="model:llama", **_seen("Llama", 0.6)),
        Uses(source="p3", target="model:llama-2-7b", **_seen("Llama-2-7B", 0.6)),
        Mentions(source="p4", target="model:llama-2", **_seen("Llama-2", 0.5)),
        Mentions(source="p6", target="model:llama", **_seen("Llama", 0.5)),
        Uses(source="p1", target="dataset:c4", **_seen("C4", 0.9)),
        Uses(source="p1", target="dataset:pile", **_seen("Pile", 0.9)),
        Uses(source="p1", target="dataset:books", **_seen("Books", 0.9)),
        Uses(source="p2", target="dataset:c4", **_seen("C4", 0.9)),
        Uses(source="p2", target="dataset:pile", **_seen("The Pile", 0.9)),
        Uses(source="p6", target="dataset:c4", **_seen("C4", 0.9)),
        Mentions(source="p6", target="dataset:pile", **_seen("The Pile", 0.9)),
        EvaluatesOn(source="p1", target="benchmark:mmlu", **_seen("MMLU", 0.4, 0.95)),
        EvaluatesOn(source="p2", target="benchmark:mmlu", **_seen("Massive Multitask", 0.9)),
        EvaluatesOn(source="p3", target="benchmark:mmlu", **_seen("MMLU", 0.9)),
        EvaluatesOn(source="p3", target="benchmark:gsm8k", **_seen("GSM8K", 0.9)),
        EvaluatesOn(source="p6", target="benchmark:gsm8k", **_seen("GSM8K", 0.9)),
        Mentions(source="p4", target="benchmark:mmlu", **_seen("MMLU", 0.9)),
        Addresses(source="p3", target="task:qa", **_seen("QA", 0.9)),
        Addresses(source="p4", target="task:qa", **_seen("question answering", 0.9)),
        Addresses(source="p6", target="task:qa", **_seen("QA", 0.9)),
        Measures(source="p1", target="metric:accuracy", **_seen("accuracy", 0.9)),
        VariantOf(source="model:llama-2", target="model:llama", difference="2"),
        VariantOf(source="model:llama-2-7b", target="model:llama-2", difference="7B"),
        BuildsOn(source="p2", target="p1", entities=("model:llama",), names=("Llama",), roles=("used",)),
        BuildsOn(
            source="p3", target="p1", entities=("model:llama",), names=("Llama",), roles=("used",),
        ),
        BuildsOn(source="p2", target="p5", entities=("benchmark:mmlu",), names=("MMLU",), roles=("used",)),
        BuildsOn(source="p4", target="p2", entities=("model:llama-2",), names=("Llama 2",), roles=("mentioned",)),
        Cites(source="p2", target="p1", reference="p1"),
        Cites(source="p3", target="p1", reference="p1"),
        Cites(source="p3", target="p5", reference="arxiv:2009.03300"),
        Addresses(source="p3", target="task:chat", **_seen("chat", 0.3)),
        Authored(source="author:bob", target="p1", position=2),
        Authored(source="author:ada", target="p1", position=1),
        Authored(source="author:ada", target="p3", position=1),
        PublishedIn(source="p3", target="venue:acl"),
        PublishedIn(source="p4", target="venue:acl"),
        *(Claims(source=f"p{i}", target=f"claim:{i}") for i in (1, 2, 3, 4)),
        *(On(source=f"claim:{i}", target="benchmark:mmlu") for i in (1, 2, 3, 4)),
        *(In(source=f"claim:{i}", target="metric:accuracy") for i in (1, 2)),
        About(source="claim:1", target="model:llama"),
        About(source="claim:2", target="model:llama-2"),
        *(About(source=f"claim:{i}", target="model:llama") for i in (5, 6)),
        *(On(source=f"claim:{i}", target="benchmark:gsm8k") for i in (5, 6)),
        Claims(source="p3", target="claim:5"),
        Claims(source="p6", target="claim:6"),
    ]  # fmt: skip


def _seen(word: str, *confidences: float) -> dict[str, object]:
    count = len(confidences)
    return {
        "fields": ("abstract",) * count, "starts": tuple(range(count)), "texts": (word,) * count,
        "ends": tuple(i + len(word) for i in range(count)), "confidences": confidences, "extractor": "test-1",
    }  # fmt: skip


def _claim(
    id: str,
    paper: str,
    subject: str,
    value: str,
    metric: str | None,
    kind: str = "absolute",
    against: str | None = None,
) -> ClaimNode:
    text = f"{subject} reaches {value}"
    return ClaimNode.model_validate(
        {
            "id": id, "paper": paper, "field": "abstract", "start": 0, "end": len(text), "text": text,
            "subject": subject, "on": "MMLU", "metric": metric, "value": value, "kind": kind, "against": against,
            "confidence": 0.5, "extractor": "test-1",
        }
    )  # fmt: skip
