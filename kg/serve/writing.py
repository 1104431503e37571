"""The half of the REST interface that takes bodies: questions, texts, files, corrections."""

from __future__ import annotations

import hmac
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Header, Query, Request, Response
from pydantic import Field
from starlette.exceptions import HTTPException

from kg.corpus import Corpus
from kg.serve.given import Given, from_file, from_text
from kg.serve.problems import RESPONSES
from kg.serve.reading import Current
from kg.serve.shapes import RelatedList, RelatedPaper
from kg.serve.takeaway import EdgeName, Format, take_away
from kg.serve.view import View
from queries.library import QUERIES, prepare
from schemas.decision import Decision, DecisionKind
from schemas.errors import UnknownName, UsageError
from schemas.mention import EntityType
from schemas.record import Record
from schemas.result import QueryResult

router = APIRouter(prefix="/api/v1", responses=RESPONSES)

Name = Annotated[str, Field(min_length=1, max_length=1000)]


class Wish(Record):
    """Ask for related work: of papers, or of a text."""

    ids: tuple[str, ...] = Field((), max_length=100)
    text: str = Field("", max_length=200_000)
    k: int = Field(20, ge=1, le=100)


class CypherQuestion(Record):
    """Ask in Cypher, or by the name of a question."""

    cypher: str = Field("", max_length=20_000)
    name: str = Field("", max_length=100)
    parameters: dict[str, Any] = Field(default_factory=dict)
    limit: int = Field(200, ge=1, le=10_000)


class NamedParameter(Record):
    """What a named question takes."""

    name: str
    kind: str
    meaning: str
    required: bool
    default: Any = None
    example: str | None = None


class NamedQuestion(Record):
    """A question that has a name."""

    name: str
    answers: str
    parameters: tuple[NamedParameter, ...]
    cypher: str


class Wanted(Record):
    """Say which part of the graph to take away, and how."""

    format: Format
    nodes: tuple[str, ...] = Field(min_length=1, max_length=5000)
    edges: tuple[EdgeName, ...] = Field((), max_length=50_000)


class Correction(Record):
    """Say what a name is: the same as another (merge), not the same (split), of another type, or no entity."""

    kind: DecisionKind
    type: EntityType
    name: Name
    target_type: EntityType | None = None
    target_name: Name | None = None
    reason: str = Field("corrected in the page", max_length=1000)


def may_write(request: Request, x_kg_token: Annotated[str, Header()] = "") -> None:
    """Let through who holds the token that the page was given; refuse all when the page is read-only."""
    state = request.app.state
    if state.options.read_only:
        raise HTTPException(403, "this page was opened with --read-only: nothing can be corrected here")
    if not hmac.compare_digest(x_kg_token.encode(), state.write_token.encode()):
        raise HTTPException(403, "corrections need the token that only the page has: reload the page")


@router.post("/related", tags=["read"])
def post_related(view: Current, wish: Wish) -> RelatedList:
    """Give the papers most related to papers of the graph or to a text, with reasons."""
    if bool(wish.ids) == bool(wish.text.strip()):
        raise UsageError("give ids of papers or a text, one of the two")
    if wish.ids:
        return _related(view, Given(ids=wish.ids, understood=""), wish.k)
    return _related(view, from_text(wish.text), wish.k)


@router.post("/related/file", tags=["read"])
def post_related_file(
    view: Current,
    name: Annotated[
        str, Query(min_length=1, max_length=300, description="The file's name: its ending says what it is")
    ],
    content: Annotated[bytes, Body(media_type="application/octet-stream")],
    k: Annotated[int, Query(ge=1, le=100)] = 20,
) -> RelatedList:
    """Give the papers most related to a file: .bib, .pdf or text."""
    return _related(view, from_file(view, name, content), k)


@router.get("/questions", tags=["read"])
def get_questions() -> tuple[NamedQuestion, ...]:
    """Give the questions that have names, with their Cypher."""
    return tuple(
        NamedQuestion(
            name=one.name,
            answers=one.answers,
            parameters=tuple(NamedParameter(**p.model_dump()) for p in one.parameters),
            cypher=one.body,
        )
        for one in QUERIES.values()
    )


@router.post("/query", tags=["read"])
def post_query(request: Request, view: Current, question: CypherQuestion) -> QueryResult:
    """Answer Cypher, or a named question; the store refuses to write."""
    if bool(question.cypher.strip()) == bool(question.name):
        raise UsageError("give cypher or the name of a question, one of the two")
    cypher, parameters = question.cypher, dict(question.parameters)
    if question.name:
        cypher, parameters = prepare(question.name, parameters)
    answer: QueryResult = request.app.state.cypher.query(view, cypher, parameters, question.limit)
    return answer


@router.post("/export", tags=["read"], response_class=Response)
def post_export(view: Current, wanted: Wanted) -> Response:
    """Give a part of the graph as a file: CSV (zipped), BibTeX, GraphML, GEXF, JSON or one HTML page."""
    content, name, media = take_away(view, wanted.format, wanted.nodes, wanted.edges)
    return Response(content, media_type=media, headers={"content-disposition": f'attachment; filename="{name}"'})


@router.get("/decisions", tags=["correct"])
def get_decisions(request: Request) -> tuple[Decision, ...]:
    """Give the corrections that people made, the newest first, the undone ones too."""
    with Corpus(request.app.state.options.corpus, must_exist=True) as corpus:
        return tuple(reversed(corpus.journal.all()))


@router.post("/decisions", tags=["correct"], dependencies=[Depends(may_write)], status_code=201)
def post_decision(request: Request, view: Current, correction: Correction) -> Decision:
    """Write a correction into the journal and begin to make the graph anew."""
    _check(view, correction)
    decision = Decision(seq=0, **correction.model_dump())
    with Corpus(request.app.state.options.corpus, must_exist=True) as corpus:
        written = corpus.journal.add(decision)
    request.app.state.rebuilding.start()
    return written


@router.post("/decisions/{seq}/undo", tags=["correct"], dependencies=[Depends(may_write)])
def post_undo(request: Request, seq: int) -> Decision:
    """Take a correction back and begin to make the graph anew."""
    with Corpus(request.app.state.options.corpus, must_exist=True) as corpus:
        undone = corpus.journal.undo(seq)
    request.app.state.rebuilding.start()
    return undone


def _check(view: View, correction: Correction) -> None:
    needs_name = correction.kind in ("merge", "split")
    if needs_name and correction.target_name is None:
        raise UsageError(f"{correction.kind} needs target_name: the other name")
    if correction.kind == "retype" and correction.target_type is None:
        raise UsageError("retype needs target_type: the type that the name has")
    names = [(correction.type, correction.name)]
    if needs_name:
        names.append((correction.target_type or correction.type, str(correction.target_name)))
    for type, name in names:
        if not any(node.label == type for node in view.snapshot.named(name)):
            raise UnknownName(type.lower(), name)


def _related(view: View, given: Given, k: int) -> RelatedList:
    found = view.related.rank(list(given.ids) if given.ids else given.draft, k)  # type: ignore[arg-type]
    items = tuple(
        RelatedPaper(
            paper=view.ref(one.id),
            score=one.score,
            text=one.parts.text,
            entities=one.parts.entities,
            citations=one.parts.citations,
            reasons=one.reasons,
        )
        for one in found
    )
    return RelatedList(items=items, understood=given.understood)
