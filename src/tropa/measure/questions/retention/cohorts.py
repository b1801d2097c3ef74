"""Who began in which period, and in which columns they returned.

An entry is a unit in a cohort: the row at which it began there (of several demanded, the last
of them), and the offset zero its returns are counted from. A return is a later row of the unit.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.compiled import compiled
from tropa.measure.questions.hits import Hits
from tropa.measure.questions.retention.asked import Asked

Int64 = NDArray[np.int64]
Counts = NDArray[np.int64]

BEGINS, RETURNS = 0, 1


class Entries(NamedTuple):
    """Units in their cohorts."""

    hit: Int64
    """Which of the hits began it."""
    unit: Int64
    cohort: Int64
    """The number of its period."""

    def chosen(self, which: NDArray[np.bool_]) -> "Entries":
        """Some of them."""
        return Entries(*(column[which] for column in self))


def entries_of(asked: Asked, hits: Hits) -> Entries:
    """Every entry of a track."""
    scope = asked.scope
    begins = hits.bits & np.uint8(1 << BEGINS) != 0
    if asked.start != "first_ever":
        begins &= hits.between(scope.since, scope.until)
    hit = np.flatnonzero(begins)
    unit, cohort = hits.unit[hit], asked.periods.number(hits.time[hit])
    fresh = np.ones(len(hit), np.bool_)
    fresh[1:] = (unit[1:] != unit[:-1]) | (cohort[1:] != cohort[:-1])
    run = np.flatnonzero(fresh)
    enough = run[np.diff(np.append(run, len(hit))) >= asked.begins.at_least]
    if asked.start != "recurring":
        _, first = np.unique(unit[enough], return_index=True)
        enough = enough[first]
    found = Entries(hit[enough + asked.begins.at_least - 1], unit[enough], cohort[enough])
    if asked.start == "first_ever":
        found = found.chosen(hits.between(scope.since, scope.until)[found.hit])
    return found


def returned(asked: Asked, hits: Hits, entries: Entries, slot: Int64, slots: int) -> Counts:
    """How many entries of each slot returned in each column: slots × columns."""
    counts = np.zeros((slots, len(asked.columns)), np.int64)
    back = np.flatnonzero(hits.bits & np.uint8(1 << RETURNS) != 0)
    granule = asked.units.number(hits.time[back])
    _fill(
        np.searchsorted(back, entries.hit, side="right"),
        np.searchsorted(hits.unit[back], entries.unit, side="right"),
        asked.units.number(hits.time[entries.hit]),
        slot,
        granule,
        np.asarray([low for low, _ in asked.columns], np.int64),
        np.asarray([asked.ends(at) for at in range(len(asked.columns))], np.int64),
        asked.returns.at_least,
        counts,
    )
    return counts


@compiled
def _fill(
    first: Int64,
    end: Int64,
    base: Int64,
    slot: Int64,
    granule: Int64,
    low: Int64,
    high: Int64,
    at_least: int,
    counts: Counts,
) -> None:
    for entry in range(len(first)):
        at, last, zero = first[entry], end[entry], base[entry]
        for column in range(len(low)):
            while at < last and granule[at] - zero < low[column]:
                at += 1
            if at >= last:
                break
            upto = last
            if high[column] != FOREVER:
                upto = at
                while upto < last and granule[upto] - zero <= high[column]:
                    upto += 1
            counts[slot[entry], column] += int(upto - at >= at_least)
