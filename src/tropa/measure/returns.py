"""Returns: steps back, and the lost who came again.

    back-move rate   journeys that stepped back from i ÷ reached i
    return rate      journeys lost on i that returned ÷ journeys lost on i
    recovered        returned and then went beyond the stage they were lost on (or bought),
                     within `policy.recovered_within` of the return

Recovery by a play is another matter: it is told against a holdout.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.compiled import compiled, part
from tropa.map.document import UNLIMITED
from tropa.measure.fold import Asked, cohort
from tropa.measure.interval import Rate
from tropa.place.standing import FURTHEST, WON_AT, Standing
from tropa.place.state import BACK, HARD, REFUSAL, RETURN, SILENCE

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

# Columns of the state.
REACHED, STEPPED_BACK, LOST, RETURNED, RECOVERED = range(5)
_WIDTH: Final = 5


@dataclass(frozen=True, slots=True)
class StageReturns:
    """One stage."""

    stage: str
    back: Rate
    returned: Rate
    recovered: Rate
    """Of those who returned."""


@dataclass(frozen=True, slots=True)
class ReturnsAnswer:
    """Stages in order."""

    stages: tuple[StageReturns, ...]


class Returns:
    """Sums by stage: reached, stepped back from, lost, returned, recovered journeys."""

    def start(self, asked: Asked) -> Int64:
        return np.zeros((len(asked.map.stages), _WIDTH), np.int64)

    def add(self, state: Int64, standing: Standing, asked: Asked) -> Int64:
        own, within = cohort(standing, asked), asked.map.policy.recovered_within
        sums = np.zeros_like(state)
        # Whoever reached a stage reached all before it, if only by passing over them.
        furthest = np.bincount(standing.column(FURTHEST)[own], minlength=standing.stages)
        sums[:, REACHED] = np.cumsum(furthest[::-1])[::-1]
        _count_visits(
            own, standing.visit_journey, standing.visit_stage, standing.visit_entered,
            standing.visit_entry, standing.visit_exit, standing.column(WON_AT),
            FOREVER if within == UNLIMITED else within, sums,
        )  # fmt: skip
        return state + sums

    def merge(self, left: Int64, right: Int64) -> Int64:
        return left + right

    def finish(self, state: Int64, asked: Asked) -> ReturnsAnswer:
        rows = [tuple(int(count) for count in row) for row in state]
        return ReturnsAnswer(
            tuple(
                StageReturns(stage.id, Rate(back, reached), Rate(came, lost), Rate(led, came))
                for stage, (reached, back, lost, came, led) in zip(
                    asked.map.stages, rows, strict=True
                )
            )
        )


@compiled
def _count_visits(
    own: Bools,
    journey: Int64,
    stage: NDArray[np.int16],
    entered: Int64,
    entries: NDArray[np.uint8],
    exits: NDArray[np.uint8],
    won: Int64,
    within: int,
    sums: Int64,
) -> None:
    """One pass over visits; those of one journey lie together, each counted once a stage."""
    whose, back, lost, returned, recovered = -1, 0, 0, 0, 0
    for visit in range(len(journey)):
        how, at = exits[visit], int(stage[visit])
        leaves = how in (BACK, SILENCE, REFUSAL, HARD)
        if not leaves or not own[journey[visit]]:
            continue
        if journey[visit] != whose:
            whose, back, lost, returned, recovered = journey[visit], 0, 0, 0, 0
        if how == BACK:
            back = _once(sums, at, STEPPED_BACK, back)
            continue
        lost = _once(sums, at, LOST, lost)
        after = visit + 1
        if after < len(journey) and journey[after] == whose and entries[after] == RETURN:
            returned = _once(sums, at, RETURNED, returned)
            if _recovers(journey, stage, entered, after, at, won[whose], within):
                recovered = _once(sums, at, RECOVERED, recovered)


@part
def _once(sums: Int64, stage: int, column: int, seen: int) -> int:
    """Count a journey on a stage it has not been counted on; the stages it has."""
    sums[stage, column] += 1 - (seen >> stage & 1)
    return seen | 1 << stage


@part
def _recovers(
    journey: Int64,
    stage: NDArray[np.int16],
    entered: Int64,
    came: int,
    lost_on: int,
    won: int,
    within: int,
) -> bool:
    """Whether the visit that came back was followed by a later stage, or the sale, in time."""
    limit = min(entered[came], FOREVER - 1 - within) + within
    if entered[came] <= won <= limit:
        return True
    visit = came
    while visit < len(journey) and journey[visit] == journey[came] and entered[visit] <= limit:
        if stage[visit] > lost_on:
            return True
        visit += 1
    return False
