"""Measure how well references as written are matched: `python -m benchmarks.references`.

Half of the papers are in the index, and references to all are written in several styles with
slips; one to a paper that is not in the index must match nothing.
"""

from __future__ import annotations

import itertools
import random
import sys
import time
from collections.abc import Sequence

from benchmarks.citation_styles import cite
from benchmarks.identity import paper, papers
from kg.identity.title import fold
from kg.references import TitleIndex, match, written
from schemas.paper import Paper

PAPERS, REFERENCES = 50_000, 1_000
NOISES = (0.0, 0.2, 0.5)
THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9)


def measured(
    index: TitleIndex, known: Sequence[Paper], unknown: Sequence[Paper], noise: float
) -> list[tuple[float, float, float]]:
    """Return (threshold, precision, recall) of references to papers that are in the index and to some that are not."""
    draw = random.Random(13)
    answers = [(match(written(cite(one, draw, noise=noise)), index), one.id) for one in known]
    answers += [(match(written(cite(one, draw, noise=noise)), index), "") for one in unknown]
    rows = []
    for threshold in THRESHOLDS:
        told = [(m.paper, id) for m, id in answers if m.confidence >= threshold]
        right = sum(paper == id for paper, id in told)
        rows.append((threshold, right / max(1, len(told)), right / len(known)))
    return rows


def main() -> None:
    # One title once: of two papers of one title, a reference cannot say which.
    by_title = {fold(one.title): one for one in map(paper, itertools.islice(papers(), PAPERS)) if one.authors}
    every = sorted(by_title.values(), key=lambda one: one.id)
    random.Random(7).shuffle(every)
    inside, outside = every[: len(every) // 2], every[len(every) // 2 :]
    begin = time.process_time()
    index = TitleIndex(inside)
    print(f"{len(inside)} papers in the index, made in {time.process_time() - begin:.1f} s")
    for noise in NOISES:
        begin = time.process_time()
        rows = measured(index, inside[:REFERENCES], outside[:REFERENCES], noise)
        took = (time.process_time() - begin) / (2 * REFERENCES)
        print(f"noise {noise}: {took * 1000:.1f} ms a reference")
        for threshold, precision, recall in rows:
            print(f"  from {threshold}: precision {precision:.3f}, recall {recall:.3f}")


if __name__ == "__main__":
    sys.exit(main())
