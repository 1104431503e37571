"""Records refuse what cannot be, and definitions are derived from them."""

import json

import pytest
from pydantic import ValidationError

from schemas.definitions import EDGE_ADAPTER, EDGES, NODE_ADAPTER, NODES, graph_json_schema, paper_json_schema
from schemas.edges import EDGE_CLASSES, Uses, evidence_class
from schemas.mention import Mention
from schemas.nodes import NODE_CLASSES, ModelNode
from schemas.paper import Paper, title_id, title_key


def test_a_mention_whose_offsets_do_not_fit_its_text_is_refused() -> None:
    with pytest.raises(ValidationError, match="do not fit a text of 4 characters"):
        Mention(field="title", start=0, end=3, text="BERT", type="Model", role="used", confidence=1.0)


def test_evidence_lists_of_different_length_are_refused() -> None:
    with pytest.raises(ValidationError, match="differ in length"):
        Uses(
            source="p", target="model:bert", fields=("title",), starts=(0, 1), ends=(4,), texts=("BERT",),
            confidences=(1.0,), extractor="x",
        )  # fmt: skip


@pytest.mark.parametrize("title", ["", "   ", "a\x00b", "a\ud800b"])
def test_a_paper_needs_a_title_of_real_text(title: str) -> None:
    with pytest.raises(ValidationError):
        Paper(id="p", title=title)


def test_records_are_closed_and_frozen() -> None:
    with pytest.raises(ValidationError):
        Paper(id="p", title="t", colour="red")
    paper = Paper(id="p", title="t")
    with pytest.raises(ValidationError):
        paper.title = "u"


def test_titles_differ_neither_by_case_nor_by_spacing_nor_by_unicode_form() -> None:
    assert title_key(" Ａ  Study\u00a0of B ") == title_key("a study of b")
    assert title_id("A study") == title_id("a  STUDY") != title_id("a studies")


def test_unions_tell_records_by_label_and_type() -> None:
    node = NODE_ADAPTER.validate_python({"label": "Model", "id": "model:bert", "name": "BERT"})
    assert isinstance(node, ModelNode)
    edge = EDGE_ADAPTER.validate_python({"type": "CITES", "source": "a", "target": "b", "reference": "b"})
    assert edge.type == "CITES"
    with pytest.raises(ValidationError):
        NODE_ADAPTER.validate_python({"label": "Planet", "id": "x"})


def test_every_class_is_declared_in_the_definitions() -> None:
    assert set(NODES) == set(NODE_CLASSES)
    assert set(EDGES) == set(EDGE_CLASSES)
    assert {p.name for p in NODES["Paper"].properties} >= {"id", "title", "abstract", "year", "arxiv"}
    aliases = next(p for p in NODES["Model"].properties if p.name == "aliases")
    assert (aliases.kind, aliases.is_list) == ("string", True)
    assert all(p.description for d in (*NODES.values(), *EDGES.values()) for p in d.properties)
    assert all(set(e.sources) | set(e.targets) <= set(NODES) for e in EDGES.values())


@pytest.mark.parametrize("entity", ["Model", "Dataset", "Benchmark", "Method", "Task", "Metric"])
def test_every_role_of_every_type_has_an_edge_that_may_end_there(entity: str) -> None:
    for role in ("introduced", "used", "mentioned"):
        assert entity in evidence_class(role, entity).targets


def test_json_schemas_are_json_and_name_what_may_be_left_out() -> None:
    assert json.loads(json.dumps(graph_json_schema()))["properties"].keys() == {"nodes", "edges"}
    assert paper_json_schema()["required"] == ["title"]
