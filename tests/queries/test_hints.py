"""A query that names what the graph does not have is answered with what was meant."""

import pytest

from queries.hints import hints


@pytest.mark.parametrize(
    ("cypher", "told"),
    [
        ("MATCH (p:Papers) RETURN p", ["no label Papers; did you mean Paper?"]),
        ("MATCH (p:paper) RETURN p", ["no label paper; did you mean Paper?"]),
        (
            "MATCH (:Paper)-[:EVALUATED_ON]->(b:Benchmark) RETURN b",
            ["no edge type EVALUATED_ON; did you mean EVALUATES_ON?"],
        ),
        ("MATCH (p:Paper) RETURN p.titel", ["no property titel; did you mean title?"]),
        ("MATCH (p:Paper {jear: 2020}) RETURN p.title", ["no property jear; did you mean year?"]),
        ("MATCH (e) WHERE e:Modell RETURN e.name", ["no label Modell; did you mean Model?"]),
        ("MATCH (p:Paper)-[r:USES|QZX]->(m) RETURN r.texts", ["no edge type QZX"]),
    ],
)
def test_unknown_names_are_told_with_the_nearest(cypher: str, told: list[str]) -> None:
    assert hints(cypher) == told


@pytest.mark.parametrize(
    "cypher",
    [
        "MATCH (p:Paper)-[:INTRODUCES]->(m:Model) WHERE p.year > 2020 RETURN m.name, count(*) AS n",
        "MATCH (p:Paper) WHERE p.title CONTAINS 'x.nothing (a:Nobody) [:NEVER]' RETURN p.id",
        "MATCH (e) WHERE e:Model OR e:Method RETURN e {.name, .papers} // (x:Comment)",
        "MATCH p = (:Paper {id: $a})-[:CITES*1..3]->(:Paper) RETURN p",
        "UNWIND [{a: 1}] AS row RETURN collect(row {b: row})",
    ],
)
def test_known_names_text_and_comments_give_no_hint(cypher: str) -> None:
    assert hints(cypher) == []
