"""Long forms and their short forms are found where a text puts one of them in brackets."""

from __future__ import annotations

import pytest

from kg.extract.acronyms import find_pairs


def pairs(text: str) -> list[tuple[str, str]]:
    """Return long and short forms in the words of the text."""
    return [(text[p.long_start : p.long_end], text[p.short_start : p.short_end]) for p in find_pairs(text)]


@pytest.mark.parametrize(
    ("text", "long", "short"),
    [
        ("We use Low-Rank Adaptation (LoRA) here.", "Low-Rank Adaptation", "LoRA"),
        ("trained by direct preference optimization (DPO).", "direct preference optimization", "DPO"),
        ("a Sememe-to-Interest Diffusion Model (S2IDM)", "Sememe-to-Interest Diffusion Model", "S2IDM"),
        ("On LLMs (Large Language Models) we", "Large Language Models", "LLMs"),
        ("state space models (SSMs) are", "state space models", "SSMs"),
        ("for test-time adaptation (TTA)", "test-time adaptation", "TTA"),
        (r"via \textbf{Deep Reactive Policy} (DRP)", "Deep Reactive Policy", "DRP"),
        ("by Proximal Policy Optimization (PPO)", "Proximal Policy Optimization", "PPO"),
        ("for Automatic Short Answer Grading (ASAG)", "Automatic Short Answer Grading", "ASAG"),
        ("the Risk Extrapolation (REx) loss", "Risk Extrapolation", "REx"),
        ("QuARI: Query Adaptive Retrieval Improvement", "Query Adaptive Retrieval Improvement", "QuARI"),
        ("**C**ross-**M**odal **F**usion (CMF)", "**C**ross-**M**odal **F**usion", "CMF"),
        ("an Inverse Kernel Prediction network (IKP)", "Inverse Kernel Prediction", "IKP"),
        ("AGENT (the Adaptive Generation of Nested Trees)", "Adaptive Generation of Nested Trees", "AGENT"),
    ],
)
def test_a_long_form_is_linked_to_the_short_form_beside_it(text: str, long: str, short: str) -> None:
    assert pairs(text) == [(long, short)]


@pytest.mark.parametrize(
    "text",
    [
        "We release the code (see GitHub).",
        "It gains 3 points (BLEU) on average",
        "a large gain (up to 5%) is seen",
        "the first stage (A) and the second (B)",
        "as shown (e.g. by Smith)",
        "()",
        "(NER)",
    ],
)
def test_other_brackets_make_no_pair(text: str) -> None:
    assert pairs(text) == []


def test_a_long_form_does_not_reach_into_the_sentence_before() -> None:
    assert pairs("We like dogs. Preference optimization (DPO) works.") == []


def test_several_pairs_come_in_the_order_of_the_text() -> None:
    text = "Monte Carlo tree search (MCTS) and proximal policy optimization (PPO)"
    assert [short for _, short in pairs(text)] == ["MCTS", "PPO"]
