"""Measure entity resolution on clusters and pairs made by hand, beside a simple baseline.

`python benchmarks/resolve.py [FOLDER] [-v]` prints, for models, for data (datasets and benchmarks), and
for tasks and metrics: pairwise F1 and B-cubed F1 of the aliases, accuracy on the pairs that are
easy to get wrong, and F1 of the variant links. `--speed [FILE...]` measures time and memory instead:
of the mentions in files that `kg extract` wrote, or else of a million made-up ones.

A pair of surfaces is *same* when both have one entity, *variant* when one's entity is an ancestor
of the other's, else *different*. A variant link of a gold cluster counts when the entity of most
of the cluster's surfaces is a variant of the entity of most of its parent's surfaces.
The baseline joins what has the same letters and digits, and a short form with the one surface of
the same type whose initials it is; it knows no variants.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import time
from collections import Counter, defaultdict
from pathlib import Path

from kg.resolve import Occurrence, Pair, resolve
from kg.resolve.lines import resolve_lines

PARTS = ("model", "data", "task_metric")


def load(folder: Path, part: str) -> tuple[list[dict], list[list[str]]]:
    clusters = [json.loads(line) for line in (folder / f"{part}_clusters.jsonl").read_text().splitlines()]
    pairs_file = folder / f"{part}_pairs.tsv"
    pairs = [line.split("\t") for line in pairs_file.read_text().splitlines()] if pairs_file.exists() else []
    return clusters, pairs


def baseline(records: list[dict]) -> list[dict]:
    def norm(text: str) -> str:
        return re.sub(r"[\W_]+", "", text.casefold())

    def initials(text: str) -> str:
        return "".join(word[0] for word in re.findall(r"[^\W_]+", text.casefold()))

    by_initials = defaultdict(set)
    for record in records:
        if len(re.findall(r"[^\W_]+", record["surface"])) > 1:
            by_initials[record["type"], initials(record["surface"])].add(norm(record["surface"]))
    out = []
    for record in records:
        key = norm(record["surface"])
        longs = by_initials.get((record["type"], key), set())
        out.append({"entity": f"{record['type']}:{min(longs) if len(longs) == 1 else key}", "variant_of": None})
    return out


def f1(true: int, predicted: int, gold: int) -> tuple[float, float, float]:
    p, r = true / predicted if predicted else 1.0, true / gold if gold else 1.0
    return (2 * p * r / (p + r) if p + r else 0.0), p, r


def pairwise(gold: list[str], got: list[str]) -> tuple[float, float, float]:
    def count(*keys: list[str]) -> int:
        return sum(n * (n - 1) // 2 for n in Counter(zip(*keys, strict=True)).values())

    return f1(count(gold, got), count(got), count(gold))


def b_cubed(gold: list[str], got: list[str]) -> tuple[float, float, float]:
    both, g, p = Counter(zip(gold, got, strict=True)), Counter(gold), Counter(got)
    precision = sum(n * n / p[k[1]] for k, n in both.items()) / len(gold)
    recall = sum(n * n / g[k[0]] for k, n in both.items()) / len(gold)
    return 2 * precision * recall / (precision + recall), precision, recall


def links(clusters: list[dict], entity: dict[tuple[str, str], str], above: dict[str, str | None]) -> tuple[float, ...]:
    main = {c["name"]: Counter(entity[c["type"], s] for s in c["surfaces"]).most_common(1)[0][0] for c in clusters}
    names = defaultdict(list)
    for name, e in main.items():
        names[e].append(name)
    gold = {(c["name"], c["variant_of"]) for c in clusters if c.get("variant_of")}
    got = {(child, parent) for child, e in main.items() for parent in names.get(above.get(e) or "", ())}
    return f1(len(gold & got), len(got), len(gold))


def verdict(a: str, b: str, above: dict[str, str | None]) -> str:
    def ancestors(e: str | None) -> list[str]:
        out: list[str] = []
        while e is not None and e not in out:
            out.append(e)
            e = above.get(e)
        return out

    if a == b:
        return "same"
    return "variant" if a in ancestors(b) or b in ancestors(a) else "different"


def measure(clusters: list[dict], pairs: list[list[str]], run, verbose: bool = False) -> dict[str, tuple[float, ...]]:
    kind = Counter(c["type"] for c in clusters).most_common(1)[0][0]
    records = [{"surface": s, "type": c["type"]} for c in clusters for s in c["surfaces"]]
    known = {r["surface"] for r in records}
    extra = sorted({s for pair in pairs for s in pair[:2]} - known)
    records += [{"surface": s, "type": kind} for s in extra]
    answers = list(run(records))
    entity = {(r["type"], r["surface"]): a["entity"] for r, a in zip(records, answers, strict=True)}
    by_surface = {r["surface"]: a["entity"] for r, a in zip(records, answers, strict=True)}
    above = {a["entity"]: a["variant_of"] for a in answers}
    gold = [c["name"] + "/" + c["type"] for c in clusters for _ in c["surfaces"]]
    got = [entity[c["type"], s] for c in clusters for s in c["surfaces"]]
    out = {"pairwise": pairwise(gold, got), "B-cubed": b_cubed(gold, got)}
    if pairs:
        right = [verdict(by_surface[a], by_surface[b], above) == v for a, b, v in pairs]
        out["pairs"] = (sum(right) / len(right),)
        out["variants"] = links(clusters, entity, above)
    if verbose:
        _explain(clusters, pairs, entity, by_surface, above)
    return out


def _explain(clusters, pairs, entity, by_surface, above) -> None:
    for a, b, v in pairs:
        said = verdict(by_surface[a], by_surface[b], above)
        if said != v:
            print(f"  PAIR {a} | {b}: {v}, said {said}  ({by_surface[a]} {by_surface[b]})")
    of_entity = defaultdict(list)
    for c in clusters:
        found = {entity[c["type"], s] for s in c["surfaces"]}
        for e in found:
            of_entity[e].append(c["name"])
        if len(found) > 1:
            print("  SPLIT", c["name"], "|", " ; ".join(f"{s} → {entity[c['type'], s]}" for s in c["surfaces"]))
    for e, names in of_entity.items():
        if len(names) > 1:
            print("  JOINED", e, names)
    main = {c["name"]: Counter(entity[c["type"], s] for s in c["surfaces"]).most_common(1)[0][0] for c in clusters}
    names = defaultdict(list)
    for name, e in main.items():
        names[e].append(name)
    for c in clusters:
        said = names.get(above.get(main[c["name"]]) or "", [])
        if (c.get("variant_of") and c["variant_of"] not in said) or (said and c.get("variant_of") not in said):
            print(f"  LINK {c['name']} < {c.get('variant_of')}, said {said or above.get(main[c['name']])}")


def made_up(mentions: int = 1_000_000) -> tuple[list[Occurrence], list[Pair]]:
    """Return mentions whose names are drawn with a frequency of one over their rank.

    A million have about 390,000 distinct names, somewhat more than real ones: mentions of 50,000
    abstracts, each name once a paper, have 105,000 among 226,000, and the growth slows.
    """
    rng = random.Random(7)
    syllables = [c + v for c in "bcdfglmnprstvz" for v in "aeiou"]
    heads = ["", "", "-7B", " v2", "-base", " Large", "Net", " dataset", "-2", "-Instruct", "s", " network", "-VL-13B"]
    kinds = ("Model", "Dataset", "Benchmark", "Method", "Task", "Metric")
    occurrences, pairs = [], []
    for n in range(mentions):
        rank = int(30_000_000 ** rng.random())
        name = random.Random(rank)
        words = ["".join(name.choices(syllables, k=3)) for _ in range(1 + rank % 3)]
        words = [w.capitalize() if rank % 2 else w for w in words]
        text = (" " if rank % 5 else "-").join(words) + heads[rank % len(heads)]
        occurrences.append(Occurrence(f"p{n // 7}", kinds[rank % 6], text))
        if n % 10 == 0 and len(words) > 1:
            pairs.append(Pair(f"p{n // 7}", text, "".join(w[0].upper() for w in words) + "N"))
    return occurrences, pairs


def extracted(files: list[Path]) -> tuple[list[Occurrence], list[Pair]]:
    """Return all mentions and acronyms of files that `kg extract` wrote."""
    occurrences, pairs = [], []
    for file in files:
        with file.open(encoding="utf-8") as lines:
            for paper in map(json.loads, lines):
                occurrences += [Occurrence(paper["id"], m["type"], m["text"]) for m in paper["mentions"]]
                pairs += [Pair(paper["id"], a["long"], a["short"]) for a in paper["acronyms"]]
    return occurrences, pairs


def speed(occurrences: list[Occurrence], pairs: list[Pair]) -> None:
    """Print the time of one core, and the most memory, the mentions included."""
    begin = time.process_time()
    resolution = resolve(occurrences, pairs)
    seconds = time.process_time() - begin
    gigabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"{len(occurrences):,} mentions, {len(resolution.names):,} names, {len(resolution.entities):,} entities: "
        f"{seconds:.1f} s of one core, {gigabytes:.2f} GB"
    )


def main(folder: Path, verbose: bool) -> None:
    print(f"{'part':12} {'measure':9} {'F1 or accuracy':>14} {'precision':>9} {'recall':>7} {'baseline':>9}")
    for part in PARTS:
        clusters, pairs = load(folder, part)
        ours, simple = measure(clusters, pairs, resolve_lines, verbose), measure(clusters, pairs, baseline)
        for name, figures in ours.items():
            rest = [f"{x:.3f}" for x in figures[1:]] or ["", ""]
            print(f"{part:12} {name:9} {figures[0]:14.3f} {rest[0]:>9} {rest[1]:>7} {simple[name][0]:9.3f}")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path, nargs="?", default=Path("../shared/data/resolution"))
    arguments.add_argument("-v", action="store_true", help="show what is wrong")
    arguments.add_argument("--speed", type=Path, nargs="*", metavar="FILE")
    given = arguments.parse_args()
    if given.speed is None:
        main(given.folder, given.v)
    else:
        speed(*(extracted(given.speed) if given.speed else made_up()))
