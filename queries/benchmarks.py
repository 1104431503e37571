"""Questions about benchmarks and datasets."""

from __future__ import annotations

from queries.library import ask
from schemas.record import Record
from schemas.result import Runner


class PaperOnBenchmark(Record):
    """A paper that evaluates on a benchmark or introduces it."""

    paper: str
    title: str
    year: int | None
    benchmark: str
    role: str
    texts: tuple[str, ...]
    confidence: float


class EvaluatedBenchmark(Record):
    """A benchmark with the papers that evaluate on it."""

    benchmark: str
    name: str
    papers: int
    first: int | None
    last: int | None


class ClaimedResult(Record):
    """A result as one abstract claims it."""

    benchmark: str
    subject: str
    metric: str | None
    value: str
    number: float | None
    kind: str
    against: str | None
    paper: str
    title: str
    year: int | None
    text: str
    confidence: float


class DatasetPair(Record):
    """Two datasets or benchmarks that the same papers use."""

    first: str
    first_name: str
    second: str
    second_name: str
    papers: int


class BenchmarkOfTask(Record):
    """A benchmark on which papers of a task evaluate."""

    task: str
    benchmark: str
    name: str
    papers: int
    share: float


def papers_on_benchmark(runner: Runner, benchmark: str, limit: int = 100) -> list[PaperOnBenchmark]:
    """Return the papers that evaluate on a benchmark or introduce it, newest first."""
    return ask(runner, "papers_on_benchmark", PaperOnBenchmark, benchmark=benchmark, limit=limit)


def most_evaluated_benchmarks(runner: Runner, limit: int = 20) -> list[EvaluatedBenchmark]:
    """Return the benchmarks that most papers evaluate on."""
    return ask(runner, "most_evaluated_benchmarks", EvaluatedBenchmark, limit=limit)


def leaderboard(runner: Runner, benchmark: str, metric: str = "", limit: int = 100) -> list[ClaimedResult]:
    """Return the results that abstracts claim on a benchmark or dataset, by metric, best number first."""
    return ask(runner, "leaderboard", ClaimedResult, benchmark=benchmark, metric=metric, limit=limit)


def datasets_used_together(runner: Runner, dataset: str = "", minimum: int = 1, limit: int = 50) -> list[DatasetPair]:
    """Return the pairs of datasets and benchmarks that the same papers use, most papers first."""
    return ask(runner, "datasets_used_together", DatasetPair, dataset=dataset, minimum=minimum, limit=limit)


def benchmarks_of_task(runner: Runner, task: str, limit: int = 50) -> list[BenchmarkOfTask]:
    """Return the benchmarks on which papers of a task evaluate, most papers first."""
    return ask(runner, "benchmarks_of_task", BenchmarkOfTask, task=task, limit=limit)
