"""Managed share: how much of the way forward people are led, not found on.

    managed share    moves forward preceded by a planned touch within W_m ÷ all moves forward

A planned touch is the seller's turning to the buyer at a touchpoint of this map, in the same
journey, at most W_m (7 days unless asked otherwise) before the move; a call whose answer was
the move precedes it. Forward are advances and skips of valid journeys in the period, by the
stage they led to. (Domain model 2.5.8.)
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import DAY, Duration, duration_text
from tropa.measure.as_json import rate_json
from tropa.measure.fold import Asked, in_period
from tropa.measure.interval import Rate
from tropa.measure.touched import is_sellers, points_that, preceding, touched
from tropa.place.standing import Standing
from tropa.place.state import ADVANCE, SKIP

Int64 = NDArray[np.int64]

MANAGED_WITHIN: Final[Duration] = 7 * DAY


@dataclass(frozen=True, slots=True)
class ManagedAnswer:
    """All moves forward, and those to each stage in order."""

    all: Rate
    stages: tuple[tuple[str, Rate], ...]
    within: Duration


class Managed:
    """For each stage the moves forward to it, and the managed ones of them."""

    def __init__(self, within: Duration = MANAGED_WITHIN) -> None:
        self.within = within

    def start(self, asked: Asked) -> Int64:
        return np.zeros((len(asked.map.stages), 2), np.int64)

    def add(self, state: Int64, standing: Standing, asked: Asked) -> Int64:
        entry = standing.visit_entry
        forward = ((entry == ADVANCE) | (entry == SKIP)) & standing.valid[
            standing.visit_journey
        ]
        forward &= in_period(standing.visit_entered, asked)
        journey, at = standing.visit_journey[forward], standing.visit_entered[forward]
        found = touched(standing)
        planned = points_that(standing.placed.edition.map, is_sellers)[found.point]
        touch_at = found.at[planned]
        before = preceding(journey, at, found.journey[planned], touch_at)
        led = before >= 0
        led[led] &= at[led] - touch_at[before[led]] <= self.within
        stage = standing.visit_stage[forward]
        sums = [np.bincount(one, minlength=len(state)) for one in (stage, stage[led])]
        return state + np.stack(sums, axis=1)

    def merge(self, left: Int64, right: Int64) -> Int64:
        return left + right

    def finish(self, state: Int64, asked: Asked) -> ManagedAnswer:
        rows = zip(asked.map.stages, state.tolist(), strict=True)
        stages = tuple((one.id, Rate(led, moves)) for one, (moves, led) in rows)
        moves, led = (int(one) for one in state.sum(axis=0))
        return ManagedAnswer(Rate(led, moves), stages, self.within)


def managed_json(found: ManagedAnswer) -> dict[str, Any]:
    """The answer under names that people and scripts may rely on."""
    return {
        **rate_json(found.all),
        "within": duration_text(found.within),
        "stages": [{"id": stage, **rate_json(rate)} for stage, rate in found.stages],
    }
