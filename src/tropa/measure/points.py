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

from tropa.clock import BEFORE, Duration
from tropa.compiled import compiled, part
from tropa.map.document import Map
from tropa.measure.fold import Asked, cohort
from tropa.measure.interval import Rate
from tropa.place.sale_rules import told
from tropa.place.standing import Standing
from tropa.place.state import ADVANCE, SKIP

Int64 = NDArray[np.int64]

# Columns of the state; the first five are what one pass over touches counts.
TOUCHES, REACH, RIPE, SOLD, MOVED, YOUNG, RIPE_TO_MOVE = range(7)
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
    timed: Int64
    """Those in the asked map with a window: moves onward are credited to them alone."""


class Journeys(NamedTuple):
    """What is read of the journeys of a standing: their touches, sales and visits."""

    journey: Int64
    own: NDArray[np.bool_]
    begins: Int64
    touch_at: Int64
    touch_point: NDArray[np.uint16]
    sold_touch: Int64
    sold_at: Int64
    visit_journey: Int64
    visit_entry: NDArray[np.uint8]
    visit_entered: Int64


class Points:
    """Sums by touchpoint."""

    def start(self, asked: Asked) -> Int64:
        return np.zeros((len(asked.map.touchpoints), _WIDTH), np.int64)

    def add(self, state: Int64, standing: Standing, asked: Asked) -> Int64:
        placed, w = standing.placed, _windows(standing.placed.edition.map, asked)
        # Where no touchpoint has a window no move is credited, and none need be read.
        visits = slice(None) if len(w.timed) else slice(0)
        read = Journeys(
            standing.journey,
            cohort(standing, asked),
            placed.journey_touches,
            placed.touch_at,
            placed.touch_point,
            placed.sold_touch,
            placed.sold_at,
            standing.visit_journey[visits],
            standing.visit_entry[visits],
            standing.visit_entered[visits],
        )
        counts = np.zeros((len(w.number), _WIDTH), np.int64)
        _count(read, w, asked.as_of, counts)
        counts[:, YOUNG] = (counts[:, TOUCHES] - counts[:, RIPE]) * w.tells
        counts[:, RIPE_TO_MOVE] = counts[:, RIPE] * (w.within != _NO_WINDOW)
        counts[:, RIPE] *= w.tells
        known, sums = w.number >= 0, np.zeros_like(state)
        sums[w.number[known]] = counts[known]
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
    number = [-1, *(asked.map.touchpoint_index(one.id) for one in points)]
    timed = [at for at, one in enumerate(within) if one != _NO_WINDOW and number[at] >= 0]
    return Windows(
        np.asarray(number, np.int64),
        np.asarray(within, np.int64),
        np.asarray([asked.as_of - max(one, 0) for one in within], np.int64),
        np.asarray([False, *(told(placed_by, at) for at in range(len(points)))], np.bool_),
        np.asarray(timed, np.int64),
    )


@compiled
def _count(read: Journeys, w: Windows, as_of: int, counts: Int64) -> None:
    """One pass over journeys, each by its touches and its moves onward in the order of time."""
    # The latest touch of each point in the journey looked at, and which journey that is.
    latest, whose = np.full(len(w.number), BEFORE), np.full(len(w.number), -1)
    sale, behind = 0, 0
    for row in range(len(read.journey)):
        journey = read.journey[row]
        begin, end = int(read.begins[journey]), int(read.begins[journey + 1])
        move, behind = behind, _behind(read.visit_journey, behind, row)
        if not read.own[row]:
            continue
        for touch in range(begin, end):
            t, point = read.touch_at[touch], read.touch_point[touch]
            if t > as_of:
                break
            # Moves of before this touch are credited to those before it.
            while move < behind and read.visit_entered[move] < t:
                _moved(read, w, row, latest, whose, move, counts)
                move += 1
            counts[point, TOUCHES] += 1
            counts[point, REACH] += int(whose[point] != row)
            counts[point, RIPE] += int(t <= w.ripe_until[point])
            latest[point], whose[point] = t, row
        for rest in range(move, behind):
            _moved(read, w, row, latest, whose, rest, counts)
        sale = _sold(read, w, sale, begin, end, as_of, counts)


@part
def _behind(journeys: Int64, visit: int, row: int) -> int:
    """Behind the last visit of a journey: they lie together, in the order of journeys."""
    while visit < len(journeys) and journeys[visit] == row:
        visit += 1
    return visit


@part
def _moved(
    read: Journeys, w: Windows, row: int, latest: Int64, whose: Int64, visit: int, counts: Int64
) -> None:
    """A move onward, credited to the latest touch of every point touched in time before it."""
    if read.visit_entry[visit] != ADVANCE and read.visit_entry[visit] != SKIP:
        return
    for point in w.timed:
        if whose[point] == row and latest[point] <= w.ripe_until[point]:
            soon = read.visit_entered[visit] - latest[point] <= w.within[point]
            counts[point, MOVED] += int(soon)


@part
def _sold(
    read: Journeys, w: Windows, sale: int, begin: int, end: int, as_of: int, counts: Int64
) -> int:
    """Sales credited to a journey's touches; where those of the next journeys begin."""
    while sale < len(read.sold_touch) and read.sold_touch[sale] < end:
        touch, made_at = read.sold_touch[sale], read.sold_at[sale]
        t, point = read.touch_at[touch], read.touch_point[touch]
        # Sales of journeys nobody looks at lie between.
        mine = touch >= begin and made_at <= as_of and t <= w.ripe_until[point]
        soon = w.within[point] == _NO_WINDOW or made_at - t <= w.within[point]
        counts[point, SOLD] += int(mine and soon and w.tells[point])
        sale += 1
    return sale
