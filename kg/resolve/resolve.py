"""Resolve all names of a corpus together: normal form, acronyms, variants, a person's decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from kg.collector import collector_at_rest
from kg.resolve.acronyms import join_defined, join_known, join_listed
from kg.resolve.alignment import align_in_papers, join_aligned
from kg.resolve.entities import build
from kg.resolve.families import join_families
from kg.resolve.journal import PERSON, read
from kg.resolve.merge import Merges
from kg.resolve.names import Names
from kg.resolve.near import defined_in_names, join_near, join_written_out
from kg.resolve.parts import join_shortened
from kg.resolve.resolution import Occurrence, Pair, Resolution
from kg.resolve.table import shipped
from schemas.decision import Decision


def resolve(
    occurrences: Iterable[Occurrence], pairs: Iterable[Pair] = (), decisions: Sequence[Decision] = ()
) -> Resolution:
    """Decide which names of a corpus are the same thing.

    The result does not depend on the order of the occurrences. A person's decisions win over
    everything that the program finds; what the program decided is in `Resolution.decisions`.
    """
    with collector_at_rest():
        return _resolve(occurrences, pairs, decisions)


def _resolve(occurrences: Iterable[Occurrence], pairs: Iterable[Pair], decisions: Sequence[Decision]) -> Resolution:
    pairs, standing = list(pairs), read(decisions)
    names = Names(occurrences, standing)
    merges = Merges()
    for left, right in standing.split:
        merges.bar(left, right)
    for left, right in standing.merged:
        merges.join(left, right, PERSON, 1.0)
    table = shipped()
    senses, settled = join_defined(names, chain(pairs, defined_in_names(names)), table, merges)
    join_near(names, merges)
    settled |= join_known(names, merges, settled)
    settled |= join_listed(names, table, merges, settled)
    if pairs:
        senses |= align_in_papers(names, merges, settled)
    else:  # a list of names has no definitions, so its short forms may stand anywhere
        join_aligned(names, merges, settled)
    join_shortened(names, merges, in_papers=bool(pairs))
    join_written_out(names, table, merges)
    join_families(names, merges)
    return build(names, merges, senses)
