"""Say what a reviewer would miss in a draft, each remark with what it stands on in the graph."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import Field

from kg import extract
from kg.drafts.ask import recognised
from kg.drafts.cited import cited
from kg.drafts.manuscript import Manuscript
from kg.related import Draft, Related, RelatedIndex
from loaders.snapshot import Snapshot
from schemas.errors import ExtractorError
from schemas.mention import Claim, Extraction
from schemas.nodes import ClaimNode, EntityNode
from schemas.record import Record

LEAST_PAPERS = 3
"""Papers on a benchmark that must use a model before it is usual there."""
LEAST_PART = 0.2
"""The same as a part of the papers on that benchmark."""
CLOSE = 0.2
"""Score from which a paper that is not cited is worth a remark."""
CLOSE_TEXT = 0.1
"""The same of the score's part for text: a paper that is only cited beside what the draft cites is on something else."""
MOST = 5
_USED = ("USES", "INTRODUCES", "MENTIONS")
_ON = ("EVALUATES_ON", "USES", "INTRODUCES")
_LETTERS = re.compile(r"[^\W\d_]*")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


class Remark(Record):
    """Hold one thing that a reviewer would say."""

    kind: Literal["paper", "model", "newer", "claim"]
    id: str = Field(description="The paper, entity or claim that is missing or says otherwise")
    name: str
    reasons: tuple[str, ...]
    papers: tuple[str, ...] = Field(description="Papers of the graph that the reasons stand on")


class Review(Record):
    """Hold all remarks on a draft, and what to tell about how it was read."""

    remarks: tuple[Remark, ...]
    told: tuple[str, ...]


class _Read:
    """Know what a draft names: entities of the graph, and whether a name stands anywhere in it."""

    def __init__(self, manuscript: Manuscript, index: RelatedIndex, found: Extraction | None) -> None:
        self.words = f"{manuscript.title}\n{manuscript.abstract}\n{manuscript.text}".casefold()
        self.entities = {
            index.entities.ids.at(entity) for entity in index.entities.meant(found.mentions if found else ())
        }

    def names(self, node: EntityNode) -> bool:
        return node.id in self.entities or any(self._says(name) for name in (node.name, *node.aliases))

    def _says(self, name: str) -> bool:
        return re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", self.words) is not None


def review(manuscript: Manuscript, snapshot: Snapshot, index: RelatedIndex, k: int = 10) -> Review:
    """Return what is missing: close papers, models usually compared, newer versions, claims that say otherwise.

    At most `k` papers and `MOST` of each other kind. Nothing is said where the graph holds no ground for it.
    """
    known = cited(manuscript, snapshot, index)
    found = _extracted(manuscript)
    read = _Read(manuscript, index, found)
    told = [*manuscript.notes, recognised(known, manuscript) or "no references were found in it"]
    if found is None:
        told.append("the extractor is not installed: what the draft names does not count")
    draft = Draft(
        title=manuscript.title,
        abstract=manuscript.subject,
        mentions=found.mentions if found else (),
        cites=known.ids,
        itself=known.itself,
    )
    close = index.rank(draft, k)
    leave = {*known.itself}
    return Review(
        remarks=(
            *_papers(close),
            *_models(read, snapshot, leave),
            *_newer(read, snapshot, leave),
            *_claims(found.claims if found else (), index, snapshot, leave),
        ),
        told=tuple(told),
    )


def _extracted(manuscript: Manuscript) -> Extraction | None:
    try:
        (found,) = extract.extract([("draft", manuscript.title, manuscript.subject)])
    except ExtractorError:
        return None
    return found


def _papers(close: list[Related]) -> Iterator[Remark]:
    for hit in close:
        if hit.score >= CLOSE and hit.parts.text >= CLOSE_TEXT:
            papers = tuple(dict.fromkeys(paper for ground in hit.grounds for paper in ground.papers))
            yield Remark(kind="paper", id=hit.id, name=hit.title, reasons=hit.reasons, papers=papers)


def _models(read: _Read, snapshot: Snapshot, leave: set[str]) -> list[Remark]:
    """Find models that papers on the same benchmarks use and the draft never names."""
    grounds: defaultdict[str, dict[str, tuple[list[str], int]]] = defaultdict(dict)
    for place in sorted(read.entities):
        node = snapshot.node(place)
        if not isinstance(node, EntityNode) or node.label not in ("Benchmark", "Dataset"):
            continue
        papers = sorted({edge.source for edge in snapshot.edges_to(place, *_ON)} - leave)
        using: defaultdict[str, list[str]] = defaultdict(list)
        for paper in papers:
            for model in {edge.target for edge in snapshot.edges_from(paper, *_USED)}:
                using[model].append(paper)
        for model, users in using.items():
            if len(users) >= max(LEAST_PAPERS, LEAST_PART * len(papers)):
                grounds[model][node.name] = (users, len(papers))
    remarks = []
    for model, on in grounds.items():
        node = snapshot.node(model)
        if isinstance(node, EntityNode) and node.label == "Model" and not read.names(node):
            ordered = sorted(on.items(), key=lambda item: (-len(item[1][0]), item[0]))
            reasons = tuple(f"{len(users)} of the {of} papers on {name} name it" for name, (users, of) in ordered)
            papers = sorted({paper for users, _ in on.values() for paper in users})
            remarks.append(Remark(kind="model", id=node.id, name=node.name, reasons=reasons, papers=tuple(papers)))
    return sorted(remarks, key=lambda remark: (-len(remark.papers), remark.id))[:MOST]


def _newer(read: _Read, snapshot: Snapshot, leave: set[str]) -> list[Remark]:
    """Find variants, of what the draft names or of its family, that were first named later."""
    found: dict[str, tuple[int, Remark]] = {}
    for place in sorted(read.entities):
        node = snapshot.node(place)
        if not isinstance(node, EntityNode) or node.label not in ("Model", "Dataset", "Benchmark", "Method"):
            continue
        own = _first(snapshot, place, leave)
        for other, words in _family(snapshot, node).items():
            variant = snapshot.node(other)
            then = _first(snapshot, other, leave)
            if own is None or then is None or not isinstance(variant, EntityNode) or read.names(variant):
                continue
            if then[0] > own[0] and other not in found:
                reason = f"{words}; first named in {then[0]}, {node.name} in {own[0]}"
                remark = Remark(kind="newer", id=other, name=variant.name, reasons=(reason,), papers=(then[1], own[1]))
                found[other] = (then[0], remark)
    return [remark for _, remark in sorted(found.values(), key=lambda one: (-one[0], one[1].id))][:MOST]


def _family(snapshot: Snapshot, node: EntityNode) -> Mapping[str, str]:
    """Return the variants of an entity, and those of what it is a variant of that are called as it is but for a version.

    So GPT-3 is in the family of GPT-2, but CoLA, a part of GLUE, is not in that of MNLI, another.
    """
    family = {edge.source: f"a variant of {node.name}" for edge in snapshot.edges_to(node.id, "VARIANT_OF")}
    for edge in snapshot.edges_from(node.id, "VARIANT_OF"):
        parent = snapshot.node(edge.target)
        if isinstance(parent, EntityNode):
            for beside in snapshot.edges_to(parent.id, "VARIANT_OF"):
                other = snapshot.node(beside.source)
                if isinstance(other, EntityNode) and other.id != node.id and _stem(other.name) == _stem(node.name):
                    family.setdefault(beside.source, f"like {node.name} a variant of {parent.name}")
    return family


def _stem(name: str) -> str:
    """Return the letters that a name begins with: what versions of one thing share."""
    return (_LETTERS.match(name) or [""])[0].casefold()


def _first(snapshot: Snapshot, entity: str, leave: set[str]) -> tuple[int, str] | None:
    """Return the first year in which a paper names an entity, and that paper."""
    papers = {edge.source for edge in snapshot.edges_to(entity, *_USED, "EVALUATES_ON")} - leave
    dated = [(int(year), paper) for paper in papers if (year := getattr(snapshot.node(paper), "year", None))]
    return min(dated, default=None)


def _claims(claims: tuple[Claim, ...], index: RelatedIndex, snapshot: Snapshot, leave: set[str]) -> list[Remark]:
    """Find claims of the graph on the same subject, benchmark and metric with another value."""
    remarks = []
    for own in claims:
        number = _NUMBER.search(own.value)
        if own.kind != "absolute" or number is None:
            continue
        for other in _claims_on(index, snapshot, own):
            value = _NUMBER.search(other.value)
            same_metric = (own.metric or "").casefold() == (other.metric or "").casefold()
            unit = ("%" in own.value) == ("%" in other.value)
            if other.paper in leave or other.kind != "absolute" or value is None or not (same_metric and unit):
                continue
            if float(value[0]) != float(number[0]):
                title = index.titles.at(index.number(other.paper))
                reason = f"the draft says “{own.text}” of {own.subject}; “{title}” says “{other.text}”"
                remarks.append(
                    Remark(kind="claim", id=other.id, name=other.text, reasons=(reason,), papers=(other.paper,))
                )
    return remarks[:MOST]


def _claims_on(index: RelatedIndex, snapshot: Snapshot, own: Claim) -> Iterator[ClaimNode]:
    subjects, benchmarks = index.entities.called(own.subject), index.entities.called(own.on)
    about = {edge.source for entity in subjects for edge in snapshot.edges_to(entity, "ABOUT")}
    on = {edge.source for entity in benchmarks for edge in snapshot.edges_to(entity, "ON")}
    for claim in sorted(about & on):
        node = snapshot.node(claim)
        if isinstance(node, ClaimNode):
            yield node
