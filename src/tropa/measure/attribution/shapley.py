"""Shapley: each label of a path gets what it adds on average, whatever order labels come in.

A path is the set of its labels: neither order nor repeats count. The conversions of the paths
with set T are shared among its labels in proportion to the Shapley value of each,

    φ(c, T) = Σ over S ⊆ T without c of  |S|! (|T| − |S| − 1)! ÷ |T|! · (v(S + c) − v(S))

where v(S) is what a set of labels is worth, taken from people touched by nothing outside it:

    conversions    how many conversions they made, over all labels at once. This comes to every
                   path's conversions in equal parts to its different labels, for any number of
                   labels; lost paths say nothing to it
    rate           what share of them converted, 0 where there are none. Lost paths count: a
                   label gets little of a path when people without it convert as well. All sets
                   are gone through, so labels may be MOST_LABELS at most; a label in whose
                   company people convert less often may get less than nothing

The second is solved by dividends, d(S) = Σ over R ⊆ S of (−1)^|S−R| v(R): φ(c, T) is the sum
of d(S) ÷ |S| over the sets S ⊆ T that hold c.

L. Shapley, «A value for n-person games», 1953; J. Harsanyi, «A simplified bargaining model»,
1963; the first worth and its short form: K. Zhao, S. Mahboobi, S. Bagheri, «Shapley value
methods for attribution modeling in online advertising», 2018.
"""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.compiled import compiled
from tropa.errors import UsageFault
from tropa.measure.attribution.journeys import Paths

Int64 = NDArray[np.int64]
Float64 = NDArray[np.float64]

Worth: TypeAlias = Literal["conversions", "rate"]

MOST_LABELS: Final = 20
"""A million sets; each label more doubles them."""


def by_conversions(paths: Paths, counts: Int64) -> Float64:
    """For each label its credit of `counts`, one number a path."""
    credit = np.zeros(len(paths.labels))
    _evenly(paths.offsets, paths.codes, counts, np.full(len(credit), -1), credit)
    return credit


@compiled
def _evenly(offsets: Int64, codes: Int64, counts: Int64, marks: Int64, credit: Float64) -> None:
    """Each path's count in equal parts to its different labels; `marks` holds a path each."""
    for path in range(len(counts)):
        different = 0
        for step in range(offsets[path], offsets[path + 1]):
            different += marks[codes[step]] != path
            marks[codes[step]] = path
        for step in range(offsets[path], offsets[path + 1]):
            if marks[codes[step]] == path:
                credit[codes[step]] += counts[path] / different
                marks[codes[step]] = -1


@dataclass(frozen=True, slots=True)
class Dividends:
    """What every set of labels is worth beyond the sets within it."""

    seen: Int64
    """The labels that were touched: bits of the sets, from the lowest."""
    sets: Int64
    """Of each path; 0 for one without steps."""
    worth: Float64
    """Of every set, by its bits."""
    dividends: Float64


def by_rate(paths: Paths) -> Dividends:
    """The game of converting rates.

    Raises:
        UsageFault: more than MOST_LABELS labels were touched.
    """
    seen = np.unique(paths.codes)
    if len(seen) > MOST_LABELS:
        raise UsageFault("attribution_many_labels", n=len(seen), limit=MOST_LABELS)
    place = np.zeros(len(paths.labels), np.int64)
    place[seen] = np.arange(len(seen))
    some = paths.lengths > 0
    sets = np.zeros(len(paths), np.int64)
    if some.any():
        bits = 1 << place[paths.codes]
        sets[some] = np.bitwise_or.reduceat(bits, paths.offsets[:-1][some])
    made, came = (
        _folded(_by_set(sets[some], column[some], len(seen)), 1)
        for column in (paths.converted, paths.weights)
    )
    worth = made / np.where(came > 0, came, 1)
    return Dividends(seen, sets, worth, _folded(worth, -1))


def credited(game: Dividends, counts: Int64, labels: int) -> Float64:
    """For each label its credit of `counts`, one number a path, 0 where nobody converted."""
    bits = len(game.seen)
    worth = np.where(game.worth > 0, game.worth, 1)
    per_worth = _by_set(game.sets, counts, bits) / worth
    # A dividend is paid out to every set it lies within, divided by what that is worth.
    paid = game.dividends * _folded(per_worth[::-1], 1)[::-1]
    sizes = np.bitwise_count(np.arange(len(paid)))
    each = paid / np.maximum(sizes, 1)
    credit = np.zeros(labels)
    for bit, label in enumerate(game.seen):
        credit[label] = each.reshape(-1, 2, 1 << bit)[:, 1].sum()
    return credit


def _by_set(sets: Int64, counts: Int64, bits: int) -> Float64:
    return np.bincount(sets, counts, minlength=1 << bits).astype(np.float64, copy=False)


def _folded(values: Float64, sign: int) -> Float64:
    """For every set the sum over all sets within it, or with −1 what undoes this."""
    sums, size = values.copy(), 1
    while size < len(sums):
        halves = sums.reshape(-1, 2, size)
        halves[:, 1] += sign * halves[:, 0]
        size *= 2
    return sums
