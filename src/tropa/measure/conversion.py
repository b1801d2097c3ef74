"""Conversion from stage to stage, counted over those who entered.

Reached ratio, no window: `reached j / reached i` of the cohort, nobody left out; the only form
whose steps multiply to the whole.

Windowed, W: of the journeys that reached i at least W ago, the share that reached j within W
of first reaching i. Those who reached i later are «still under way» and left out.

By period: `entries j / entries i` that fell into the period; a quick look that may exceed 100 %
and is never mixed with cohorts.

An audience is filled by counts: no person enters it, and none converts from it.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER, Duration
from tropa.measure.fold import Asked, cohort, in_period
from tropa.measure.interval import Rate
from tropa.place.standing import Standing

Int64 = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Step:
    """One pair of stages."""

    from_stage: str
    to_stage: str
    rate: Rate
    in_window: int | None
    """People still under way, None where no window was asked for."""
    by_period: Rate


@dataclass(frozen=True, slots=True)
class ConversionAnswer:
    """Each stage to the next, then the first to the last."""

    steps: tuple[Step, ...]
    within: Duration | None
    suggested: tuple[Duration | None, ...]
    """For each step, the time nine tenths of those who made it took."""


@dataclass(frozen=True, slots=True)
class ConversionState:
    """Pairs × (denominator, numerator, still under way); entries of stages in the period."""

    pairs: Int64
    entries: Int64
    took: tuple[Int64, ...]
    """How long the step took each journey that made it, for the suggestion."""


class Conversion:
    """Conversion between neighbouring stages and over the whole map."""

    def __init__(self, within: Duration | None = None) -> None:
        self.within = within

    def start(self, asked: Asked) -> ConversionState:
        count = len(pairs_of(asked))
        nothing = np.zeros(0, np.int64)
        stages = len(asked.map.stages)
        return ConversionState(
            np.zeros((count, 3), np.int64), np.zeros(stages, np.int64), (nothing,) * count
        )

    def add(self, state: ConversionState, standing: Standing, asked: Asked) -> ConversionState:
        own, reached = cohort(standing, asked), standing.reached_at
        pairs = pairs_of(asked)
        sums = np.zeros((len(pairs), 3), np.int64)
        took: list[Int64] = []
        for row, (first, last) in enumerate(pairs):
            found = converted(standing, asked, own, (first, last), self.within)
            came, ripe, made = (int(which.sum()) for which in found)
            sums[row] = (ripe, made, came - ripe)
            done = found.came & (reached[:, last] != FOREVER)
            took.append(reached[done, last] - reached[done, first])
        return self.merge(state, ConversionState(sums, _entries(standing, asked), tuple(took)))

    def merge(self, left: ConversionState, right: ConversionState) -> ConversionState:
        took = zip(left.took, right.took, strict=True)
        return ConversionState(
            left.pairs + right.pairs,
            left.entries + right.entries,
            tuple(np.concatenate(pair) for pair in took),
        )

    def finish(self, state: ConversionState, asked: Asked) -> ConversionAnswer:
        names = [stage.id for stage in asked.map.stages]
        steps = tuple(
            Step(
                names[first],
                names[last],
                Rate(int(state.pairs[row, 1]), int(state.pairs[row, 0])),
                None if self.within is None else int(state.pairs[row, 2]),
                Rate(int(state.entries[last]), int(state.entries[first])),
            )
            for row, (first, last) in enumerate(pairs_of(asked))
        )
        return ConversionAnswer(
            steps, self.within, tuple(_nine_tenths(one) for one in state.took)
        )


class Converted(NamedTuple):
    """Row by row of a standing, which journeys a conversion counts, and how."""

    came: NDArray[np.bool_]
    """Of the cohort, reached the first stage."""
    ripe: NDArray[np.bool_]
    """Of them, those that have had the whole window."""
    made: NDArray[np.bool_]
    """Of those, the ones that reached the second stage in time."""


def converted(
    standing: Standing,
    asked: Asked,
    own: NDArray[np.bool_],
    pair: tuple[int, int],
    within: Duration | None,
) -> Converted:
    """Who converts from one stage to another.

    Args:
        standing: where everybody stands.
        asked: map and moment.
        own: the journeys of the cohort.
        pair: the stage entered and the stage reached.
        within: the window; without it nobody is left out.
    """
    first, last = pair
    entered, arrived = standing.reached_at[:, first], standing.reached_at[:, last]
    came = own & (entered != FOREVER)
    if asked.map.stages[first].counted_only:
        came = np.zeros_like(came)
    if within is None:
        return Converted(came, came, came & (arrived != FOREVER))
    ripe = came & (entered <= asked.as_of - within)
    made = ripe & (arrived != FOREVER)
    made[made] &= arrived[made] - entered[made] <= within
    return Converted(came, ripe, made)


def pairs_of(asked: Asked) -> list[tuple[int, int]]:
    """Neighbouring stages, and the whole way of persons where the map is more than one step."""
    stages = asked.map.stages
    last = len(stages) - 1
    steps = [(at, at + 1) for at in range(last)]
    first = next((at for at, one in enumerate(stages) if not one.counted_only), 0)
    return [*steps, (min(first, last - 1), last)] if last > 1 else steps


def _entries(standing: Standing, asked: Asked) -> Int64:
    """First actual visits that began in the period, of all valid journeys."""
    first = standing.visit_first & in_period(standing.visit_entered, asked)
    first &= standing.valid[standing.visit_journey]
    return np.bincount(standing.visit_stage[first].astype(np.int64), minlength=standing.stages)


def _nine_tenths(took: Int64) -> Duration | None:
    return round(float(np.quantile(took, 0.9))) if len(took) else None
