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


class ComparedModel(Record):
    """A model that papers use or introduce when they evaluate on a benchmark."""

    benchmark: str
    model: str
    name: str
    papers: int
    introduced: int
    first: int | None
    last: int | None


class MissingBaseline(Record):
    """A model that is usual on the benchmarks of a paper and that the paper does not name."""

    paper: str
    model: str
    name: str
    papers: int
    benchmarks: tuple[str, ...]
    examples: tuple[str, ...]


class Cell(Record):
    """How many papers of a task use or evaluate on a dataset or benchmark."""

    task: str
    task_name: str
    data: str
    data_name: str
    papers: int


class Disagreement(Record):
    """Two claims that state different values of one thing."""

    benchmark: str
    subject: str
    metric: str | None
    first_paper: str
    first_value: str
    first_text: str
    second_paper: str
    second_value: str
    second_text: str


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


def models_compared_on(runner: Runner, benchmark: str, limit: int = 50) -> list[ComparedModel]:
    """Return the models that are compared on a benchmark, those of most papers first."""
    return ask(runner, "models_compared_on", ComparedModel, benchmark=benchmark, limit=limit)


def missing_baselines(runner: Runner, paper: str, minimum: int = 2, limit: int = 20) -> list[MissingBaseline]:
    """Return the models that others use on the benchmarks of a paper and that it does not name."""
    return ask(runner, "missing_baselines", MissingBaseline, paper=paper, minimum=minimum, limit=limit)


def gap_matrix(runner: Runner, tasks: int = 10, data: int = 10) -> list[Cell]:
    """Return the most named tasks against the most named data, row by row; 0 is a gap."""
    return ask(runner, "gap_matrix", Cell, tasks=tasks, data=data)


def claims_that_disagree(runner: Runner, benchmark: str = "", limit: int = 50) -> list[Disagreement]:
    """Return pairs of claims on one benchmark, subject and metric with different values."""
    return ask(runner, "claims_that_disagree", Disagreement, benchmark=benchmark, limit=limit)
