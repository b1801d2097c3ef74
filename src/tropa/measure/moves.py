"""Moves against the way of the map: steps back, and the lost who came again, by pair of stages.

    back        visits left by a step back from i that were followed by a visit of j
    returned    visits of i that ended in a loss and were followed by a return to j

Counted in moves, not in journeys: who stepped back twice stepped back twice.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tropa.measure.fold import Asked, cohort
from tropa.place.standing import Standing
from tropa.place.state import BACK, RETURN

Int64 = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PairCount:
    """Moves from one stage to another."""

    start: str
    end: str
    count: int


@dataclass(frozen=True, slots=True)
class MovesAnswer:
    """Pairs that occurred, in the order of the map."""

    back: tuple[PairCount, ...]
    returned: tuple[PairCount, ...]


class Moves:
    """Sums by pair of stages, one table a kind."""

    def start(self, asked: Asked) -> Int64:
        stages = len(asked.map.stages)
        return np.zeros((2, stages, stages), np.int64)

    def add(self, state: Int64, standing: Standing, asked: Asked) -> Int64:
        own = cohort(standing, asked)[standing.visit_journey]
        entry, stage = standing.visit_entry[1:], standing.visit_stage.astype(np.int64)
        follows = own[1:] & (standing.visit_journey[1:] == standing.visit_journey[:-1])
        found = [_pairs(stage, follows & (entry == kind), state) for kind in (BACK, RETURN)]
        return state + np.stack(found)

    def merge(self, left: Int64, right: Int64) -> Int64:
        return left + right

    def finish(self, state: Int64, asked: Asked) -> MovesAnswer:
        back, returned = (_named(table, asked) for table in state)
        return MovesAnswer(back, returned)


def _pairs(stage: Int64, which: NDArray[np.bool_], state: Int64) -> Int64:
    stages = state.shape[1]
    cell = stage[:-1][which] * stages + stage[1:][which]
    return np.bincount(cell, minlength=stages * stages).reshape(stages, stages)


def _named(table: Int64, asked: Asked) -> tuple[PairCount, ...]:
    names = [one.id for one in asked.map.stages]
    return tuple(
        PairCount(names[start], names[end], int(table[start, end]))
        for start, end in np.argwhere(table).tolist()
    )
