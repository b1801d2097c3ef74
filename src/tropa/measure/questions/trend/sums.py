"""What a trend adds up: events, units and amounts by group, time and period."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.measure.questions.amounts import LIMBS, numbers_of
from tropa.measure.questions.by_row import RowGroups
from tropa.measure.questions.hits import Hits
from tropa.measure.questions.spread import Spread
from tropa.measure.questions.tally import Tally, slots_of
from tropa.trail import Column

Int64 = NDArray[np.int64]

EVENTS, FIRST_TIME, UNITS, NEW, NUMBERS, LIMB = 0, 1, 2, 3, 4, 5
"""Columns: events; those that are a unit's first ever; units; of them those met in no earlier
period of the time; events with a number; its exact sum."""
WIDTH: Final = LIMB + LIMBS


class Sums(NamedTuple):
    """Sums by group, which time and period."""

    counts: Tally
    amounts: Spread

    def take_in(self, other: "Sums") -> None:
        """Those of other people."""
        self.counts.take_in(other.counts)
        self.amounts.take_in(other.amounts)


def no_sums() -> Sums:
    """Nobody's."""
    return Sums(Tally(keys=2, sums=WIDTH), Spread(keys=2))


class Counted(NamedTuple):
    """Rows of one time, as they are counted."""

    hits: Hits
    period: Int64
    first: NDArray[np.bool_]
    """Whether it is the first of its unit that is known."""
    amount: Column | None


def add_rows(sums: Sums, which: int, rows: Counted, groups: RowGroups) -> None:
    """Take the rows of one time in."""
    events = np.ones(len(rows.period), np.int64)
    _add(sums, which, groups, groups.of, rows.period, {EVENTS: events, FIRST_TIME: rows.first})
    # Sorted by unit, group, period: the first of a unit and group is where it is met first.
    met = slots_of([rows.hits.unit, groups.of, rows.period]).columns
    fresh = np.ones(len(met[0]), np.bool_)
    fresh[1:] = (met[0][1:] != met[0][:-1]) | (met[1][1:] != met[1][:-1])
    _add(
        sums, which, groups, met[1], met[2], {UNITS: np.ones(len(fresh), np.int64), NEW: fresh}
    )
    if rows.amount is not None:
        _add_amounts(sums, which, rows, rows.amount, groups)


def _add_amounts(
    sums: Sums, which: int, rows: Counted, amount: Column, groups: RowGroups
) -> None:
    codes = amount.codes[rows.hits.row].astype(np.int64)
    numbers = numbers_of(amount, codes)
    slots = slots_of([groups.of, rows.period, codes])
    known = numbers.known[slots.columns[2]]
    of, period, code = (column[known] for column in slots.columns)
    times = slots.sizes()[known]
    key = np.full(len(of), which)
    sums.amounts.add(groups.values, of, [key, period], numbers.value[code], times)
    limbs = (numbers.limbs[code] * times[:, None]).T
    exact = {LIMB + at: limb for at, limb in enumerate(limbs)}
    _add(sums, which, groups, of, period, {NUMBERS: times, **exact})


def _add(
    sums: Sums,
    which: int,
    groups: RowGroups,
    of: Int64,
    period: Int64,
    columns: dict[int, NDArray[np.generic]],
) -> None:
    nothing = np.zeros(len(of), np.int64)
    table = [columns.get(at, nothing).astype(np.int64) for at in range(WIDTH)]
    sums.counts.add(groups.values, of, [np.full(len(of), which), period], table)
