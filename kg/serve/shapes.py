"""What the REST interface answers: the shapes of its JSON."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from schemas.mention import EntityType, Role
from schemas.nodes import Label
from schemas.record import Record

State = Literal["ready", "empty", "stale"]


class Dot(Record):
    """A node as it is drawn."""

    id: str
    label: Label
    name: str
    year: int | None = Field(None, description="Of a paper: its year; of an entity: of the first paper that names it")
    degree: int = Field(description="Edges at it in the whole graph, related work and people apart")
    papers: int = Field(0, description="Papers that name it, for an entity")
    x: float | None = None
    y: float | None = None
    community: int | None = None


class Line(Record):
    """An edge as it is drawn; `CO_USED` joins two entities that papers name together."""

    source: str
    target: str
    type: str
    weight: float = Field(description="Best confidence of its evidence, score of related work, or papers in common")
    year: int | None = Field(None, description="Year of the paper that it starts from")


class Subgraph(Record):
    """A part of the graph; `cut` says in words what was left out."""

    nodes: tuple[Dot, ...]
    edges: tuple[Line, ...]
    total: int = Field(description="Nodes that there were before the cut")
    cut: str | None = None


class Community(Record):
    """Entities and papers that belong together, named by its strongest entities."""

    id: int
    name: str
    size: int


class YearCount(Record):
    """Papers of one year."""

    year: int
    papers: int


class Question(Record):
    """Something worth asking, and where the page answers it."""

    text: str
    hint: str
    view: str = Field(description="The page's address after #")


class Overview(Record):
    """The whole graph at first sight."""

    nodes: dict[str, int]
    edges: dict[str, int]
    years: tuple[YearCount, ...]
    graph: Subgraph
    communities: tuple[Community, ...]
    questions: tuple[Question, ...]


class Hit(Record):
    """Something found by name."""

    id: str
    label: Label
    name: str
    matched: str = Field(description="The name, alias or title that matched, folded")
    year: int | None = None
    papers: int = 0


class Page(Record):
    """Say where a list stands: `total` items in all, from `offset`."""

    total: int
    offset: int
    limit: int


class Hits(Page):
    """One page of search results."""

    items: tuple[Hit, ...]


class Ref(Record):
    """Name a node in passing."""

    id: str
    label: Label
    name: str
    year: int | None = None


class Quote(Record):
    """The sentence that a mention stands in: `paper[field][start:end] == text`, counted in code points."""

    field: Literal["title", "abstract"]
    start: int
    end: int
    text: str
    confidence: float
    sentence: str
    sentence_start: int = Field(description="Offset of the sentence in the field")


class PaperQuotes(Record):
    """What one paper says: its texts, and the sentences that matter in them."""

    paper: Ref
    title: str
    abstract: str
    entity: Ref | None = Field(None, description="Which entity the sentences name, where it is not plain")
    type: str = Field(description="The edge that they stand behind: INTRODUCES, USES, ...")
    extractor: str
    quotes: tuple[Quote, ...]


class EdgeCard(Record):
    """Why an edge is there."""

    source: Ref
    target: Ref
    type: str
    meaning: str = Field(description="What edges of this type say")
    details: dict[str, Any] = Field(description="What the edge carries beside its evidence")
    papers: tuple[PaperQuotes, ...]
    total: int = Field(description="Papers that it stands on, of which at most 20 are shown")


class MarkedSpan(Record):
    """A mention marked in a paper."""

    field: Literal["title", "abstract"]
    start: int
    end: int
    text: str
    type: EntityType
    role: Role
    confidence: float
    entity: str
    name: str


class ClaimRow(Record):
    """A result as an abstract states it; never a fact."""

    id: str
    paper: Ref
    field: Literal["title", "abstract"]
    start: int
    end: int
    text: str
    subject: str
    subject_id: str | None = None
    on: str
    on_id: str | None = None
    metric: str | None = None
    value: str
    number: float | None = Field(None, description="The value as a number, where it is one, to sort by")
    kind: Literal["absolute", "delta"]
    against: str | None = None
    confidence: float
    extractor: str


class Relation(Record):
    """A paper or entity at the other end of an edge, with a word of why."""

    node: Ref
    type: str
    why: str = ""
    weight: float = 1.0


class RelatedPaper(Record):
    """One paper of related work: its score is the sum of its parts."""

    paper: Ref
    score: float
    text: float
    entities: float
    citations: float
    reasons: tuple[str, ...]


class RelatedList(Record):
    """Related work, best first."""

    items: tuple[RelatedPaper, ...]
    understood: str = Field("", description="What was read of the text or file that was given")


class PaperCard(Record):
    """All about one paper."""

    kind: Literal["paper"] = "paper"
    node: Ref
    title: str
    abstract: str
    identifiers: dict[str, str]
    authors: tuple[Ref, ...]
    venue: Ref | None
    mentions: tuple[MarkedSpan, ...]
    claims: tuple[ClaimRow, ...]
    related: tuple[RelatedPaper, ...]
    cites: tuple[Ref, ...]
    cited_by: tuple[Ref, ...]
    cited_by_total: int
    builds_on: tuple[Relation, ...]
    built_on_by: tuple[Relation, ...]


class YearUse(Record):
    """How many papers of a year introduce, use and mention an entity."""

    year: int
    introduced: int = 0
    used: int = 0
    mentioned: int = 0


class EntityCard(Record):
    """All about one entity."""

    kind: Literal["entity"] = "entity"
    node: Ref
    type: EntityType
    aliases: tuple[str, ...]
    papers: int
    variant_of: tuple[Relation, ...]
    variants: tuple[Relation, ...]
    introduced_by: tuple[PaperQuotes, ...]
    years: tuple[YearUse, ...]
    undated: int = Field(description="Papers without a year")
    with_others: tuple[Relation, ...] = Field(description="Entities that the same papers name, most telling first")
    claims: tuple[ClaimRow, ...]
    claims_total: int


class OtherCard(Record):
    """All about an author, a venue or a claim."""

    kind: Literal["other"] = "other"
    node: Ref
    papers: tuple[Ref, ...]
    total: int
    claim: ClaimRow | None = None


class PaperQuotesPage(Page):
    """One page of the papers that name an entity, with their sentences."""

    items: tuple[PaperQuotes, ...]


class Step(Record):
    """One step of a path, in words."""

    source: str
    target: str
    type: str
    words: str


class PathAnswer(Record):
    """The shortest path between two nodes; no nodes when there is none."""

    graph: Subgraph
    steps: tuple[Step, ...]


class BoardRow(Record):
    """A benchmark or dataset with the number of claims on it."""

    node: Ref
    claims: int


class Board(Page):
    """The claims on one benchmark or dataset."""

    node: Ref
    metrics: tuple[str, ...]
    items: tuple[ClaimRow, ...]


class Gap(Record):
    """A pair that few or no papers bring together, though each is common."""

    row: int
    column: int
    papers: int
    expected: float


class Gaps(Record):
    """How many papers bring each row and column together: `cells[row][column]`."""

    rows: tuple[Ref, ...]
    columns: tuple[Ref, ...]
    cells: tuple[tuple[int, ...], ...]
    gaps: tuple[Gap, ...] = Field(description="The most surprising empty places first")


class Trend(Record):
    """How an entity's rate changes: the part of papers that name it, early against late."""

    node: Ref
    papers: int
    before: int = Field(description="Papers of the earlier years that name it")
    after: int = Field(description="Papers of the later years that name it")
    ratio: float = Field(description="Its rate in the later years over that in the earlier")
    low: float = Field(description="Lower end of the ratio's interval at 95%")
    high: float = Field(description="Upper end of the ratio's interval at 95%")
    years: tuple[YearCount, ...]


class Trends(Record):
    """Entities that rise and that fade, surest first."""

    since: int | None = Field(description="First of the later years; None when there is nothing to compare")
    note: str | None
    totals: tuple[YearCount, ...]
    rising: tuple[Trend, ...]
    fading: tuple[Trend, ...]


class NodeKind(Record):
    """A label with its properties."""

    label: str
    description: str
    properties: tuple[str, ...]


class EdgeKind(Record):
    """An edge type with the labels that it joins."""

    type: str
    description: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    properties: tuple[str, ...]


class Vocabulary(Record):
    """What Cypher can name in this graph."""

    nodes: tuple[NodeKind, ...]
    edges: tuple[EdgeKind, ...]


class Status(Record):
    """How the graph and its parts are, for a page that stays open."""

    state: State
    message: str
    generation: str
    read_only: bool
    papers: int
    cypher: str = Field(description="Which store answers Cypher, or empty")
    cypher_message: str = Field(description="Why no store answers, and what to do")
    rebuild: RebuildState


class RebuildState(Record):
    """How far a rebuild after a correction is."""

    running: bool
    stage: str = ""
    done: int = 0
    total: int | None = None
    error: str = ""


class Problem(Record):
    """A failure as RFC 9457 words it."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


Status.model_rebuild()
