"""Add up how much shortest paths need each node, many sources at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from scipy.sparse import csr_array

_CELLS = 1_000_000
"""Nodes times sources that one step of the search holds: about 8 MB for each step that paths are long."""


def dependencies(links: csr_array, sources: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Return for each node the sum, over sources and targets, of the part of their shortest paths that runs through it.

    `links` holds 1 where a row's node links to a column's; paths begin at the `sources`. All sources of
    a block step outwards together, one product of a sparse and a dense matrix a step. O(sources times
    edges). Source: Brandes, 2001.
    """
    import numpy as np

    total = np.zeros(links.shape[0])
    block = max(1, _CELLS // links.shape[0])
    for begin in range(0, len(sources), block):
        total += _block(links, sources[begin : begin + block])
    return total


def _block(links: csr_array, sources: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    import numpy as np

    back = links.T.tocsr()
    begin = np.zeros((links.shape[0], len(sources)))
    begin[sources, np.arange(len(sources))] = 1.0
    steps = [begin]  # of each distance, the number of shortest paths from each source to each node
    seen = begin > 0
    while True:
        paths = back @ steps[-1]
        paths[seen] = 0.0
        if not paths.any():
            break
        seen |= paths > 0
        steps.append(paths)
    through = np.zeros_like(begin)
    for nearer, paths in zip(steps[-2::-1], steps[:0:-1], strict=True):
        share = np.divide(1.0 + through, paths, out=np.zeros_like(paths), where=paths > 0)
        through += nearer * (links @ share)
    through[begin > 0] = 0.0
    total: npt.NDArray[np.float64] = through.sum(1)
    return total
