"""New papers join known entities and make new ones; what would change known ones is proposed."""

from __future__ import annotations

from kg.resolve import Occurrence, Pair, resolve
from kg.resolve.proposals import Proposal, resolve_onto
from schemas.decision import Decision

NEW = [
    Occurrence("p1", "Method", "ZQT"),
    Occurrence("p2", "Method", "Zonal Quark Tuning"),
    Occurrence("p3", "Method", "ZQT"),
    Occurrence("p3", "Method", "Zonal Quark Tuning"),
]
DEFINED = (Pair("p3", "Zonal Quark Tuning", "ZQT"),)
APART = {("Method", "ZQT"): "method:zqt", ("Method", "Zonal Quark Tuning"): "method:zonal-quark-tuning"}


def test_a_new_paper_proposes_to_merge_known_entities_and_does_not_merge_them() -> None:
    resolution, (proposal,) = resolve_onto(APART, NEW, DEFINED)
    assert resolution.entity("Method", "ZQT") != resolution.entity("Method", "Zonal Quark Tuning")
    assert (proposal.kind, {proposal.name, proposal.other}) == ("merge", set(APART))
    assert "papers that define it" in proposal.evidence


def test_a_proposal_that_a_person_takes_up_is_carried_out_and_not_made_again() -> None:
    merge = Decision(
        seq=1, kind="merge", type="Method", name="ZQT", target_type="Method", target_name="Zonal Quark Tuning",
        reason="same",
    )  # fmt: skip
    resolution, proposals = resolve_onto(APART, NEW, DEFINED, [merge])
    assert resolution.entity("Method", "ZQT") == resolution.entity("Method", "Zonal Quark Tuning")
    assert proposals == ()


def test_an_entity_whose_evidence_is_gone_is_proposed_for_a_split_and_stays() -> None:
    before = {("Model", "Falcon"): "model:falcon", ("Model", "Osprey"): "model:falcon"}
    names = [Occurrence("p1", "Model", "Falcon"), Occurrence("p2", "Model", "Osprey")]
    resolution, proposals = resolve_onto(before, names)
    assert proposals == (
        Proposal(
            kind="split", name=("Model", "Osprey"), other=("Model", "Falcon"), evidence="nothing joins them any more"
        ),
    )
    assert resolution.entity("Model", "Falcon") == resolution.entity("Model", "Osprey")


def test_new_names_join_known_entities_freely() -> None:
    before = {name: id for name, id in resolve([Occurrence("p1", "Model", "Llama 2")]).names.items() if id}
    resolution, proposals = resolve_onto(
        before, [Occurrence("p1", "Model", "Llama 2"), Occurrence("p2", "Model", "LLaMA-2")]
    )
    assert resolution.entity("Model", "LLaMA-2") == resolution.entity("Model", "Llama 2")
    assert proposals == ()
