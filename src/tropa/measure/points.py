"""Touchpoints: how many touched each, and how many then made what counts as a sale there.

touches   touches of the point by the cohort's journeys
reach     journeys that touched it
sale      of those journeys, the share for whom the point's own sale followed its first touch
          within the window stated there; told for sales of the plain form `did X [where …]`
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.condition.syntax import Did
from tropa.map.document import Map
from tropa.measure.fold import Asked, cohort
from tropa.measure.interval import Rate
from tropa.place.placed import Placed
from tropa.place.standing import Standing

Int64 = NDArray[np.int64]

TOUCHES, REACH, SOLD = range(3)


@dataclass(frozen=True, slots=True)
class Point:
    """One touchpoint."""

    touchpoint: str
    touches: int
    reach: int
    sale: Rate | None
    """None where the point states no sale, or one that is not a plain touch."""


@dataclass(frozen=True, slots=True)
class PointAnswer:
    """Touchpoints in the map's order."""

    points: tuple[Point, ...]


class Points:
    """Sums by touchpoint: touches, journeys, journeys with a sale."""

    def start(self, asked: Asked) -> Int64:
        return np.zeros((len(asked.map.touchpoints), 3), np.int64)

    def add(self, state: Int64, standing: Standing, asked: Asked) -> Int64:
        placed, map_ = standing.placed, asked.map
        row = np.full(placed.journeys, -1, np.int64)
        chosen = cohort(standing, asked)
        row[standing.journey[chosen]] = np.flatnonzero(chosen)
        journey = np.repeat(row, np.diff(placed.journey_touches))
        seen = (journey >= 0) & (placed.touch_at <= asked.as_of)
        journey, at = journey[seen], placed.touch_at[seen]
        point = _points_asked(placed, map_)[placed.touch_point[seen]]
        sums = np.zeros_like(state)
        known = point >= 0
        sums[:, TOUCHES] = np.bincount(point[known], minlength=len(sums))
        for number, one in enumerate(map_.touchpoints):
            mine = point == number
            if not mine.any():
                continue
            first = _first(journey[mine], at[mine], len(standing.journey))
            sums[number, REACH] = (first != FOREVER).sum()
            if one.sale is not None and isinstance(one.sale.when, Did):
                target = map_.touchpoint_index(one.sale.when.touchpoint)
                hits = point == target
                sums[number, SOLD] = _followed(first, journey[hits], at[hits], one.sale.within)
        return state + sums

    def merge(self, left: Int64, right: Int64) -> Int64:
        return left + right

    def finish(self, state: Int64, asked: Asked) -> PointAnswer:
        return PointAnswer(
            tuple(
                Point(
                    one.id,
                    int(state[at, TOUCHES]),
                    int(state[at, REACH]),
                    Rate(int(state[at, SOLD]), int(state[at, REACH]))
                    if _plain(asked.map, at)
                    else None,
                )
                for at, one in enumerate(asked.map.touchpoints)
            )
        )


def _plain(map_: Map, at: int) -> bool:
    sale = map_.touchpoints[at].sale
    return sale is not None and isinstance(sale.when, Did) and sale.when.where is None


def _points_asked(placed: Placed, asked: Map) -> Int64:
    """The asked map's touchpoint for each touch number of the edition that placed, or -1."""
    ids = [one.id for one in placed.edition.map.touchpoints]
    return np.asarray([-1, *(asked.touchpoint_index(name) for name in ids)], np.int64)


def _first(journey: Int64, at: Int64, journeys: int) -> Int64:
    first = np.full(journeys, FOREVER, np.int64)
    np.minimum.at(first, journey, at)
    return first


def _followed(first: Int64, journey: Int64, at: Int64, within: int | None) -> int:
    """Journeys with a hit after their first touch, inside the window."""
    begun = first[journey]
    fits = (begun != FOREVER) & (at >= begun)
    if within is not None:
        fits &= at - np.where(fits, begun, 0) <= within
    return len(np.unique(journey[fits]))
