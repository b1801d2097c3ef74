"""Against the way of the map: steps back, and the lost who came again, by pair of stages.

    back        journeys that stepped back from i to j
    returned    journeys lost on i that came back, by the stage j of the latest such return

Counted in journeys, as the people behind the number are: who stepped back twice between the
same two stages is one. Each returned journey stands once under the stage it was lost on, so
that its pairs add up to the returned of the stage; steps back from one stage to two others are
two pairs of one journey.
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
    """Journeys that went from one stage to another."""

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
        journey, stage = standing.visit_journey, standing.visit_stage.astype(np.int64)
        follows = cohort(standing, asked)[journey[1:]] & (journey[1:] == journey[:-1])
        back = follows & (standing.visit_entry[1:] == BACK)
        came = follows & (standing.visit_entry[1:] == RETURN)
        stages = standing.stages
        start, end = stage[:-1], stage[1:]
        # One row a journey and pair; of returns, one a journey and stage it was lost on.
        once = _latest((journey[1:] * stages + start)[back] * stages + end[back])
        last = _latest((journey[1:] * stages + start)[came])
        found = [
            _table(start[back][once], end[back][once], stages),
            _table(start[came][last], end[came][last], stages),
        ]
        return state + np.stack(found)

    def merge(self, left: Int64, right: Int64) -> Int64:
        return left + right

    def finish(self, state: Int64, asked: Asked) -> MovesAnswer:
        back, returned = (_named(table, asked) for table in state)
        return MovesAnswer(back, returned)


def _latest(keys: Int64) -> Int64:
    """Where each key occurs for the last time."""
    _, first = np.unique(keys[::-1], return_index=True)
    return len(keys) - 1 - first


def _table(start: Int64, end: Int64, stages: int) -> Int64:
    return np.bincount(start * stages + end, minlength=stages * stages).reshape(stages, stages)


def _named(table: Int64, asked: Asked) -> tuple[PairCount, ...]:
    names = [one.id for one in asked.map.stages]
    return tuple(
        PairCount(names[start], names[end], int(table[start, end]))
        for start, end in np.argwhere(table).tolist()
    )
