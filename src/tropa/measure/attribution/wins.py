"""Paths of a map: the touches of each journey before its first payment.

    conversion    the first payment of a journey with a sale, worth all it has paid by `as_of`
    its path      the journey's touches with paid − within ≤ t < paid
    not converted valid journeys of the cohort without a sale: touches up to the last one, as
                  far back as `within`

A touch is a contact after collapsing, under the number of its touchpoint in the map asked
about; advertisements shown and contacts at touchpoints the map no longer has are none. What
happens at the very instant of the payment is the purchase itself. (Domain model 2.5.10.)
"""

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import DAY, FOREVER, Duration
from tropa.measure.attribution.compress import compressed
from tropa.measure.attribution.extract import NO_LABEL, LookBack, Rows, extract
from tropa.measure.attribution.journeys import Paths, merged
from tropa.measure.fold import Asked, cohort
from tropa.measure.payments import payments, purchases
from tropa.measure.touched import touched
from tropa.place.standing import WON_AT, Standing

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

WITHIN: Final[Duration] = 90 * DAY


class WinPaths:
    """Paths by touchpoints, every way once, in an order of their own."""

    def __init__(self, within: Duration = WITHIN) -> None:
        self.within = within

    def start(self, asked: Asked) -> Paths:
        _ = asked
        return merged(())

    def add(self, state: Paths, standing: Standing, asked: Asked) -> Paths:
        found = touched(standing)
        points = standing.placed.edition.map.touchpoints
        # Numbers of touchpoints are those of the edition that placed.
        own = [NO_LABEL, *(asked.map.touchpoint_index(one.id) for one in points)]
        number = np.asarray(own, np.int64)[found.point]
        paid, bought = purchases(standing, asked)
        open_ = cohort(standing, asked) & (standing.column(WON_AT) == FOREVER)
        until = np.where(bought, paid, FOREVER)
        kept = found.counts & (number != NO_LABEL) & (bought | open_)[found.journey]
        kept &= found.at < until[found.journey]
        worth = np.zeros(len(bought), np.int64)
        journey, _, amount = payments(standing)
        np.add.at(worth, journey[amount > 0], amount[amount > 0])
        sold = _Sold(bought, paid, worth)
        rows = _rows(found.journey[kept], found.at[kept], number[kept], sold)
        labels = tuple(one.id for one in asked.map.touchpoints)
        return self.merge(state, extract(rows, labels, LookBack(self.within)))

    def merge(self, left: Paths, right: Paths) -> Paths:
        return compressed(merged((left, right)))

    def finish(self, state: Paths, asked: Asked) -> Paths:
        _ = asked
        return _in_order(state)


class _Sold(NamedTuple):
    """For each journey whether it bought in the period, when, and what it has paid."""

    bought: Bools
    at: Int64
    worth: Int64


def _rows(journey: Int64, at: Int64, label: Int64, sold: _Sold) -> Rows:
    """Touches journey by journey, each journey's purchase behind them."""
    if not len(sold.bought):
        nothing = np.zeros(0, np.int64)
        return Rows(np.zeros(1, np.int64), nothing, nothing, np.zeros(0, np.bool_), nothing)
    touches = np.bincount(journey, minlength=len(sold.bought))
    ends = np.cumsum(touches + sold.bought)
    offsets = np.concatenate([np.zeros(1, np.int64), ends])
    # Every purchase of an earlier journey moves a touch one row on.
    moved = np.concatenate([np.zeros(1, np.int64), np.cumsum(sold.bought)])[journey]
    row, purchase, all_ = np.arange(len(journey)) + moved, ends[sold.bought] - 1, int(ends[-1])
    rows = Rows(
        offsets,
        np.zeros(all_, np.int64),
        np.full(all_, NO_LABEL, np.int64),
        np.zeros(all_, np.bool_),
        np.zeros(all_, np.int64),
    )
    rows.time[row], rows.label[row] = at, label
    rows.time[purchase], rows.converts[purchase] = sold.at[sold.bought], True
    rows.value[purchase] = sold.worth[sold.bought]
    return rows


def _in_order(paths: Paths) -> Paths:
    """The same ways by their steps, whoever came first."""
    codes, offsets = paths.codes.tolist(), paths.offsets.tolist()
    ways = [codes[begin:end] for begin, end in pairwise(offsets)]
    order = sorted(range(len(ways)), key=ways.__getitem__)
    steps = [code for at in order for code in ways[at]]
    return Paths(
        paths.labels,
        np.concatenate([np.zeros(1, np.int64), np.cumsum(paths.lengths[order])]),
        np.asarray(steps, np.int64),
        *(column[order] for column in (paths.converted, paths.value, paths.lost)),
    )


def relabelled(paths: Paths, names: Mapping[str, str]) -> Paths:
    """The same paths by other names of their labels: of channels instead of touchpoints."""
    named = [names.get(one, one) for one in paths.labels]
    labels = tuple(dict.fromkeys(named))
    place = {label: at for at, label in enumerate(labels)}
    codes = np.asarray([place[label] for label in named], np.int64)[paths.codes]
    return _in_order(compressed(replace(paths, labels=labels, codes=codes)))
