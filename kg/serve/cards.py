"""All about one paper, one entity, one author, venue or claim."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from kg.serve.board import claim_row
from kg.serve.catalog import EVIDENCE_TYPES, LABELS, TYPES, codes
from kg.serve.evidence import paper_quotes
from kg.serve.shapes import (
    EntityCard,
    MarkedSpan,
    OtherCard,
    PaperCard,
    PaperQuotesPage,
    Ref,
    RelatedPaper,
    Relation,
    YearUse,
)  # fmt: skip
from kg.serve.view import View
from loaders.snapshot import evidence
from schemas.edges import AnyEdge, Authored, BuildsOn, EvidenceEdge, RelatedTo, VariantOf
from schemas.identifiers import PaperIds
from schemas.nodes import ClaimNode, EntityNode, PaperNode

_MOST = 60
_MOST_CLAIMS = 30
_PARTNERS = 12
_INTRODUCED_BY = 3
_ROLE = {"INTRODUCES": "introduced", "MENTIONS": "mentioned"}
_RANK = {"INTRODUCES": 0, "MENTIONS": 2}
"""In which order papers that name an entity are told; using it comes between."""


def card(view: View, id: str) -> PaperCard | EntityCard | OtherCard:
    """Return the card of a node; raise `UnknownName` when there is none."""
    view.find(id)
    node = view.snapshot.node(id)
    if isinstance(node, PaperNode):
        return paper_card(view, node)
    if isinstance(node, EntityNode):
        return entity_card(view, node)
    claim = claim_row(view, node) if isinstance(node, ClaimNode) else None
    edges = [*view.snapshot.edges_from(id), *view.snapshot.edges_to(id)]
    ends = {edge.target if edge.source == id else edge.source for edge in edges}
    papers = [ref for ref in map(view.ref, ends) if ref.label == "Paper"]
    return OtherCard(node=view.ref(id), papers=_by_year(papers)[:_MOST], total=len(papers), claim=claim)


def paper_card(view: View, node: PaperNode) -> PaperCard:
    """Collect what is known of a paper."""
    going: defaultdict[str, list[AnyEdge]] = defaultdict(list)
    coming: defaultdict[str, list[AnyEdge]] = defaultdict(list)
    for edge in view.snapshot.edges_from(node.id):
        going[edge.type].append(edge)
    for edge in view.snapshot.edges_to(node.id, "AUTHORED", "CITES", "BUILDS_ON"):
        coming[edge.type].append(edge)
    authored = sorted((e for e in coming["AUTHORED"] if isinstance(e, Authored)), key=lambda e: e.position)
    claims = [view.snapshot.node(edge.target) for edge in going["CLAIMS"]]
    cited_by = _by_year([view.ref(edge.source) for edge in coming["CITES"]])
    venue = [view.ref(edge.target) for edge in going["PUBLISHED_IN"]]
    related = sorted((e for e in going["RELATED_TO"] if isinstance(e, RelatedTo)), key=lambda e: e.rank)
    return PaperCard(
        node=view.ref(node.id),
        title=node.title,
        abstract=node.abstract,
        identifiers={name: value for name in PaperIds.model_fields if (value := getattr(node, name))},
        authors=tuple(view.ref(edge.source) for edge in authored),
        venue=venue[0] if venue else None,
        mentions=tuple(_marked(view, [edge for edges in going.values() for edge in edges])),
        claims=tuple(claim_row(view, claim) for claim in claims if isinstance(claim, ClaimNode)),
        related=tuple(
            RelatedPaper(
                paper=view.ref(e.target),
                score=e.score,
                text=e.text,
                entities=e.entities,
                citations=e.citations,
                reasons=e.reasons,
            )
            for e in related
        ),
        cites=_by_year([view.ref(edge.target) for edge in going["CITES"]]),
        cited_by=cited_by[:_MOST],
        cited_by_total=len(cited_by),
        builds_on=_building(view, going["BUILDS_ON"], outgoing=True),
        built_on_by=_building(view, coming["BUILDS_ON"], outgoing=False),
    )


def entity_card(view: View, node: EntityNode) -> EntityCard:
    """Collect what is known of an entity."""
    catalog = view.catalog
    near = catalog.around(view.find(node.id))
    naming = ~near.outgoing & np.isin(near.type, codes(TYPES, EVIDENCE_TYPES))
    years: defaultdict[int, Counter[str]] = defaultdict(Counter)
    dated = zip(catalog.year[near.other[naming]].tolist(), near.type[naming].tolist(), strict=True)
    for year, type in dated:
        years[year][_ROLE.get(TYPES[type], "used")] += 1
    undated = years.pop(0, Counter()).total()
    introducing = [e for e in view.snapshot.edges_to(node.id, "INTRODUCES") if isinstance(e, EvidenceEdge)]
    introducing.sort(key=lambda e: (view.ref(e.source).year or 9999, "title" not in e.fields, -max(e.confidences)))
    claims = near.other[~near.outgoing & np.isin(near.type, codes(TYPES, ("ABOUT", "ON", "IN")))].tolist()
    stated = [view.snapshot.node(catalog.ids[claim]) for claim in claims[:_MOST_CLAIMS]]
    variants = [e for e in view.snapshot.edges_to(node.id, "VARIANT_OF") if isinstance(e, VariantOf)]
    parents = [e for e in view.snapshot.edges_from(node.id, "VARIANT_OF") if isinstance(e, VariantOf)]
    return EntityCard(
        node=view.ref(node.id),
        type=node.label,  # type: ignore[attr-defined]
        aliases=node.aliases,
        papers=node.papers,
        variant_of=tuple(Relation(node=view.ref(e.target), type=e.type, why=e.difference) for e in parents),
        variants=tuple(Relation(node=view.ref(e.source), type=e.type, why=e.difference) for e in variants[:_MOST]),
        introduced_by=tuple(paper_quotes(view, edge) for edge in introducing[:_INTRODUCED_BY]),
        years=tuple(YearUse(year=year, **counts) for year, counts in sorted(years.items())),
        undated=undated,
        with_others=_with_others(view, node.id),
        claims=tuple(claim_row(view, claim) for claim in stated if isinstance(claim, ClaimNode)),
        claims_total=len(claims),
    )


def entity_papers(view: View, id: str, offset: int, limit: int) -> PaperQuotesPage:
    """Return one page of the papers that name an entity: introducing first, then the newest."""
    view.entity(id)
    catalog = view.catalog
    near = catalog.around(view.find(id))
    kept = np.flatnonzero(~near.outgoing & np.isin(near.type, codes(TYPES, EVIDENCE_TYPES)))
    papers, types = near.other[kept], [TYPES[type] for type in near.type[kept].tolist()]
    ids = [catalog.ids[paper] for paper in papers.tolist()]
    order = sorted(range(len(ids)), key=lambda n: (_RANK.get(types[n], 1), -int(catalog.year[papers[n]]), ids[n]))
    edges = [view.snapshot.edge(ids[n], types[n], id) for n in order[offset : offset + limit]]
    items = tuple(paper_quotes(view, edge) for edge in edges if isinstance(edge, EvidenceEdge))
    return PaperQuotesPage(total=len(ids), offset=offset, limit=limit, items=items)


def _with_others(view: View, id: str) -> tuple[Relation, ...]:
    """Rank the entities that the same papers name: shared papers against how common each is."""
    catalog = view.catalog
    entity = view.find(id)
    papers = catalog.papers_naming(entity)
    shared = np.asarray(catalog.naming[papers].sum(axis=0)).ravel()
    shared[entity] = 0
    found = np.flatnonzero(shared >= (2 if len(papers) > 3 else 1))
    telling = shared[found] / np.sqrt(np.maximum(catalog.papers[found], 1))
    best = found[np.argsort(-telling, kind="stable")][:_PARTNERS].tolist()
    return tuple(
        Relation(node=view.ref_of(n), type="CO_USED", why=f"{shared[n]} papers", weight=float(shared[n])) for n in best
    )


def _marked(view: View, edges: Iterable[AnyEdge]) -> Iterable[MarkedSpan]:
    for edge in edges:
        if not isinstance(edge, EvidenceEdge):
            continue
        entity = view.find(edge.target)
        for field, start, end, text, confidence in evidence(edge):
            yield MarkedSpan(
                field=field,
                start=start,
                end=end,
                text=text,
                type=LABELS[view.catalog.label[entity]],
                role=_role(edge),
                confidence=confidence,
                entity=edge.target,
                name=view.catalog.names[entity],
            )


def _building(view: View, edges: Sequence[AnyEdge], *, outgoing: bool) -> tuple[Relation, ...]:
    built = [e for e in edges if isinstance(e, BuildsOn)]
    built.sort(key=lambda e: (-len(e.entities), e.source, e.target))
    return tuple(
        Relation(node=view.ref(e.target if outgoing else e.source), type=e.type, why=", ".join(e.names))
        for e in built[:_MOST]
    )


def _by_year(refs: Sequence[Ref]) -> tuple[Ref, ...]:
    return tuple(sorted(refs, key=lambda ref: (-(ref.year or 0), ref.name)))


def _role(edge: EvidenceEdge) -> str:
    return _ROLE.get(getattr(edge, "type", ""), "used")
