"""Sharing by a rule: each step of a path gets a part of its conversions, the parts make one.

    first               all to the first step
    last                all to the last
    last significant    all to the last step whose label is not direct; where all are, the last
    linear              the same to each
    position            `ends` to the first, as much to the last, what remains evenly to those
                        between; a path of two steps halves it
    time decay          0.5 ^ (age ÷ half-life) to each, brought to one; a step is as old as it
                        is earlier than the last one: sharing would cancel a later zero

A rule looks at no path but the one it shares, so it needs no lost ones, and says nothing of
what the touches did.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import DAY, Duration
from tropa.measure.attribution.journeys import Paths

Int64 = NDArray[np.int64]
Float64 = NDArray[np.float64]

HALF_LIFE: Final[Duration] = 7 * DAY
ENDS: Final = 0.4


def first(paths: Paths) -> Float64:
    """For each step its part of the path's conversions."""
    return _only(paths, paths.offsets[:-1][paths.lengths > 0])


def last(paths: Paths) -> Float64:
    """For each step its part of the path's conversions."""
    return _only(paths, paths.offsets[1:][paths.lengths > 0] - 1)


def last_significant(paths: Paths, direct: frozenset[str]) -> Float64:
    """For each step its part; a direct step gets one only where all steps are direct."""
    some = paths.lengths > 0
    if not some.any():
        return np.zeros(0)
    plain = np.array([label in direct for label in paths.labels], np.bool_)[paths.codes]
    places = np.where(plain, -1, np.arange(len(paths.codes)))
    found = np.maximum.reduceat(places, paths.offsets[:-1][some])
    return _only(paths, np.where(found >= 0, found, paths.offsets[1:][some] - 1))


def linear(paths: Paths) -> Float64:
    """For each step its part of the path's conversions."""
    lengths = paths.lengths
    return np.repeat(1 / np.maximum(lengths, 1), lengths)


def position(paths: Paths, ends: float = ENDS) -> Float64:
    """For each step its part; `ends` is that of the first step, and of the last."""
    lengths = paths.lengths
    between = np.maximum(lengths - 2, 1)
    found = np.repeat((1 - 2 * ends) / between, lengths)
    begins, finals = paths.offsets[:-1], paths.offsets[1:] - 1
    long, two, one = lengths > 2, lengths == 2, lengths == 1
    found[begins[long]] = found[finals[long]] = ends
    found[begins[two]] = found[finals[two]] = 1 / 2
    found[begins[one]] = 1
    return found


def time_decay(paths: Paths, at: Int64, half_life: Duration = HALF_LIFE) -> Float64:
    """For each step its part; `at` are the instants of the steps."""
    lengths, some = paths.lengths, paths.lengths > 0
    if not some.any():
        return np.zeros(0)
    finals = at[paths.offsets[1:][some] - 1]
    kept = np.exp2((at - np.repeat(finals, lengths[some])) / half_life)
    whole = np.add.reduceat(kept, paths.offsets[:-1][some])
    return kept / np.repeat(whole, lengths[some])


def _only(paths: Paths, steps: Int64) -> Float64:
    """Everything to these steps."""
    found = np.zeros(len(paths.codes))
    found[steps] = 1
    return found


def shared(paths: Paths, parts: Float64, counts: Int64) -> Float64:
    """For each label what its steps get of `counts`, one number a path."""
    weights = parts * np.repeat(counts, paths.lengths)
    found = np.bincount(paths.codes, weights, minlength=len(paths.labels))
    return found.astype(np.float64, copy=False)
