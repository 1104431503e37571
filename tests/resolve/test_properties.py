"""Whatever the names: the order does not matter, every one resolves, no variant is its own ancestor."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.resolve import Occurrence, Pair, Resolution, resolve
from kg.resolve.form import form_of
from schemas.decision import Decision
from schemas.mention import ENTITY_TYPES

_PARTS = ["Llama", "BERT", "GPT", "image", "Net", "2", "3.5", "7B", "v2", "base", "large", "chat", "dataset", "s", "-",
          " ", "(", ")", "German", "WMT14", "SAM", "Segment", "Anything", "Model", "SegAny", "é", "µ", "$^2$", "of"]  # fmt: skip
_names = st.one_of(
    st.lists(st.sampled_from(_PARTS), min_size=1, max_size=5).map("".join),
    st.lists(st.sampled_from(_PARTS), min_size=1, max_size=5).map(" ".join),
    st.text(min_size=1, max_size=12),
).filter(bool)
_papers = st.sampled_from([f"p{n}" for n in range(5)])
_occurrences = st.lists(st.builds(Occurrence, _papers, st.sampled_from(ENTITY_TYPES), _names), max_size=14)
_pairs = st.lists(st.builds(Pair, _papers, _names, _names), max_size=5)
_decisions = st.lists(
    st.builds(
        Decision,
        seq=st.integers(1, 99),
        kind=st.sampled_from(["merge", "split", "reject"]),
        type=st.sampled_from(ENTITY_TYPES),
        name=_names,
        target_type=st.sampled_from(ENTITY_TYPES),
        target_name=_names,
        reason=st.just("said"),
    ),
    max_size=3,
    unique_by=lambda d: d.seq,
)
_relaxed = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def told(resolution: Resolution) -> tuple[object, ...]:
    return (
        sorted(resolution.entities.items()),
        resolution.decisions,
        dict(resolution.names),
        dict(resolution.senses),
    )


@_relaxed
@given(_occurrences, _pairs, _decisions, st.randoms(use_true_random=False))
def test_the_order_of_papers_names_pairs_and_decisions_does_not_matter(occurrences, pairs, decisions, rng) -> None:
    before = told(resolve(occurrences, pairs, decisions))
    for part in (occurrences, pairs, decisions):
        rng.shuffle(part)
    assert told(resolve(occurrences, pairs, decisions)) == before


@_relaxed
@given(_occurrences, _pairs)
def test_every_name_resolves_and_every_paper_is_counted_once(occurrences, pairs) -> None:
    resolution = resolve(occurrences, pairs)
    papers: dict[str, set[str]] = {}
    for o in occurrences:
        assert resolution.entity(o.type, o.text) in resolution.entities
        id = resolution.entity(o.type, o.text, o.paper)
        assert id is not None
        assert o.text in resolution.entities[id].aliases
        papers.setdefault(id, set()).add(o.paper)
    assert {e.id: e.papers for e in resolution.entities.values() if e.papers} == {k: len(v) for k, v in papers.items()}


@_relaxed
@given(_occurrences, _pairs, _decisions)
def test_no_chain_of_variants_has_a_cycle_and_every_parent_exists(occurrences, pairs, decisions) -> None:
    resolution = resolve(occurrences, pairs, decisions)
    for entity in resolution.entities.values():
        seen = []
        at: str | None = entity.id
        while at is not None:
            assert at not in seen
            seen.append(at)
            at = resolution.entities[at].variant_of
        assert (entity.variant_of is None) == (entity.difference is None)


@_relaxed
@given(_occurrences, _pairs)
def test_resolving_what_was_resolved_changes_nothing(occurrences, pairs) -> None:
    first = resolve(occurrences, pairs)
    merges = [
        Decision(
            seq=n, kind="merge", type=o.type, name=o.text, target_type=first.entities[id].type,
            target_name=first.entities[id].aliases[0], reason="as before",
        )
        for n, o in enumerate(occurrences, 1)
        if (id := first.entity(o.type, o.text)) and first.entity(first.entities[id].type, first.entities[id].aliases[0]) == id
    ]  # fmt: skip
    again = resolve(occurrences, pairs, merges)
    for one in occurrences:
        for other in occurrences:
            if first.entity(one.type, one.text) == first.entity(other.type, other.text):
                assert again.entity(one.type, one.text) == again.entity(other.type, other.text)


@given(st.sampled_from(["model", "data", "task", "metric"]), st.text(max_size=30))
@settings(deadline=None)
def test_the_normal_form_does_not_depend_on_case_or_hyphens(group: str, text: str) -> None:
    assert form_of(group, text) == form_of(group, text)
    plain = " ".join(word for word in text.split() if word.isascii() and word.isalpha() and word.islower())
    assert form_of(group, plain) == form_of(group, plain.replace(" ", "-"))
