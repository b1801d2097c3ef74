"""Time in stage: of those who left, and honestly of everybody.

Plain quartiles tell of finished visits only, however they ended, and understate: the slow are
still there. Beside them stands the cumulative incidence of advance by Aalen and Johansen, with
loss as a competing risk; open visits, steps back, and visits of those who turned out unable to
buy are censored:

    F(t) = Σ over times t_k ≤ t of  S(t_k−) · a_k / n_k

where S falls at every exit by the share (a_k + l_k) / n_k, and of the n_k visits still going at
t_k, a_k went on and l_k were lost.

F grows by a step at each t_k with a_k > 0. Up to 1,000 steps are told, each of them exactly; of
more, the first, the last, and those in between at which F has grown by 1/998 of its final value
since the step told before. So F is exact at every step that is told, and read between two of
them it is too low by less than 1/998 of its final value.

O. Aalen, S. Johansen, «An empirical transition matrix for non-homogeneous Markov chains», 1978.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import DAY, FOREVER
from tropa.compiled import compiled
from tropa.measure.fold import Asked, cohort
from tropa.place.standing import STILL_HERE, Standing
from tropa.place.state import ADVANCE, HARD, REFUSAL, SILENCE, SKIP, SUCCESS

Int64 = NDArray[np.int64]
Float64 = NDArray[np.float64]

OPEN, WENT_ON, LOST, CENSORED = range(4)
"""How a visit stands: it goes on; ended by a step onward, by a loss, in another way."""

STEPS: Final = 1_000
"""The most steps of one curve that are told."""

_END_BITS: Final = 2
_ENDS: Final = 1 << _END_BITS
_FINISHED: Final = (WENT_ON, LOST, CENSORED)
_BLOCK: Final = 4_096
"""So many visits are counted together, that one of a given rank is soon found."""
_KINDS: Final = 32


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
    """(days, share gone on by then), a point for each step that is told."""

    def gone_on_by(self, days: float) -> float:
        """Share of visits gone on within so many days."""
        return max((share for at, share in self.incidence if at <= days), default=0.0)


@dataclass(frozen=True, slots=True)
class TimesAnswer:
    """Stages in order."""

    stages: tuple[StageTime, ...]


@dataclass(frozen=True, slots=True)
class TimesState:
    """The visits themselves, as `lasted` writes them: of each stage the pieces they came in."""

    visits: tuple[tuple[Int64, ...], ...]


class Times:
    """Lengths of visits."""

    def start(self, asked: Asked) -> TimesState:
        return TimesState(((),) * len(asked.map.stages))

    def add(self, state: TimesState, standing: Standing, asked: Asked) -> TimesState:
        own = cohort(standing, asked)
        sizes, stages = np.zeros(standing.stages, np.int64), standing.visit_stage
        _count(own, standing.visit_journey, stages, sizes)
        ends = np.cumsum(sizes)
        visits = np.empty(int(sizes.sum()), np.int64)
        _write(
            own, standing.visit_journey, stages, standing.visit_entered, standing.visit_left,
            standing.visit_exit, _end_of(), asked.as_of, ends - sizes, visits,
        )  # fmt: skip
        pieces = np.split(visits, ends[:-1])
        return self.merge(state, TimesState(tuple((piece,) for piece in pieces)))

    def merge(self, left: TimesState, right: TimesState) -> TimesState:
        both = zip(left.visits, right.visits, strict=True)
        return TimesState(tuple(one + other for one, other in both))

    def finish(self, state: TimesState, asked: Asked) -> TimesAnswer:
        return self.together([portion() for portion in self.portions(state, asked)])

    def portions(self, state: TimesState, asked: Asked) -> list[Callable[[], StageTime]]:
        """Each stage by itself."""
        stages = zip(asked.map.stages, state.visits, strict=True)
        return [partial(_stage_time, stage.id, pieces) for stage, pieces in stages]

    def together(self, portions: Sequence[StageTime]) -> TimesAnswer:
        return TimesAnswer(tuple(portions))


def lasted(length: Int64, end: Int64) -> Int64:
    """Visits as numbers that rise with their length, µs; how they end is in the lowest bits."""
    return length << _END_BITS | end


def _end_of() -> Int64:
    """How a visit stands, by its exit."""
    found = np.full(_KINDS, CENSORED, np.int64)
    found[STILL_HERE] = OPEN
    found[[ADVANCE, SKIP, SUCCESS]] = WENT_ON
    found[[SILENCE, REFUSAL, HARD]] = LOST
    return found


@compiled
def _count(
    own: NDArray[np.bool_], journey: Int64, stage: NDArray[np.int16], sizes: Int64
) -> None:
    """The visits of each stage."""
    for visit in range(len(journey)):
        sizes[stage[visit]] += int(own[journey[visit]])


@compiled
def _write(
    own: NDArray[np.bool_],
    journey: Int64,
    stage: NDArray[np.int16],
    entered: Int64,
    left: Int64,
    exits: NDArray[np.uint8],
    end_of: Int64,
    as_of: int,
    at: Int64,
    visits: Int64,
) -> None:
    """Visits stage by stage; `at` is where the next one of each goes."""
    for visit in range(len(journey)):
        if own[journey[visit]]:
            until = as_of if left[visit] == FOREVER else left[visit]
            length = until - entered[visit]
            visits[at[stage[visit]]] = length << _END_BITS | end_of[exits[visit]]
            at[stage[visit]] += 1


def _stage_time(stage: str, pieces: tuple[Int64, ...]) -> StageTime:
    visits = np.concatenate([np.zeros(0, np.int64), *pieces])
    visits.sort()
    ends = _ends(visits)
    median, p75, p90 = _quantiles(visits, ends, _FINISHED, (0.5, 0.75, 0.9))
    [advanced] = _quantiles(visits, ends, (WENT_ON,), (0.5,))
    return StageTime(
        stage=stage,
        n=int(ends[:, _FINISHED].sum()),
        median_days=median,
        p75_days=p75,
        p90_days=p90,
        advanced_median_days=advanced,
        incidence=incidence(visits),
    )


def _quantiles(
    visits: Int64, ends: Int64, which: tuple[int, ...], shares: tuple[float, ...]
) -> list[float | None]:
    """In days; each lies between two neighbours, and they alone are looked at.

    Args:
        visits: rising.
        ends: how many of each block ended in each way.
        which: the ends that count.
        shares: of all that count.
    """
    behind = np.cumsum(ends[:, which].sum(axis=1))
    n = int(behind[-1]) if len(behind) else 0
    if not n:
        return [None] * len(shares)
    places = [(n - 1) * share for share in shares]
    return [
        float(np.quantile(_neighbours(visits, which, behind, int(place)) / DAY, place % 1))
        for place in places
    ]


def _neighbours(visits: Int64, which: tuple[int, ...], behind: Int64, rank: int) -> Int64:
    """The length at a rank of those that count and the next one, where there is a next."""
    found: list[int] = []
    for one in range(rank, min(rank + 2, int(behind[-1]))):
        block = int(np.searchsorted(behind, one, side="right"))
        here = visits[block * _BLOCK : (block + 1) * _BLOCK]
        here = here[np.isin(here & (_ENDS - 1), which)]
        # Negative: counted from the last of its block.
        found.append(int(here[one - behind[block]]) >> _END_BITS)
    return np.asarray(found, np.int64)


@compiled
def _ends(visits: Int64) -> Int64:
    """How many visits ended in each way, block by block."""
    blocks = (len(visits) + _BLOCK - 1) // _BLOCK
    found = np.zeros((blocks, _ENDS), np.int64)
    for block in range(blocks):
        here = visits[block * _BLOCK : (block + 1) * _BLOCK]
        on, lost, other = 0, 0, 0
        for visit in here:
            end = visit & (_ENDS - 1)
            on, lost = on + int(end == WENT_ON), lost + int(end == LOST)
            other += int(end == CENSORED)
        found[block, OPEN] = len(here) - on - lost - other
        found[block, WENT_ON], found[block, LOST] = on, lost
        found[block, CENSORED] = other
    return found


def incidence(visits: Int64) -> tuple[tuple[float, float], ...]:
    """Aalen and Johansen's share gone on, in days, at the lengths where it grows.

    Args:
        visits: of one stage, rising, as `lasted` writes them.
    """
    length, share = np.empty(len(visits), np.int64), np.empty(len(visits), np.float64)
    steps = _climb(visits, length, share)
    told = _told(share[:steps])
    days = length[told] / DAY
    return tuple(zip(days.tolist(), share[told].tolist(), strict=True))


@compiled
def _climb(visits: Int64, length: Int64, share: Float64) -> int:
    """Every step of the curve, from the shortest visit to the longest; how many there are."""
    steps, at, staying, gone = 0, 0, 1.0, 0.0
    while at < len(visits):
        time, at_risk, on, lost = visits[at] >> _END_BITS, len(visits) - at, 0, 0
        # Whoever is censored at an instant was still at risk at it.
        while at < len(visits) and visits[at] >> _END_BITS == time:
            on += int(visits[at] & (_ENDS - 1) == WENT_ON)
            lost += int(visits[at] & (_ENDS - 1) == LOST)
            at += 1
        # Without a branch: who went on and who was lost is hard to foresee.
        gone += staying * on / at_risk
        length[steps], share[steps] = time, gone
        steps += int(on > 0)
        staying *= 1 - (on + lost) / at_risk
    return steps


def _told(share: Float64) -> Int64:
    """Which steps of the curve are told: all, or so many of them."""
    told = np.arange(len(share))
    if len(share) <= STEPS:
        return told
    return told[: _thin(share, share[-1] / (STEPS - 2), told)]


@compiled
def _thin(share: Float64, least: float, told: Int64) -> int:
    """Keep a step when the curve has grown by `least` since the one kept before."""
    kept, before = 1, share[0]
    for step in range(1, len(share)):
        if share[step] >= before + least or step == len(share) - 1:
            told[kept], before = step, share[step]
            kept += 1
    return kept
