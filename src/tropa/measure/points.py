"""Touchpoints: how many touched each, how many touches led to the sale made there, or onward.

    touches    touches of the point by the cohort's journeys
    reach      journeys that touched it
    sale       touches after which the point's own sale was made, within the window it states,
               ÷ touches
    forward    moves to a later stage within the same window after a touch, a hundred touches

Each sale, and each move, is credited once: to the latest touch of the point that began no
later. Touches younger than the window are «still under way» and left out of both shares; where
there is no window none is, and no move is counted. What comes after a touch is a link, not an
effect.
"""

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, FOREVER, Duration
from tropa.compiled import compiled, part
from tropa.map.document import Map
from tropa.measure.fold import Asked, cohort
from tropa.measure.interval import Rate
from tropa.place.sale_rules import told
from tropa.place.standing import Standing
from tropa.place.state import ADVANCE, SKIP

Int64 = NDArray[np.int64]

# Columns of the state.
TOUCHES, REACH, RIPE, SOLD, YOUNG, RIPE_TO_MOVE, MOVED = range(7)
_WIDTH: Final = 7
_NO_WINDOW: Final = -1


@dataclass(frozen=True, slots=True)
class Point:
    """One touchpoint."""

    touchpoint: str
    touches: int
    reach: int
    sale: Rate | None
    """Of touches; None where the point states no sale, or one that is no plain act."""
    in_window: int | None
    """Touches still under way; None where the sale has no window."""
    within: Duration | None
    forward: float | None
    """Moves onward a hundred touches; None where the sale has no window."""


@dataclass(frozen=True, slots=True)
class PointAnswer:
    """Touchpoints in the map's order."""

    points: tuple[Point, ...]


class Windows(NamedTuple):
    """What is asked of the touchpoints of the edition that placed, by touch number."""

    number: Int64
    """The same touchpoint in the asked map, -1 for none."""
    within: Int64
    """The window of its sale, _NO_WINDOW for none."""
    ripe_until: Int64
    """Touches until then have had the whole window."""
    tells: NDArray[np.bool_]
    """Whether its sale is told."""


class Points:
    """Sums by touchpoint."""

    def start(self, asked: Asked) -> Int64:
        return np.zeros((len(asked.map.touchpoints), _WIDTH), np.int64)

    def add(self, state: Int64, standing: Standing, asked: Asked) -> Int64:
        placed, chosen, sums = standing.placed, cohort(standing, asked), np.zeros_like(state)
        sold_at = np.full(len(placed.touch_at), FOREVER, np.int64)
        sold_at[placed.sold_touch] = placed.sold_at
        onward = (standing.visit_entry == ADVANCE) | (standing.visit_entry == SKIP)
        moves = np.searchsorted(standing.visit_journey[onward], np.arange(len(chosen) + 1))
        _count(
            standing.journey, chosen, placed.journey_touches, placed.touch_at,
            placed.touch_point, sold_at, _windows(placed.edition.map, asked),
            moves, standing.visit_entered[onward], asked.as_of, sums,
        )  # fmt: skip
        return state + sums

    def merge(self, left: Int64, right: Int64) -> Int64:
        return left + right

    def finish(self, state: Int64, asked: Asked) -> PointAnswer:
        return PointAnswer(
            tuple(
                _point(asked.map, at, [int(number) for number in row])
                for at, row in enumerate(state)
            )
        )


def _point(map_: Map, at: int, sums: list[int]) -> Point:
    one = map_.touchpoints[at]
    within = one.sale.within if one.sale is not None else None
    tells, ripe = told(map_, at), sums[RIPE_TO_MOVE]
    return Point(
        touchpoint=one.id,
        touches=sums[TOUCHES],
        reach=sums[REACH],
        sale=Rate(sums[SOLD], sums[RIPE]) if tells else None,
        in_window=sums[YOUNG] if tells and within is not None else None,
        within=within,
        forward=100 * sums[MOVED] / ripe if within is not None and ripe else None,
    )


def _windows(placed_by: Map, asked: Asked) -> Windows:
    """What counts as a sale in a journey is told by the edition it was placed by."""
    points = placed_by.touchpoints
    sales = [one.sale for one in points]
    within = [_NO_WINDOW]
    within += [_NO_WINDOW if one is None or one.within is None else one.within for one in sales]
    return Windows(
        np.asarray([-1, *(asked.map.touchpoint_index(one.id) for one in points)], np.int64),
        np.asarray(within, np.int64),
        np.asarray([asked.as_of - max(one, 0) for one in within], np.int64),
        np.asarray([False, *(told(placed_by, at) for at in range(len(points)))], np.bool_),
    )


@compiled
def _count(
    journeys: Int64,
    chosen: NDArray[np.bool_],
    touch_begins: Int64,
    touch_at: Int64,
    touch_point: NDArray[np.uint16],
    sold_at: Int64,
    windows: Windows,
    move_begins: Int64,
    moved_at: Int64,
    as_of: int,
    sums: Int64,
) -> None:
    """One pass over journeys, each by its touches and its moves onward in the order of time."""
    # The latest touch of each point in the journey looked at, and which journey that is.
    points = len(windows.number)
    latest, whose = np.full(points, BEFORE), np.full(points, -1)
    for row in range(len(journeys)):
        if not chosen[row]:
            continue
        move, last = move_begins[row], move_begins[row + 1]
        for touch in range(touch_begins[journeys[row]], touch_begins[journeys[row] + 1]):
            t, point = touch_at[touch], int(touch_point[touch])
            if t > as_of:
                break
            # Moves of before this touch are credited to those before it.
            while move < last and moved_at[move] < t:
                _moved(windows, row, latest, whose, int(moved_at[move]), sums)
                move += 1
            _touched(windows, point, t, sold_at[touch], as_of, int(whose[point] != row), sums)
            latest[point], whose[point] = t, row
        for rest in range(move, last):
            _moved(windows, row, latest, whose, int(moved_at[rest]), sums)


@part
def _moved(w: Windows, row: int, latest: Int64, whose: Int64, at: int, sums: Int64) -> None:
    """A move onward, credited to the latest touch of every point touched in time before it."""
    for point in range(1, len(w.number)):
        if whose[point] == row and w.number[point] >= 0:
            ripe = latest[point] <= w.ripe_until[point]
            soon = at - latest[point] <= w.within[point]
            sums[w.number[point], MOVED] += int(ripe and soon)


@part
def _touched(
    w: Windows, point: int, t: int, sold_at: int, as_of: int, first: int, sums: Int64
) -> None:
    """A touch, and whether it led to the sale."""
    at = w.number[point]
    if at < 0:
        return
    sums[at, TOUCHES] += 1
    sums[at, REACH] += first
    ripe = t <= w.ripe_until[point]
    if w.within[point] != _NO_WINDOW:
        sums[at, RIPE_TO_MOVE] += int(ripe)
    if w.tells[point]:
        sums[at, RIPE] += int(ripe)
        sums[at, YOUNG] += int(not ripe)
        soon = w.within[point] == _NO_WINDOW or sold_at - t <= w.within[point]
        made = sold_at != FOREVER and sold_at <= as_of
        sums[at, SOLD] += int(ripe and made and soon)
