"""The nodes of the graph: one class a label, `id` unique."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from schemas.identifiers import NodeId
from schemas.mention import ClaimKind, Confidence, Offset
from schemas.mention import Field as PaperField
from schemas.record import Record


class Node(Record):
    """Share what every node has: an id that is unique in the graph."""

    caption: ClassVar[str] = "name"
    """The property that names the node to a reader."""

    id: NodeId = Field(description="Unique in the graph")


class PaperNode(Node):
    """A publication, with the text that its evidence points into."""

    caption: ClassVar[str] = "title"

    label: Literal["Paper"] = "Paper"
    title: str = Field(description="Title, as the source gives it")
    abstract: str = Field("", description="Abstract, as the source gives it; empty when there is none")
    year: int | None = Field(None, description="Year of first appearance")
    doi: str | None = Field(None, description="Digital object identifier")
    arxiv: str | None = Field(None, description="arXiv id without version")
    acl: str | None = Field(None, description="ACL Anthology id")
    openreview: str | None = Field(None, description="OpenReview forum id")
    s2: str | None = Field(None, description="Semantic Scholar id")
    openalex: str | None = Field(None, description="OpenAlex work id")
    huggingface: str | None = Field(None, description="Hugging Face Papers id")
    aliases: tuple[str, ...] = Field((), description="Other ids under which sources know it, sorted")


class AuthorNode(Node):
    """A person who wrote papers; equal names are one author."""

    label: Literal["Author"] = "Author"
    name: str = Field(description="Name, as most papers spell it")


class VenueNode(Node):
    """A conference, journal or archive in which papers appear."""

    label: Literal["Venue"] = "Venue"
    name: str = Field(description="Short name, as most papers spell it")


class EntityNode(Node):
    """Share what all entities have: their names, and how many papers name them."""

    name: str = Field(description="The surface form that most papers use")
    aliases: tuple[str, ...] = Field((), description="All surface forms that resolve to it, most used first")
    papers: int = Field(
        0, ge=0, description="Number of papers that name it; 0 for a family that only its variants imply"
    )


class ModelNode(EntityNode):
    """A named trained model, model family, architecture or runnable system."""

    label: Literal["Model"] = "Model"


class DatasetNode(EntityNode):
    """A named data resource: a corpus, a training set, a knowledge base."""

    label: Literal["Dataset"] = "Dataset"


class BenchmarkNode(EntityNode):
    """A named evaluation suite, test set, challenge or exam."""

    label: Literal["Benchmark"] = "Benchmark"


class MethodNode(EntityNode):
    """A named technique, algorithm, procedure, framework or tool."""

    label: Literal["Method"] = "Method"


class TaskNode(EntityNode):
    """An established task: machine translation, object detection."""

    label: Literal["Task"] = "Task"


class MetricNode(EntityNode):
    """A named measure: BLEU, accuracy, perplexity."""

    label: Literal["Metric"] = "Metric"


class ClaimNode(Node):
    """A result as one abstract states it; the abstract's claim, not a fact."""

    caption: ClassVar[str] = "text"

    label: Literal["Claim"] = "Claim"
    paper: NodeId = Field(description="Id of the paper that states it")
    field: PaperField = Field(description="Field of the paper that the offsets count in")
    start: Offset = Field(description="Offset of the first character")
    end: Offset = Field(description="Offset after the last character")
    text: str = Field(description="The words that state it")
    subject: str = Field(description="The model or method, as written")
    on: str = Field(description="The benchmark or dataset, as written")
    metric: str | None = Field(None, description="The metric, as written")
    value: str = Field(description="The value with its unit, as written")
    kind: ClaimKind = Field(description="absolute or delta")
    against: str | None = Field(None, description="What a delta is measured against, as written")
    confidence: Confidence = Field(description="Estimated probability that the text states this")
    extractor: str = Field(description="Version of the extractor that read it")


AnyEntity = Annotated[
    ModelNode | DatasetNode | BenchmarkNode | MethodNode | TaskNode | MetricNode, Field(discriminator="label")
]
AnyNode = Annotated[
    PaperNode
    | AuthorNode
    | VenueNode
    | ModelNode
    | DatasetNode
    | BenchmarkNode
    | MethodNode
    | TaskNode
    | MetricNode
    | ClaimNode,
    Field(discriminator="label"),
]
Label = Literal["Paper", "Author", "Venue", "Model", "Dataset", "Benchmark", "Method", "Task", "Metric", "Claim"]
NODE_CLASSES: dict[str, type[Node]] = {
    c.model_fields["label"].default: c
    for c in (
        PaperNode, AuthorNode, VenueNode, ModelNode, DatasetNode, BenchmarkNode, MethodNode, TaskNode, MetricNode, ClaimNode,
    )
}  # fmt: skip
ENTITY_CLASSES: dict[str, type[EntityNode]] = {
    label: c for label, c in NODE_CLASSES.items() if issubclass(c, EntityNode)
}
