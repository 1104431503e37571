"""Small literal graphs: one as papers are, one as an attacker would write it."""

from __future__ import annotations

from schemas.edges import (
    About,
    Addresses,
    AnyEdge,
    Authored,
    BuildsOn,
    Cites,
    Claims,
    EvaluatesOn,
    In,
    Introduces,
    Mentions,
    On,
    PublishedIn,
    RelatedTo,
    Uses,
    VariantOf,
)  # fmt: skip
from schemas.nodes import (
    AnyNode,
    AuthorNode,
    BenchmarkNode,
    ClaimNode,
    MetricNode,
    ModelNode,
    PaperNode,
    TaskNode,
    VenueNode,
)  # fmt: skip

HOSTILE = '<img src=x onerror="window.hacked=1">'
SCRIPT = "</script><script>window.hacked=1</script>"
OVERRIDE = "safe\u202egnp.exe"

BERT = "BERT: Pre-training of Deep Bidirectional Transformers"
BERT_TEXT = "We introduce BERT 🤖, a language model. BERT reaches 86.7% accuracy on MNLI."
ROBERTA = "RoBERTa: A Robustly Optimized BERT Pretraining Approach"
ROBERTA_TEXT = "We train BERT longer and call it RoBERTa. RoBERTa reaches 90.2% accuracy on MNLI."
ELMO = "Deep contextualized word representations"
ELMO_TEXT = "We present ELMo for question answering on SQuAD."


def _found(text: str, *names: str) -> dict[str, object]:
    """Return the lists of evidence of every occurrence of names in an abstract."""
    starts = [i for name in names for i in range(len(text)) if text.startswith(name, i)]
    texts = [next(name for name in names if text.startswith(name, i)) for i in starts]
    return {
        "fields": tuple("abstract" for _ in starts),
        "starts": tuple(starts),
        "ends": tuple(start + len(name) for start, name in zip(starts, texts, strict=True)),
        "texts": tuple(texts),
        "confidences": tuple(0.9 for _ in starts),
        "extractor": "1.0.0",
    }


def _claim(id: str, paper: str, text: str, start: int, subject: str, value: str) -> ClaimNode:
    words = text[start:]
    return ClaimNode(
        id=id, paper=paper, field="abstract", start=start, end=len(text), text=words, subject=subject, on="MNLI",
        metric="accuracy", value=value, kind="absolute", confidence=0.8, extractor="1.0.0",
    )  # fmt: skip


def nodes() -> list[AnyNode]:
    """Return three papers, what they name, who wrote them and what they claim."""
    return [
        PaperNode(id="p:bert", title=BERT, abstract=BERT_TEXT, year=2018, arxiv="1810.04805"),
        PaperNode(id="p:roberta", title=ROBERTA, abstract=ROBERTA_TEXT, year=2019),
        PaperNode(id="p:elmo", title=ELMO, abstract=ELMO_TEXT, year=2018),
        ModelNode(id="model:bert", name="BERT", aliases=("BERT", "Bert"), papers=2),
        ModelNode(id="model:roberta", name="RoBERTa", aliases=("RoBERTa",), papers=1),
        ModelNode(id="model:elmo", name="ELMo", aliases=("ELMo",), papers=1),
        BenchmarkNode(id="benchmark:mnli", name="MNLI", aliases=("MNLI",), papers=2),
        BenchmarkNode(id="benchmark:squad", name="SQuAD", aliases=("SQuAD",), papers=1),
        TaskNode(id="task:qa", name="question answering", aliases=("question answering",), papers=1),
        MetricNode(id="metric:accuracy", name="accuracy", aliases=("accuracy",), papers=2),
        AuthorNode(id="author:devlin", name="Jacob Devlin"),
        VenueNode(id="venue:naacl", name="NAACL"),
        _claim("claim:1", "p:bert", BERT_TEXT, BERT_TEXT.index("BERT reaches"), "BERT", "86.7%"),
        _claim("claim:2", "p:roberta", ROBERTA_TEXT, ROBERTA_TEXT.index("RoBERTa reaches"), "RoBERTa", "90.2%"),
    ]


def edges() -> list[AnyEdge]:
    """Return the edges between them."""
    related = {"rank": 1, "text": 0.5, "entities": 0.5, "citations": 0.0, "score": 1.0, "reasons": ("both name BERT",)}
    return [
        Introduces(source="p:bert", target="model:bert", **_found(BERT_TEXT, "BERT")),
        EvaluatesOn(source="p:bert", target="benchmark:mnli", **_found(BERT_TEXT, "MNLI")),
        Uses(source="p:roberta", target="model:bert", **_found(ROBERTA_TEXT, "BERT")),
        Introduces(source="p:roberta", target="model:roberta", **_found(ROBERTA_TEXT, "RoBERTa")),
        EvaluatesOn(source="p:roberta", target="benchmark:mnli", **_found(ROBERTA_TEXT, "MNLI")),
        Introduces(source="p:elmo", target="model:elmo", **_found(ELMO_TEXT, "ELMo")),
        Mentions(source="p:elmo", target="benchmark:squad", **_found(ELMO_TEXT, "SQuAD")),
        Addresses(source="p:elmo", target="task:qa", **_found(ELMO_TEXT, "question answering")),
        VariantOf(source="model:roberta", target="model:bert", difference="robustly optimized"),
        Cites(source="p:roberta", target="p:bert", reference="arxiv:1810.04805"),
        Cites(source="p:bert", target="p:elmo", reference="p:elmo"),
        BuildsOn(source="p:roberta", target="p:bert", entities=("model:bert",), names=("BERT",), roles=("used",)),
        RelatedTo(source="p:roberta", target="p:bert", **related),
        Authored(source="author:devlin", target="p:bert", position=1),
        PublishedIn(source="p:bert", target="venue:naacl"),
        Claims(source="p:bert", target="claim:1"),
        Claims(source="p:roberta", target="claim:2"),
        About(source="claim:1", target="model:bert"),
        About(source="claim:2", target="model:roberta"),
        On(source="claim:1", target="benchmark:mnli"),
        On(source="claim:2", target="benchmark:mnli"),
        In(source="claim:1", target="metric:accuracy"),
        In(source="claim:2", target="metric:accuracy"),
    ]


def hostile() -> tuple[list[AnyNode], list[AnyEdge]]:
    """Return a graph whose names, titles and texts try to run, to link and to mislead."""
    abstract = f"We show {HOSTILE} and {SCRIPT} and javascript:alert(1)."
    mark = {
        "fields": ("abstract",), "starts": (8,), "ends": (8 + len(HOSTILE),), "texts": (HOSTILE,),
        "confidences": (0.9,), "extractor": HOSTILE,
    }  # fmt: skip
    found: list[AnyNode] = [
        PaperNode(
            id=f"p:{SCRIPT}",
            title=f"{HOSTILE} {OVERRIDE}",
            abstract=abstract,
            year=2020,
            doi="10.1/javascript:alert(1)",
        ),
        PaperNode(id="javascript:alert(1)", title=SCRIPT, abstract="", year=2021),
        ModelNode(id="model:hostile", name=HOSTILE, aliases=(HOSTILE, SCRIPT, OVERRIDE), papers=1),
        AuthorNode(id="author:hostile", name=SCRIPT),
    ]
    joined: list[AnyEdge] = [
        Uses(source=f"p:{SCRIPT}", target="model:hostile", **mark),
        Cites(source="javascript:alert(1)", target=f"p:{SCRIPT}", reference=HOSTILE),
        Authored(source="author:hostile", target=f"p:{SCRIPT}", position=1),
    ]
    return found, joined
