"""The edges of the graph: one class a type, each with the labels that it joins."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from schemas.identifiers import NodeId
from schemas.mention import ENTITY_TYPES, Confidence, Offset, Role
from schemas.mention import Field as PaperField
from schemas.record import Record

_ENTITIES: tuple[str, ...] = ENTITY_TYPES


class Edge(Record):
    """Share what every edge has: where it starts and where it ends."""

    sources: ClassVar[tuple[str, ...]] = ("Paper",)
    """Labels that the edge may start from."""
    targets: ClassVar[tuple[str, ...]] = ("Paper",)
    """Labels that the edge may end at."""

    source: NodeId = Field(description="Id of the node that it starts from")
    target: NodeId = Field(description="Id of the node that it ends at")


class EvidenceEdge(Edge):
    """Join a paper to an entity on the strength of its mentions: parallel lists, one item a mention."""

    targets: ClassVar[tuple[str, ...]] = _ENTITIES

    fields: tuple[PaperField, ...] = Field(min_length=1, description="Field of the paper, for each mention")
    starts: tuple[Offset, ...] = Field(description="Offset of the first character, for each mention")
    ends: tuple[Offset, ...] = Field(description="Offset after the last character, for each mention")
    texts: tuple[str, ...] = Field(description="The words, for each mention: paper[field][start:end]")
    confidences: tuple[Confidence, ...] = Field(description="Confidence, for each mention")
    extractor: str = Field(description="Version of the extractor that found them")

    @model_validator(mode="after")
    def _lists_are_parallel(self) -> EvidenceEdge:
        if len({len(self.fields), len(self.starts), len(self.ends), len(self.texts), len(self.confidences)}) != 1:
            raise ValueError("the lists of evidence differ in length")
        return self


class Introduces(EvidenceEdge):
    """The paper presents the entity as its own new contribution."""

    type: Literal["INTRODUCES"] = "INTRODUCES"


class Uses(EvidenceEdge):
    """The paper uses a model, a dataset or a method."""

    targets: ClassVar[tuple[str, ...]] = ("Model", "Dataset", "Method")
    type: Literal["USES"] = "USES"


class EvaluatesOn(EvidenceEdge):
    """The paper evaluates on a benchmark."""

    targets: ClassVar[tuple[str, ...]] = ("Benchmark",)
    type: Literal["EVALUATES_ON"] = "EVALUATES_ON"


class Addresses(EvidenceEdge):
    """The paper works on a task."""

    targets: ClassVar[tuple[str, ...]] = ("Task",)
    type: Literal["ADDRESSES"] = "ADDRESSES"


class Measures(EvidenceEdge):
    """The paper measures by a metric."""

    targets: ClassVar[tuple[str, ...]] = ("Metric",)
    type: Literal["MEASURES"] = "MEASURES"


class Mentions(EvidenceEdge):
    """The paper names the entity as background only."""

    type: Literal["MENTIONS"] = "MENTIONS"


class Authored(Edge):
    """The person wrote the paper."""

    sources: ClassVar[tuple[str, ...]] = ("Author",)
    type: Literal["AUTHORED"] = "AUTHORED"
    position: int = Field(ge=1, description="Place in the list of authors, from 1")


class PublishedIn(Edge):
    """The paper appeared in the venue."""

    targets: ClassVar[tuple[str, ...]] = ("Venue",)
    type: Literal["PUBLISHED_IN"] = "PUBLISHED_IN"


class Cites(Edge):
    """The paper's reference list, as a source gives it, names the other paper."""

    type: Literal["CITES"] = "CITES"
    reference: str = Field(
        description="The identifier in the reference list; the reference as written where it was matched"
    )
    matched: str | None = Field(
        None, description="What matched a reference as written: its identifier, or title, year, author"
    )
    confidence: Confidence | None = Field(
        None, description="Confidence of the match; none where an identifier is given"
    )


class BuildsOn(Edge):
    """The paper uses or mentions what the other introduced; inferred, never a citation."""

    type: Literal["BUILDS_ON"] = "BUILDS_ON"
    entities: tuple[str, ...] = Field(min_length=1, description="Ids of the entities that the other paper introduced")
    names: tuple[str, ...] = Field(description="Their names, in the same order")
    roles: tuple[Role, ...] = Field(description="What this paper does with each: used or mentioned")


class VariantOf(Edge):
    """The entity is a size, version or subset of the other: lineage, never an alias."""

    sources: ClassVar[tuple[str, ...]] = _ENTITIES
    targets: ClassVar[tuple[str, ...]] = _ENTITIES
    type: Literal["VARIANT_OF"] = "VARIANT_OF"
    difference: str = Field(description='What sets it apart from the other: "7B", "v2", "large"')


class Claims(Edge):
    """The paper states the claim."""

    targets: ClassVar[tuple[str, ...]] = ("Claim",)
    type: Literal["CLAIMS"] = "CLAIMS"


class About(Edge):
    """The claim is about the entity."""

    sources: ClassVar[tuple[str, ...]] = ("Claim",)
    targets: ClassVar[tuple[str, ...]] = _ENTITIES
    type: Literal["ABOUT"] = "ABOUT"


class On(Edge):
    """The claim's value was measured on the benchmark or dataset."""

    sources: ClassVar[tuple[str, ...]] = ("Claim",)
    targets: ClassVar[tuple[str, ...]] = ("Benchmark", "Dataset")
    type: Literal["ON"] = "ON"


class In(Edge):
    """The claim's value is in the metric."""

    sources: ClassVar[tuple[str, ...]] = ("Claim",)
    targets: ClassVar[tuple[str, ...]] = ("Metric",)
    type: Literal["IN"] = "IN"


class RelatedTo(Edge):
    """The other paper is among the most related to this one."""

    type: Literal["RELATED_TO"] = "RELATED_TO"
    rank: int = Field(ge=1, description="Place among this paper's related work, from 1")
    score: float = Field(ge=0.0, description="The score that ranks it; the sum of its parts")
    text: float = Field(description="The part that likeness of the texts gives")
    entities: float = Field(description="The part that shared entities give, rare ones more")
    citations: float = Field(description="The part that citations give")
    reasons: tuple[str, ...] = Field((), description="Why, in words, the most telling first")


AnyEdge = Annotated[
    Introduces | Uses | EvaluatesOn | Addresses | Measures | Mentions | Authored | PublishedIn | Cites | BuildsOn
    | VariantOf | Claims | About | On | In | RelatedTo,
    Field(discriminator="type"),
]  # fmt: skip
EDGE_CLASSES: dict[str, type[Edge]] = {
    c.model_fields["type"].default: c
    for c in (
        Introduces, Uses, EvaluatesOn, Addresses, Measures, Mentions, Authored, PublishedIn, Cites, BuildsOn,
        VariantOf, Claims, About, On, In, RelatedTo,
    )
}  # fmt: skip
EVIDENCE_CLASSES: dict[str, type[EvidenceEdge]] = {t: c for t, c in EDGE_CLASSES.items() if issubclass(c, EvidenceEdge)}
USED_EDGE: dict[str, type[EvidenceEdge]] = {
    "Model": Uses, "Dataset": Uses, "Method": Uses, "Benchmark": EvaluatesOn, "Task": Addresses, "Metric": Measures,
}  # fmt: skip
"""The edge that the role *used* makes, by the type of the entity."""


def evidence_class(role: Role, entity_type: str) -> type[EvidenceEdge]:
    """Return the class of the edge that joins a paper to an entity of this type in this role."""
    if role == "introduced":
        return Introduces
    return Mentions if role == "mentioned" else USED_EDGE[entity_type]
