"""The whole graph at first sight: its strongest entities and papers, in communities that have names."""

from __future__ import annotations

from collections import Counter
from urllib.parse import quote

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.serve.catalog import EVIDENCE_TYPES, LABELS, TYPES, Catalog, codes
from kg.serve.shapes import Community, Dot, Line, Overview, Question, Subgraph, YearCount
from kg.serve.view import View

_SHARE = {"Model": 46, "Dataset": 22, "Benchmark": 34, "Method": 46, "Task": 36, "Metric": 10}
_PAPERS = 56
_PARTNERS = 3
_LEAST_NAMED = 6
_LEAST_JOINED = 4
_SEED = 7
_PUSHES = 60


def overview(view: View) -> Overview:
    """Choose, join, group and place what the page shows before any search."""
    catalog = view.catalog
    chosen = _strongest(catalog)
    lines = _lines(view, chosen)
    graph = _graph(view, chosen, lines)
    chosen = [node for node in chosen if catalog.ids[node] in graph]
    found = nx.community.louvain_communities(graph, weight="weight", seed=_SEED, resolution=1.1)
    groups: list[list[str]] = sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))
    places = _places(graph, groups)
    of = {id: number for number, group in enumerate(groups) for id in group}
    dots = tuple(_placed(view.dot(node), places, of) for node in chosen)
    named = [
        Community(id=number, name=_name(view, group, graph), size=len(group))
        for number, group in enumerate(groups)
        if len(group) >= _LEAST_NAMED
    ]
    return Overview(
        nodes=view.counts.nodes,
        edges=view.counts.edges,
        years=tuple(YearCount(year=year, papers=count) for year, count in view.years.items()),
        graph=Subgraph(
            nodes=dots, edges=tuple(x for x in lines if x.source in graph and x.target in graph), total=len(catalog)
        ),
        communities=tuple(named),
        questions=_questions(view),
    )


def _strongest(catalog: Catalog) -> list[int]:
    chosen: list[int] = []
    for label, count in _SHARE.items():
        of_label = np.flatnonzero((catalog.label == LABELS.index(label)) & (catalog.papers > 0))
        chosen += of_label[np.lexsort((of_label, -catalog.papers[of_label]))][:count].tolist()
    picked = np.zeros(len(catalog), bool)
    picked[chosen] = True
    gives = np.isin(catalog.type, codes(TYPES, ("CITES", "BUILDS_ON")))
    strength = 2.0 * np.bincount(catalog.target[gives], minlength=len(catalog))
    introduces = (catalog.type == TYPES.index("INTRODUCES")) & picked[catalog.target]
    strength += 3.0 * np.bincount(catalog.source[introduces], minlength=len(catalog))
    related = catalog.type == TYPES.index("RELATED_TO")
    strength += 0.1 * np.bincount(catalog.target[related], minlength=len(catalog))
    papers = np.flatnonzero(catalog.paper)
    chosen += papers[np.lexsort((papers, -strength[papers]))][:_PAPERS].tolist()
    return chosen


def _lines(view: View, chosen: list[int]) -> list[Line]:
    catalog = view.catalog
    kinds = codes(TYPES, (*EVIDENCE_TYPES, "CITES", "BUILDS_ON", "VARIANT_OF"))
    lines = [view.line(edge) for edge in catalog.edges_between(chosen, kinds).tolist()]
    entities = np.array([node for node in chosen if catalog.entity[node]], np.int64)
    if len(entities) < 2:
        return lines
    matrix = catalog.naming[:, entities]
    together = (matrix.T @ matrix).toarray().astype(float)
    alone = np.maximum(np.diag(together).copy(), 1.0)
    np.fill_diagonal(together, 0)
    likeness = np.where(together >= 2, together / np.sqrt(np.outer(alone, alone)), 0.0)
    pairs: set[tuple[int, int]] = set()
    for row in range(len(entities)):
        for column in np.argsort(-likeness[row], kind="stable")[:_PARTNERS].tolist():
            if likeness[row, column] > 0:
                pairs.add((min(row, column), max(row, column)))
    joined = {(line.source, line.target) for line in lines}
    for row, column in sorted(pairs):
        source, target = catalog.ids[entities[row]], catalog.ids[entities[column]]
        if (source, target) not in joined and (target, source) not in joined:
            lines.append(Line(source=source, target=target, type="CO_USED", weight=float(together[row, column])))
    return lines


def _graph(view: View, chosen: list[int], lines: list[Line]) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(view.catalog.ids[node] for node in chosen)
    for line in lines:
        weight = 1.0 + np.log1p(line.weight) if line.type == "CO_USED" else 1.0
        before = graph.get_edge_data(line.source, line.target, {"weight": 0.0})["weight"]
        graph.add_edge(line.source, line.target, weight=float(before + weight))
    strays = [id for part in nx.connected_components(graph) if len(part) < _LEAST_JOINED for id in part]
    if len(strays) < len(graph):
        graph.remove_nodes_from(strays)
    return graph


def _places(graph: nx.Graph[str], groups: list[list[str]]) -> dict[str, tuple[float, float]]:
    """Lay the graph out with its communities apart: each begins around a place of its own on a spiral."""
    begin: dict[str, NDArray[np.float64]] = {}
    golden = np.pi * (3 - np.sqrt(5))
    for number, group in enumerate(groups):
        middle = 4.0 * np.sqrt(number) * np.array([np.cos(golden * number), np.sin(golden * number)])
        for place, id in enumerate(group):
            spread = 0.25 * np.sqrt(place) * np.array([np.cos(golden * place), np.sin(golden * place)])
            begin[id] = middle + spread
    of = {id: number for number, group in enumerate(groups) for id in group}
    pulled = graph.copy()
    for source, target, data in pulled.edges(data=True):
        data["weight"] = 1.0 if of[source] == of[target] else 0.08
    if pulled.number_of_edges():
        laid = nx.forceatlas2_layout(
            pulled,
            pos=begin,
            max_iter=150,
            scaling_ratio=4.0,
            gravity=0.6,
            strong_gravity=True,
            weight="weight",
            seed=_SEED,
        )
        begin = {id: np.asarray(place, float) for id, place in laid.items()}
    ids = list(graph)
    if not ids:
        return {}
    size = np.array([1.0 + 1.6 * np.sqrt(graph.degree(id) / _most(graph)) for id in ids])
    spread_out = _apart(np.array([begin[id] for id in ids]), size)
    return {id: (float(x), float(y)) for id, (x, y) in zip(ids, spread_out, strict=True)}


def _most(graph: nx.Graph[str]) -> int:
    return max(1, max(degree for _, degree in graph.degree()))


def _apart(places: NDArray[np.float64], size: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scale the places so that the nodes cover an eighth of their disc, then push apart those that overlap."""
    places = places - places.mean(axis=0)
    reach = np.linalg.norm(places, axis=1)
    # The square root of the reach evens out a dense middle and far strays.
    places = places * (np.sqrt(reach / max(float(reach.max()), 1e-9)) / np.maximum(reach, 1e-9))[:, None]
    places = places * np.sqrt(8.0 * float((size**2).sum()))
    needed = (size[:, None] + size[None, :]) * 1.25
    for _ in range(_PUSHES):
        apart = places[:, None] - places[None, :]
        distance = np.linalg.norm(apart, axis=-1)
        np.fill_diagonal(distance, np.inf)
        short = np.maximum(0.0, needed - distance)
        if not short.any():
            break
        push = (short / 2 / np.maximum(distance, 1e-6))[:, :, None] * apart
        places = places + np.clip(push.sum(axis=1), -2.0, 2.0)
    return places


def _placed(dot: Dot, places: dict[str, tuple[float, float]], of: dict[str, int]) -> Dot:
    x, y = places[dot.id]
    return dot.model_copy(update={"x": round(x, 3), "y": round(y, 3), "community": of[dot.id]})


def _name(view: View, group: list[str], graph: nx.Graph[str]) -> str:
    """Name a community by a task and the entity that hold it together most."""
    catalog = view.catalog
    inside = set(group)
    pull: Counter[str] = Counter()
    for id in group:
        if catalog.entity[catalog.number[id]] and LABELS[catalog.label[catalog.number[id]]] != "Metric":
            pull[id] = sum(data["weight"] for _, other, data in graph.edges(id, data=True) if other in inside)
    ranked = [id for id, _ in sorted(pull.items(), key=lambda item: (-item[1], item[0]))]
    tasks = [id for id in ranked if LABELS[catalog.label[catalog.number[id]]] == "Task"]
    others = [id for id in ranked if id not in tasks]
    picked = [*tasks[:1], *others[: 2 - len(tasks[:1])]] or ranked[:2] or group[:1]
    names = [catalog.names[catalog.number[id]] for id in picked]
    return " · ".join(name[:1].upper() + name[1:] for name in names)


def _questions(view: View) -> tuple[Question, ...]:
    """Offer three questions that this graph can answer."""
    catalog = view.catalog
    introduced = np.unique(catalog.target[catalog.type == TYPES.index("INTRODUCES")])
    introduced = introduced[
        np.isin(catalog.label[introduced], codes(LABELS, ("Model", "Dataset", "Benchmark", "Method")))
    ]
    used = introduced[np.argsort(-catalog.papers[introduced], kind="stable")][:1].tolist()
    asked = [
        Question(
            text=f"Who introduced {catalog.names[node]}, and who took it up?",
            hint="An entity, year by year, in the words of its papers",
            view=f"/node?id={_quoted(catalog.ids[node])}",
        )
        for node in used
    ]
    on = np.bincount(catalog.target[catalog.type == TYPES.index("ON")], minlength=len(catalog))
    if len(on) and on.max() >= 2:
        node = int(np.argmax(on))
        asked.append(
            Question(
                text=f"What do abstracts claim on {catalog.names[node]}?",
                hint=f"{int(on[node])} results, each with its sentence",
                view=f"/board?id={_quoted(catalog.ids[node])}",
            )
        )
    asked.append(
        Question(
            text="Which tasks have never met which datasets?",
            hint="A map of what was tried, and of what was not",
            view="/gaps",
        )
    )
    models = np.flatnonzero((catalog.label == LABELS.index("Model")) & (catalog.papers > 0))
    first = models[np.argsort(-catalog.papers[models], kind="stable")][:2].tolist()
    if len(first) == 2:
        asked.append(
            Question(
                text=f"What lies between {catalog.names[first[0]]} and {catalog.names[first[1]]}?",
                hint="The shortest path, step by step",
                view=f"/path?from={_quoted(catalog.ids[first[0]])}&to={_quoted(catalog.ids[first[1]])}",
            )
        )
    return tuple(asked[:3])


def _quoted(id: str) -> str:
    return quote(id, safe="")
