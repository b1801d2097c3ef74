"""Returns: steps back, and the lost who came again.

    back-move rate   journeys that stepped back from i ÷ reached i
    return rate      journeys lost on i that returned ÷ journeys lost on i
    recovered        returned and then went beyond the stage they were lost on (or bought),
                     within `policy.recovered_within` of the return

Recovery by a play is another matter: it is told against a holdout.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.compiled import compiled
from tropa.map.document import UNLIMITED
from tropa.measure.fold import Asked, cohort, journeys_by_stage
from tropa.measure.interval import Rate
from tropa.place.standing import WON_AT, Standing
from tropa.place.state import BACK, HARD, REFUSAL, RETURN, SILENCE

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]


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
        return np.zeros((len(asked.map.stages), 5), np.int64)

    def add(self, state: Int64, standing: Standing, asked: Asked) -> Int64:
        chosen = cohort(standing, asked)
        exits, of = standing.visit_exit, chosen[standing.visit_journey]
        lost = ((exits == SILENCE) | (exits == REFUSAL) | (exits == HARD)) & of
        # A visit lost and followed by a return of the same journey.
        next_entry = np.append(standing.visit_entry[1:], 0)
        next_journey = np.append(standing.visit_journey[1:], -1)
        returned = lost & (next_entry == RETURN) & (next_journey == standing.visit_journey)
        recovered = returned & _recovered(standing, returned, asked)
        reached = (standing.reached_at[chosen] != FOREVER).sum(axis=0)
        columns = [
            reached,
            journeys_by_stage(standing, of & (exits == BACK)),
            journeys_by_stage(standing, lost),
            journeys_by_stage(standing, returned),
            journeys_by_stage(standing, recovered),
        ]
        return state + np.stack(columns, axis=1)

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


def _recovered(standing: Standing, returned: Bools, asked: Asked) -> Bools:
    """Whether each returned visit was followed by a later stage, or the sale, in time."""
    within, led = asked.map.policy.recovered_within, np.zeros(len(returned), np.bool_)
    _follow(
        standing.visit_journey, standing.visit_stage, standing.visit_entered, returned,
        standing.column(WON_AT), FOREVER if within == UNLIMITED else within, led,
    )  # fmt: skip
    return led


@compiled
def _follow(
    journey: Int64,
    stage: NDArray[np.int16],
    entered: Int64,
    returned: Bools,
    won: Int64,
    within: int,
    led: Bools,
) -> None:
    for at in range(len(returned)):
        if not returned[at]:
            continue
        came = entered[at + 1]
        limit = min(came, FOREVER - 1 - within) + within
        led[at] = came <= won[journey[at]] <= limit
        further = at + 1
        while (
            not led[at]
            and further < len(returned)
            and journey[further] == journey[at]
            and entered[further] <= limit
        ):
            led[at] = stage[further] > stage[at]
            further += 1
