"""Which value stands at a rank, of very many values in no order, without sorting them.

A value's place is found from the top down: the values are counted by their leading bits, and
only the bucket the rank falls into is looked at again. Two passes over all are made, where
putting everybody into order makes many.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from tropa.compiled import compiled

Int64 = NDArray[np.int64]

_BUCKETS: Final = 1 << 12
_FEW: Final = 1 << 12
"""So many are simply sorted."""


def neighbours(pieces: tuple[Int64, ...], rank: int) -> Int64:
    """The value at a rank and the next greater or equal one; the last has no next.

    Args:
        pieces: the values, none negative, in any split.
        rank: from 0, less than their number.
    """
    while True:
        count = sum(len(piece) for piece in pieces)
        if count <= _FEW:
            return np.sort(np.concatenate(pieces))[rank : rank + 2]
        low = min(int(piece.min()) for piece in pieces if len(piece))
        high = max(int(piece.max()) for piece in pieces if len(piece))
        if low == high:
            return np.full(min(2, count - rank), low, np.int64)
        shift = max(0, (high - low).bit_length() - _BUCKETS.bit_length() + 1)
        counts = np.zeros(_BUCKETS, np.int64)
        for piece in pieces:
            _tally(piece, low, shift, counts)
        behind = np.cumsum(counts)
        bucket = int(np.searchsorted(behind, rank, side="right"))
        # The next one may begin the next bucket that holds anybody.
        last = int(np.searchsorted(behind, min(rank + 1, count - 1), side="right"))
        rank -= int(behind[bucket] - counts[bucket])
        pieces = tuple(_between(piece, low, shift, bucket, last) for piece in pieces)
        if last != bucket:
            return _across(pieces, low + ((bucket + 1) << shift))


def _across(pieces: tuple[Int64, ...], border: int) -> Int64:
    """The greatest below a border and the least from it on."""
    values = np.concatenate(pieces)
    below = values[values < border]
    return np.asarray([below.max(), values[values >= border].min()], np.int64)


@compiled
def _tally(values: Int64, low: int, shift: int, counts: Int64) -> None:
    """How many values fall into each bucket."""
    for value in values:
        counts[(value - low) >> shift] += 1


@compiled
def _between(values: Int64, low: int, shift: int, first: int, last: int) -> Int64:
    """The values of the first and the last of these buckets."""
    found, n = np.empty(len(values), np.int64), 0
    for value in values:
        bucket = (value - low) >> shift
        found[n] = value
        n += int((bucket == first) | (bucket == last))
    return found[:n].copy()
