"""Touches journey by journey: the first, the latest, the first of a point, how many before.

Touches of one journey lie far from those of the next: whoever asks of some journeys alone names
their rows, and nobody else's touches are read. A touch that counts is a contact after
collapsing; a shown advertisement is a touch too, kept apart.
"""

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.compiled import compiled
from tropa.place.standing import Standing
from tropa.place.touch import COUNTED

Int64 = NDArray[np.int64]


def first_touches(standing: Standing, rows: Int64 | None = None) -> Int64:
    """For each journey, or each of these rows, the instant of its first touch or opening."""
    placed, journeys = standing.placed, _of(standing, rows)
    begins = placed.journey_touches[journeys]
    has = begins < placed.journey_touches[journeys + 1]
    first = placed.opened_at[journeys]
    first[has] = np.minimum(first[has], placed.touch_at[begins[has]])
    return first


def first_touches_at(standing: Standing, touchpoint: str) -> Int64:
    """For each journey the instant of its first touch of a touchpoint; FOREVER for none."""
    placed, first = standing.placed, np.full(len(standing.journey), FOREVER, np.int64)
    # Numbers of touchpoints are those of the edition that placed; 0 is none.
    number = placed.edition.map.touchpoint_index(touchpoint) + 1
    if number:
        _first_at(
            standing.journey, placed.journey_touches, placed.touch_at, placed.touch_point,
            number, standing.as_of, first,
        )  # fmt: skip
    return first


def last_touches(standing: Standing, rows: Int64 | None = None) -> Int64:
    """For each journey, or each of these rows, its latest touch that counts, or its opening."""
    placed, journeys = standing.placed, _of(standing, rows)
    latest = placed.opened_at[journeys]
    _latest(
        journeys, placed.journey_touches, placed.touch_at, placed.touch_flags,
        standing.as_of, latest,
    )  # fmt: skip
    return latest


def touches_before(
    standing: Standing, until: Int64, flags: int, rows: Int64 | None = None
) -> Int64:
    """How many touches with all these flags came before an instant of each journey's own.

    Args:
        standing: where everybody stands.
        until: the instants, one for each journey, or for each of the rows.
        flags: bits of `place.touch`.
        rows: the journeys asked of; all when omitted.
    """
    placed, counts = standing.placed, np.zeros(len(until), np.int64)
    _before(
        _of(standing, rows), placed.journey_touches, placed.touch_at, placed.touch_flags,
        flags, until, counts,
    )  # fmt: skip
    return counts


def _of(standing: Standing, rows: Int64 | None) -> Int64:
    return standing.journey if rows is None else standing.journey[rows]


@compiled
def _first_at(
    journeys: Int64,
    begins: Int64,
    touch_at: Int64,
    touch_point: NDArray[np.uint16],
    number: int,
    as_of: int,
    first: Int64,
) -> None:
    for row in range(len(journeys)):
        for touch in range(begins[journeys[row]], begins[journeys[row] + 1]):
            if touch_at[touch] > as_of:
                break
            if touch_point[touch] == number:
                first[row] = touch_at[touch]
                break


@compiled
def _latest(
    journeys: Int64,
    begins: Int64,
    touch_at: Int64,
    touch_flags: NDArray[np.uint8],
    as_of: int,
    latest: Int64,
) -> None:
    for row in range(len(journeys)):
        for touch in range(begins[journeys[row] + 1] - 1, begins[journeys[row]] - 1, -1):
            if touch_at[touch] <= as_of and touch_flags[touch] & COUNTED:
                latest[row] = max(latest[row], touch_at[touch])
                break


@compiled
def _before(
    journeys: Int64,
    begins: Int64,
    touch_at: Int64,
    touch_flags: NDArray[np.uint8],
    flags: int,
    until: Int64,
    counts: Int64,
) -> None:
    for row in range(len(journeys)):
        for touch in range(begins[journeys[row]], begins[journeys[row] + 1]):
            if touch_at[touch] >= until[row]:
                break
            counts[row] += int(touch_flags[touch] & flags == flags)
