"""Time in stage: of those who left, and honestly of everybody.

Plain quartiles tell of finished visits only, however they ended, and understate: the slow are
still there. Beside them stands the cumulative incidence of advance by Aalen and Johansen, with
loss as a competing risk; open visits, steps back, and visits of those who turned out unable to
buy are censored:

    F(t) = Σ over times t_k ≤ t of  S(t_k−) · a_k / n_k

where S falls at every exit by the share (a_k + l_k) / n_k, and of the n_k visits still going at
t_k, a_k went on and l_k were lost.

O. Aalen, S. Johansen, «An empirical transition matrix for non-homogeneous Markov chains», 1978.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tropa.clock import DAY, FOREVER
from tropa.measure.fold import Asked, cohort
from tropa.place.standing import STILL_HERE, Standing
from tropa.place.state import ADVANCE, HARD, REFUSAL, SILENCE, SKIP, SUCCESS

Int64 = NDArray[np.int64]

OPEN, WENT_ON, LOST, CENSORED = range(4)
"""How a visit stands: it goes on; ended by a step onward, by a loss, in another way."""


@dataclass(frozen=True, slots=True)
class StageTime:
    """One stage; days, None where nobody has left it yet."""

    stage: str
    n: int
    """Finished visits."""
    median_days: float | None
    p75_days: float | None
    p90_days: float | None
    advanced_median_days: float | None
    """Of those who went on alone: the naive figure."""
    incidence: tuple[tuple[float, float], ...]
    """(days, share gone on by then), a point for each time somebody went on."""

    def gone_on_by(self, days: float) -> float:
        """Share of visits gone on within so many days."""
        return max((share for at, share in self.incidence if at <= days), default=0.0)


@dataclass(frozen=True, slots=True)
class TimesAnswer:
    """Stages in order."""

    stages: tuple[StageTime, ...]


class Times:
    """Lengths of visits; the state is the visits themselves: stage, length, how they ended."""

    def start(self, asked: Asked) -> Int64:
        _ = asked
        return np.zeros((0, 3), np.int64)

    def add(self, state: Int64, standing: Standing, asked: Asked) -> Int64:
        of = cohort(standing, asked)[standing.visit_journey]
        exits, left = standing.visit_exit[of], standing.visit_left[of]
        length = np.where(left == FOREVER, asked.as_of, left) - standing.visit_entered[of]
        end = np.where(exits == STILL_HERE, OPEN, CENSORED)
        end[(exits == ADVANCE) | (exits == SKIP) | (exits == SUCCESS)] = WENT_ON
        end[(exits == SILENCE) | (exits == REFUSAL) | (exits == HARD)] = LOST
        rows = np.stack([standing.visit_stage[of].astype(np.int64), length, end], axis=1)
        return self.merge(state, rows)

    def merge(self, left: Int64, right: Int64) -> Int64:
        return np.concatenate([left, right])

    def finish(self, state: Int64, asked: Asked) -> TimesAnswer:
        stages = asked.map.stages
        return TimesAnswer(
            tuple(
                _stage_time(stage.id, state[state[:, 0] == at, 1:])
                for at, stage in enumerate(stages)
            )
        )


def _stage_time(stage: str, visits: Int64) -> StageTime:
    length, end = visits[:, 0], visits[:, 1]
    done, on = length[end != OPEN] / DAY, length[end == WENT_ON] / DAY
    return StageTime(
        stage=stage,
        n=len(done),
        median_days=_quantile(done, 0.5),
        p75_days=_quantile(done, 0.75),
        p90_days=_quantile(done, 0.9),
        advanced_median_days=_quantile(on, 0.5),
        incidence=incidence(length, end),
    )


def _quantile(days: NDArray[np.float64], share: float) -> float | None:
    return float(np.quantile(days, share)) if len(days) else None


def incidence(length: Int64, end: Int64) -> tuple[tuple[float, float], ...]:
    """Aalen and Johansen's share gone on, at each length where it grows.

    Args:
        length: of each visit, µs.
        end: WENT_ON or LOST; others are censored.
    """
    times, index = np.unique(length, return_inverse=True)
    on = np.bincount(index[end == WENT_ON], minlength=len(times))
    lost = np.bincount(index[end == LOST], minlength=len(times))
    every = np.bincount(index, minlength=len(times))
    # Whoever is censored at an instant was still at risk at it.
    at_risk = np.cumsum(every[::-1])[::-1]
    staying = np.cumprod(1 - (on + lost) / np.maximum(at_risk, 1))
    before = np.concatenate([np.ones(1), staying[:-1]]) if len(times) else staying
    share = np.cumsum(before * on / np.maximum(at_risk, 1))
    grows = np.flatnonzero(on)
    return tuple((float(times[at] / DAY), float(share[at])) for at in grows)
