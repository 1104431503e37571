"""Each measure on a graph so small that its answer is known."""

from __future__ import annotations

import networkx as nx
import pytest

from kg.analytics import building_on_graph, citation_graph, entity_graph, multigraph, paper_graph
from kg.analytics.communities import bridges, communities
from kg.analytics.core import innermost_core
from kg.analytics.couse import co_use
from kg.analytics.gaps import gaps
from kg.analytics.graphs import named_entities
from kg.analytics.louvain import louvain
from kg.analytics.main_path import main_path
from kg.analytics.novelty import new_combinations
from kg.analytics.rank import betweenness, hits, pagerank
from kg.analytics.trends import trends
from kg.analytics.years import naming


def years(names: str, year: int | None = 2020):
    return dict.fromkeys(names, year)


def ids(found):
    return [row.id for row in found.rows]


def test_the_paper_that_all_cite_has_the_highest_pagerank(graph):
    found = pagerank(citation_graph(graph(years("abcd"), cites="ba ca da dc")))
    assert ids(found)[0] == "a"
    assert sum(row.value for row in found.rows) == pytest.approx(1.0)


def test_pagerank_on_building_on_reads_other_edges(graph):
    snapshot = graph(years("abc"), cites="ba", builds="bc")
    assert ids(pagerank(building_on_graph(snapshot)))[0] == "c"
    assert building_on_graph(snapshot).edges["b", "c"]["names"] == ("X",)


def test_a_survey_is_the_hub_and_what_it_cites_the_authorities(graph):
    hubs, authorities = hits(citation_graph(graph(years("sabcx"), cites="sa sb sc xa")))
    assert ids(hubs)[0] == "s"
    assert ids(authorities)[0] == "a"
    assert "s" not in ids(authorities)


def test_the_paper_in_the_middle_lies_between(graph):
    found = betweenness(citation_graph(graph(years("abcd"), cites="ab bc cd")))
    assert set(ids(found)) == {"b", "c"}
    assert found.note is None


@pytest.fixture
def random_graph():
    """Return papers that cite each other by chance, also in circles, and some that stand apart."""
    made = nx.gnp_random_graph(60, 0.05, seed=3, directed=True)
    nx.set_node_attributes(made, {n: {"title": f"Paper {n}", "year": 2020} for n in made})
    return nx.relabel_nodes(made, {n: f"p{n:02d}" for n in made})


def test_what_is_computed_by_matrices_is_what_networkx_computes(random_graph):
    found = betweenness(random_graph, top=100)
    expected = nx.betweenness_centrality(random_graph)
    values = {row.id: row.value for row in found.rows}
    joined = len(random_graph) - nx.number_of_isolates(random_graph)
    scale = (59 * 58) / ((joined - 1) * (joined - 2))
    assert values == pytest.approx({paper: value * scale for paper, value in expected.items() if value})
    core = innermost_core(random_graph, top=100)
    expected = nx.k_core(random_graph.to_undirected())
    assert core.k == max(nx.core_number(random_graph.to_undirected()).values())
    assert {row.id: row.value for row in core.rows} == dict(expected.degree())


def test_louvain_divides_as_well_as_that_of_networkx(random_graph):
    whole = nx.connected_caveman_graph(8, 6)
    assert sorted(map(sorted, louvain(whole))) == [list(range(n, n + 6)) for n in range(0, 48, 6)]
    plain = random_graph.to_undirected()
    ours, theirs = louvain(plain, seed=1), nx.community.louvain_communities(plain, seed=1)
    assert nx.community.modularity(plain, ours) > nx.community.modularity(plain, theirs) - 0.03


def test_a_sampled_betweenness_says_so(graph):
    found = betweenness(citation_graph(graph(years("abcd"), cites="ab bc cd")), sampled_above=3)
    assert found.note == "estimated from 4 of 4 papers as sources"


def test_the_innermost_core_is_the_clique(graph):
    found = innermost_core(citation_graph(graph(years("abcde"), cites="ab ac bc da ed")).to_undirected())
    assert (found.k, found.papers, sorted(ids(found))) == (2, 3, ["a", "b", "c"])


def test_two_cliques_are_two_communities_labelled_by_what_is_rare_elsewhere(graph):
    named = dict.fromkeys("abc", "task:qa model:bert") | dict.fromkeys("xyz", "task:ner model:bert")
    snapshot = graph(years("abcxyzl"), cites="ab bc ca xy yz zx ax", named=named)
    joined = paper_graph(snapshot)
    captions = {node.id: node.name for node in snapshot.nodes("Task", "Model")}
    found = communities(joined, named_entities(snapshot), captions, seed=1)
    assert sorted("".join(sorted(row.members)) for row in found.rows) == ["abc", "xyz"]
    assert {row.label for row in found.rows} == {("QA",), ("NER",)}
    assert found.alone == 1
    assert found.modularity > 0.3
    joiners = bridges(joined, found)
    assert sorted(ids(joiners)) == ["a", "x"]
    assert all(row.outside == 1 and 0 < row.participation < 1 for row in joiners.rows)


def test_communities_are_the_same_for_the_same_seed(graph):
    snapshot = graph(years("abcdefgh"), cites="ab bc cd de ef fg gh ha ae bf", related="ac eg")
    first, again = (communities(paper_graph(snapshot), {}, {}, seed=7) for _ in range(2))
    assert first == again


def test_a_join_adds_up_citations_building_on_and_related_work(graph):
    joined = paper_graph(graph(years("ab"), cites="ab", builds="ab", related="ab ba"))
    assert joined.edges["a", "b"]["weight"] == 4.0


def test_entities_named_together_more_than_chance_are_paired(graph):
    papers = [f"{n:02d}"[-1] for n in range(10)] + list("abcdefghij")
    named = dict.fromkeys(papers[:6], "dataset:squad task:qa") | dict.fromkeys(papers[6:], "model:lstm")
    found = co_use(entity_graph(graph(dict.fromkeys(papers, 2020), named=named)))
    (row,) = found.rows
    assert {row.first, row.second} == {"SQUAD", "QA"}
    assert row.together == 6
    assert row.lift == pytest.approx(20 / 6)
    assert 1 < row.low < row.lift < row.high


def test_metrics_and_entities_of_one_paper_make_no_pairs(graph):
    named = dict.fromkeys("abc", "metric:f1 task:qa") | {"d": "task:qa model:rare"}
    assert list(entity_graph(graph(years("abcd"), named=named)).edges) == []


def test_the_main_path_runs_from_old_to_new_where_most_ways_go(graph):
    found = main_path(citation_graph(graph(years("abcdef"), cites="ba cb db ec ed fe")))
    assert ids(found)[0] == "a"
    assert ids(found)[-1] == "f"
    assert [row.cites for row in found.rows][1:] == ids(found)[:-1]
    assert found.rows[1].paths == 1.0
    assert found.rows[2].paths == 0.5


def test_papers_that_cite_each_other_do_not_stop_the_main_path(graph):
    assert ids(main_path(citation_graph(graph(years("abcd"), cites="ab ba ca db dc")))) in (
        ["a", "c", "d"],
        ["b", "c", "d"],
    )


def test_rates_not_counts_rise_and_fade(graph):
    papers = {f"{chr(97 + n)}": 2020 for n in range(12)} | {f"{chr(65 + n)}": 2022 for n in range(24)}
    named = {
        p: "task:all"
        + (" model:old" if p < "k" and p.islower() else "")
        + (" model:new" if p.isupper() and p < "V" else "")
        for p in papers
    }
    rising, fading = trends(naming(graph(papers, named=named)))
    assert ids(rising) == ["model:new"]
    assert ids(fading) == ["model:old"]
    assert rising.since == 2022
    assert rising.rows[0].low > 1
    assert fading.rows[0].high < 1


def test_the_first_paper_to_join_two_known_entities_is_new(graph):
    papers = years("abcdef", 2020) | {"x": 2021, "y": 2022}
    named = (
        dict.fromkeys("abc", "model:gnn")
        | dict.fromkeys("def", "task:qa")
        | {"x": "model:gnn task:qa", "y": "model:gnn task:qa"}
    )
    (row,) = new_combinations(naming(graph(papers, named=named))).rows
    assert (row.id, {row.first, row.second}, row.expected) == ("x", {"GNN", "QA"}, 1.5)


def test_a_gap_is_named_with_what_joins_it_and_tested_on_the_past(graph):
    old = years("abcdef", 2019)
    named = dict.fromkeys("abc", "task:qa model:bert") | dict.fromkeys("def", "dataset:code model:bert")
    found = gaps(naming(graph(old, named=named)))
    (row,) = found.rows
    assert (row.task, row.data, row.through) == ("QA", "CODE", ("BERT",))
    assert found.backtest is None
    later = gaps(
        naming(graph(old | years("xyzuvw", 2021), named=named | dict.fromkeys("xyzuvw", "task:qa dataset:code")))
    )
    assert later.rows == ()
    assert later.backtest is not None
    assert (later.backtest.since, later.backtest.listed, later.backtest.came) == (2021, 1, 1)


def test_the_whole_multigraph_keeps_every_node_and_edge(graph):
    snapshot = graph(years("ab"), cites="ab", builds="ab", named={"a": "task:qa"})
    whole = multigraph(snapshot)
    assert isinstance(whole, nx.MultiDiGraph)
    assert set(whole.nodes) == {"a", "b", "task:qa"}
    assert sorted(data["type"] for _, _, data in whole.edges(data=True)) == ["BUILDS_ON", "CITES", "USES"]
    assert whole.nodes["a"]["label"] == "Paper"
