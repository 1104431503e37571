"""Names that are one thing become one entity; variants stay apart and are linked; a person has the last word."""

from __future__ import annotations

import pytest

from kg.resolve import Entity, Occurrence, Pair, Resolution, resolve
from schemas.decision import Decision
from schemas.mention import EntityType


def resolved(*names: tuple[str, EntityType, str], pairs: tuple[Pair, ...] = (), decisions=()) -> Resolution:
    return resolve([Occurrence(*name) for name in names], pairs, decisions)


def entity(resolution: Resolution, type: EntityType, text: str, paper: str | None = None) -> Entity:
    id = resolution.entity(type, text, paper)
    assert id is not None
    return resolution.entities[id]


@pytest.mark.parametrize(
    ("type", "one", "other"),
    [
        ("Model", "LLaMA-2", "Llama2"),
        ("Model", "Llama 2 7B", "llama-2-7b"),
        ("Model", "Mistral v0.3 7B", "Mistral-7B-v03"),
        ("Model", "GPT-4o", "GPT4-o"),
        ("Model", "CBMs", "CBM"),
        ("Model", "EfficientNet-B0", "EfficientNetB0"),
        ("Model", "DeiT-3", "DeiT3"),
        ("Model", "VLM-R$^3$", "VLM-R³"),
        ("Dataset", "ImageNet dataset", "ImageNet"),
        ("Benchmark", "WMT'14 English-German", "WMT14 En-De"),
        ("Benchmark", "CoNLL-2003", "CoNLL’03"),
        ("Benchmark", "SQuAD v2.0", "SQuAD 2"),
        ("Benchmark", "NTU RGB+D 120", "NTU-RGBD 120"),
        ("Task", "abstractive summarisation", "Abstractive Summarization"),
        ("Task", "detection of hate speech", "hate-speech detection"),
        ("Task", "robotic control", "robot control"),
        ("Metric", "F1-micro", "micro F1 score"),
        ("Metric", "word error rates", "Word-error-rate"),
        ("Metric", "Earth Mover’s Distance", "earth mover distance"),
    ],
)
def test_spellings_of_one_name_are_one_entity(type: EntityType, one: str, other: str) -> None:
    resolution = resolved(("p1", type, one), ("p2", type, other))
    assert resolution.entity(type, one) == resolution.entity(type, other)


@pytest.mark.parametrize(
    ("type", "one", "other"),
    [
        ("Model", "Llama-2-7B", "Llama-2-70B"),
        ("Model", "GPT-3", "GPT-4"),
        ("Model", "Gemma-2B", "Gemma 2 (2B)"),
        ("Model", "BERT", "BART"),
        ("Model", "S4", "S5"),
        ("Method", "Meta Label Correction", "Label Correction"),
        ("Method", "Meta-SGD", "SGD"),
        ("Dataset", "NYUv2", "v2"),
        ("Method", "A-PSGD", "projected stochastic gradient descent"),
        ("Dataset", "CIFAR-10", "CIFAR-100"),
        ("Benchmark", "WMT14 English-German", "WMT14 German-English"),
        ("Benchmark", "SemEval-2020 Task 1", "SemEval-2020 Task 11"),
        ("Benchmark", "CLUE", "FLUE"),
        ("Task", "text-to-image generation", "image-to-text generation"),
        ("Task", "non-monotone submodular maximization", "monotone non-submodular maximization"),
        ("Metric", "top-1 accuracy", "top-5 accuracy"),
    ],
)
def test_names_that_differ_in_what_matters_stay_apart(type: EntityType, one: str, other: str) -> None:
    resolution = resolved(("p1", type, one), ("p2", type, other))
    assert resolution.entity(type, one) != resolution.entity(type, other)


def test_a_long_form_and_its_acronym_are_one_entity_in_all_papers() -> None:
    resolution = resolved(
        ("p1", "Method", "Zonal Quark Tuning"),
        ("p1", "Method", "ZQT"),
        ("p2", "Method", "ZQT"),
        pairs=(Pair("p1", "Zonal Quark Tuning", "ZQT"),),
    )
    assert entity(resolution, "Method", "ZQT", "p2") == entity(resolution, "Method", "Zonal Quark Tuning")
    assert entity(resolution, "Method", "ZQT").papers == 2


def test_an_acronym_of_two_meanings_means_in_a_paper_what_the_paper_says() -> None:
    resolution = resolved(
        ("p1", "Method", "ZQT"),
        ("p1", "Method", "Zonal Quark Tuning"),
        ("p2", "Method", "ZQT"),
        ("p2", "Method", "Zero-shot Query Transfer"),
        ("p3", "Method", "ZQT"),
        pairs=(Pair("p1", "Zonal Quark Tuning", "ZQT"), Pair("p2", "Zero-shot Query Transfer", "ZQT")),
    )
    first, second = (resolution.entity("Method", "ZQT", paper) for paper in ("p1", "p2"))
    assert first == resolution.entity("Method", "Zonal Quark Tuning")
    assert second == resolution.entity("Method", "Zero-shot Query Transfer")
    assert resolution.entity("Method", "ZQT", "p3") not in (first, second)


def test_an_acronym_of_a_rare_second_meaning_means_the_usual_one_elsewhere() -> None:
    usual = [f"p{n}" for n in range(9)]
    resolution = resolved(
        *((paper, "Method", text) for paper in usual for text in ("ZQT", "Zonal Quark Tuning")),
        ("q", "Method", "ZQT"),
        ("q", "Method", "Zero-shot Query Transfer"),
        ("elsewhere", "Method", "ZQT"),
        pairs=(
            *(Pair(paper, "Zonal Quark Tuning", "ZQT") for paper in usual),
            Pair("q", "Zero-shot Query Transfer", "ZQT"),
        ),
    )
    assert resolution.entity("Method", "ZQT", "elsewhere") == resolution.entity("Method", "Zonal Quark Tuning")
    assert resolution.entity("Method", "ZQT", "q") == resolution.entity("Method", "Zero-shot Query Transfer")


def test_a_long_form_with_a_word_in_front_that_the_short_form_lacks_is_another_thing() -> None:
    usual = [f"p{n}" for n in range(9)]
    resolution = resolved(
        *((paper, "Task", text) for paper in usual for text in ("ZQT", "zonal quark tuning")),
        ("q", "Task", "ZQT"),
        ("q", "Task", "video zonal quark tuning"),
        pairs=(
            *(Pair(paper, "zonal quark tuning", "ZQT") for paper in usual),
            Pair("q", "video zonal quark tuning", "ZQT"),
        ),
    )
    assert resolution.entity("Task", "ZQT") == resolution.entity("Task", "zonal quark tuning")
    assert resolution.entity("Task", "ZQT", "q") == resolution.entity("Task", "video zonal quark tuning")
    assert resolution.entity("Task", "ZQT", "q") != resolution.entity("Task", "ZQT")


def test_long_forms_of_one_short_form_are_one_thing_unless_a_word_differs() -> None:
    longs = ("salient object detection", "salient objects detection", "small object detection")
    resolution = resolved(
        *(("p", "Task", long) for long in longs), *((long, "Task", "SOD") for long in longs),
        pairs=[Pair(long, long, "SOD") for long in longs],
    )  # fmt: skip
    one, same, other = (resolution.entity("Task", long) for long in longs)
    assert one == same != other
    assert [resolution.entity("Task", "SOD", long) for long in longs] == [one, one, other]


def test_what_a_venue_held_once_goes_without_its_name_and_what_it_held_twice_does_not() -> None:
    once = resolved(("p", "Benchmark", "WMT22 Chat Translation Task"), ("q", "Benchmark", "Chat Translation Task"))
    assert len(once.entities) == 1
    twice = resolved(
        ("p", "Benchmark", "WMT22 Chat Translation Task"),
        ("q", "Benchmark", "WMT 2023 Chat Translation Task"),
        ("r", "Benchmark", "Chat Translation Task"),
    )
    assert len(twice.entities) == 3


def test_a_short_form_that_nothing_defines_is_joined_to_the_one_long_form_that_it_fits() -> None:
    resolution = resolved(
        ("p1", "Method", "Quorvian Lattice Masked Zonal Embedding"),
        ("p2", "Method", "QLaMZE"),
        ("p3", "Method", "QRXT"),
    )
    assert resolution.entity("Method", "QLaMZE") == resolution.entity(
        "Method", "Quorvian Lattice Masked Zonal Embedding"
    )
    assert resolution.entity("Method", "QRXT") != resolution.entity("Method", "QLaMZE")


def test_members_of_a_family_follow_its_acronym() -> None:
    resolution = resolved(
        ("p1", "Model", "SAM"),
        ("p1", "Model", "Segment Anything Model"),
        ("p2", "Model", "SAM2"),
        ("p3", "Model", "Segment Anything Model 2"),
        pairs=(Pair("p1", "Segment Anything Model", "SAM"),),
    )
    assert resolution.entity("Model", "SAM2") == resolution.entity("Model", "Segment Anything Model 2")
    assert entity(resolution, "Model", "SAM2").variant_of == resolution.entity("Model", "SAM")


@pytest.mark.parametrize(
    ("type", "child", "parent", "difference"),
    [
        ("Model", "BERT-base", "BERT", "base"),
        ("Model", "GPT-3.5", "GPT-3", "3.5"),
        ("Model", "Sentence-BERT", "BERT", "Sentence"),
        ("Model", "Gemma-7B-it", "Gemma-7B", "instruct"),
        ("Benchmark", "LongBench v2", "LongBench", "2"),
        ("Benchmark", "WMT14 English-German", "WMT14", "en-de"),
        ("Benchmark", "Turkish FrameNet", "FrameNet", "tr"),
        ("Dataset", "miniImageNet", "ImageNet", "mini"),
        ("Dataset", "ShapeNetPart", "ShapeNet", "Part"),
        ("Model", "mT5", "T5", "m"),
    ],
)
def test_a_variant_is_linked_to_its_parent(type: EntityType, child: str, parent: str, difference: str) -> None:
    resolution = resolved(("p1", type, child), ("p2", type, parent))
    found = entity(resolution, type, child)
    assert (found.variant_of, found.difference) == (resolution.entity(type, parent), difference)


def test_a_variant_hangs_on_the_nearest_named_parent() -> None:
    resolution = resolved(*(("p", "Model", name) for name in ("Llama", "Llama 2", "Llama-2-7B", "Llama-2-7B-chat")))
    chain = [entity(resolution, "Model", "Llama-2-7B-chat")]
    while (above := chain[-1].variant_of) is not None:
        chain.append(resolution.entities[above])
    assert [e.name for e in chain] == ["Llama-2-7B-chat", "Llama-2-7B", "Llama 2", "Llama"]


def test_a_family_that_nothing_names_is_made_with_no_papers() -> None:
    resolution = resolved(("p1", "Model", "Llama-2-7B"), ("p2", "Model", "Llama-2-70B"))
    small, large = (entity(resolution, "Model", name) for name in ("Llama-2-7B", "Llama-2-70B"))
    assert small.variant_of == large.variant_of == "model:llama-2"
    assert (resolution.entities["model:llama-2"].papers, resolution.entities["model:llama-2"].name) == (0, "Llama-2")


def test_between_a_size_and_a_named_family_stands_the_version() -> None:
    resolution = resolved(("p1", "Model", "Llama-2-7B"), ("p2", "Model", "Llama"))
    version = resolution.entities["model:llama-2"]
    assert entity(resolution, "Model", "Llama-2-7B").variant_of == version.id
    assert (version.papers, version.variant_of) == (0, resolution.entity("Model", "Llama"))


def test_types_that_papers_waver_between_are_one_entity_of_the_usual_type() -> None:
    resolution = resolved(("p1", "Dataset", "ImageNet"), ("p2", "Dataset", "ImageNet"), ("p3", "Benchmark", "ImageNet"))
    assert entity(resolution, "Benchmark", "ImageNet") == entity(resolution, "Dataset", "ImageNet")
    assert entity(resolution, "Dataset", "ImageNet").type == "Dataset"
    assert [(d.kind, d.type, d.target_type) for d in resolution.decisions] == [("retype", "Benchmark", "Dataset")]


def test_a_method_and_a_benchmark_of_one_name_are_two_entities() -> None:
    resolution = resolved(("p1", "Method", "DARE"), ("p2", "Benchmark", "DARE"))
    assert {resolution.entity("Method", "DARE"), resolution.entity("Benchmark", "DARE")} == {
        "method:dare",
        "benchmark:dare",
    }


def test_papers_are_counted_once_however_many_names_they_use() -> None:
    resolution = resolved(("p1", "Model", "LLaMA-2"), ("p1", "Model", "Llama 2"), ("p2", "Model", "Llama 2"))
    found = entity(resolution, "Model", "LLaMA-2")
    assert (found.name, found.aliases, found.papers) == ("Llama 2", ("Llama 2", "LLaMA-2"), 2)


def test_ids_are_readable_and_differ_where_slugs_collide() -> None:
    resolution = resolved(("p1", "Model", "LLaMA-2 (7B)"), ("p2", "Metric", "F+"), ("p3", "Metric", "F plus"))
    assert resolution.entity("Model", "LLaMA-2 (7B)") == "model:llama-2-7b"
    ids = [resolution.entity("Metric", "F+"), resolution.entity("Metric", "F plus")]
    assert len(set(ids)) == 2
    assert all(id and id.startswith("metric:f-plus") for id in ids)


def test_a_person_can_merge_what_the_program_keeps_apart_and_undo_it() -> None:
    names = (("p1", "Model", "Starling-7B"), ("p2", "Model", "Starling-LM-7B"))
    merge = Decision(
        seq=1,
        kind="merge",
        type="Model",
        name="Starling-LM-7B",
        target_type="Model",
        target_name="Starling-7B",
        reason="same",
    )
    assert len({resolved(*names, decisions=[merge]).entity("Model", name) for _, _, name in names}) == 1
    undone = merge.model_copy(update={"undone": True})
    assert len({resolved(*names, decisions=[undone]).entity("Model", name) for _, _, name in names}) == 2


@pytest.mark.parametrize(("one", "other"), [("LLaMA-2", "Llama 2"), ("ZQT", "Zonal Quark Tuning")])
def test_a_person_can_split_what_the_program_joins(one: str, other: str) -> None:
    split = Decision(seq=1, kind="split", type="Model", name=one, target_type="Model", target_name=other, reason="no")
    resolution = resolved(
        ("p1", "Model", one),
        ("p1", "Model", other),
        pairs=(Pair("p1", "Zonal Quark Tuning", "ZQT"),),
        decisions=[split],
    )
    assert resolution.entity("Model", one) != resolution.entity("Model", other)


def test_the_later_of_two_decisions_about_the_same_names_wins() -> None:
    def said(seq: int, kind: str) -> Decision:
        return Decision(
            seq=seq, kind=kind, type="Model", name="A1x", target_type="Model", target_name="B2y", reason="said"
        )

    names = (("p1", "Model", "A1x"), ("p2", "Model", "B2y"))
    for order, same in ((("merge", "split"), False), (("split", "merge"), True)):
        resolution = resolved(*names, decisions=[said(n, kind) for n, kind in enumerate(order, 1)])
        assert (resolution.entity("Model", "A1x") == resolution.entity("Model", "B2y")) is same


def test_a_rejected_name_is_no_entity_and_a_retyped_one_has_its_new_type() -> None:
    resolution = resolved(
        ("p1", "Model", "our approach"),
        ("p1", "Task", "MMLU"),
        decisions=[
            Decision(seq=1, kind="reject", type="Model", name="our approach", reason="no name"),
            Decision(seq=2, kind="retype", type="Task", name="MMLU", target_type="Benchmark", reason="a benchmark"),
        ],
    )
    assert resolution.entity("Model", "our approach") is None
    assert entity(resolution, "Task", "MMLU").type == "Benchmark"
    assert list(resolution.entities) == ["benchmark:mmlu"]


def test_what_the_program_joined_is_told_with_a_reason_and_can_be_split_again() -> None:
    names = (("p1", "Method", "Zonal Quark Tuning"), ("p1", "Method", "ZQT"))
    pairs = (Pair("p1", "Zonal Quark Tuning", "ZQT"),)
    (said,) = resolved(*names, pairs=pairs).decisions
    assert (said.kind, said.by, said.score) == ("merge", "program", 0.95)
    assert {said.name, said.target_name} == {"ZQT", "Zonal Quark Tuning"}
    undo = said.model_copy(update={"kind": "split", "by": "person", "seq": 1})
    again = resolved(*names, pairs=pairs, decisions=[undo])
    assert again.entity("Method", "ZQT") != again.entity("Method", "Zonal Quark Tuning")


def test_a_name_that_was_never_seen_is_found_by_its_normal_form() -> None:
    resolution = resolved(("p1", "Model", "Llama 2"))
    assert resolution.entity("Method", "LLAMA-2") == "model:llama-2"
    assert resolution.entity("Model", "Falcon") is None
