"""Conversion from stage to stage, counted over those who entered.

Reached ratio, no window: `reached j / reached i` of the cohort, nobody left out; the only form
whose steps multiply to the whole.

Windowed, W: of the journeys that reached i at least W ago, the share that reached j within W
of first reaching i. Those who reached i later are «still under way» and left out.

By period: `entries j / entries i` that fell into the period; a quick look that may exceed 100 %
and is never mixed with cohorts.

An audience is filled by counts: no person enters it, and none converts from it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER, Duration
from tropa.compiled import compiled
from tropa.measure.fold import Asked, cohort
from tropa.measure.interval import Rate
from tropa.measure.ranks import neighbours
from tropa.place.standing import Standing

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

_NINE_TENTHS: Final = 0.9


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
    took: tuple[tuple[Int64, ...], ...]
    """For each pair how long it took the journeys that made it, in the pieces they came in."""


class Conversion:
    """Conversion between neighbouring stages and over the whole map."""

    def __init__(self, within: Duration | None = None) -> None:
        self.within = within

    def start(self, asked: Asked) -> ConversionState:
        count, stages = len(pairs_of(asked)), len(asked.map.stages)
        return ConversionState(
            np.zeros((count, 3), np.int64), np.zeros(stages, np.int64), ((),) * count
        )

    def add(self, state: ConversionState, standing: Standing, asked: Asked) -> ConversionState:
        own = cohort(standing, asked)
        found = [converted(standing, asked, own, pair, self.within) for pair in pairs_of(asked)]
        pairs = [(one.ripe, np.count_nonzero(one.made), one.came - one.ripe) for one in found]
        entries = np.zeros(standing.stages, np.int64)
        _enter(
            standing.valid, standing.visit_journey, standing.visit_stage,
            standing.visit_entered, standing.visit_first,
            asked.since, asked.until, asked.as_of, entries,
        )  # fmt: skip
        return self.merge(
            state,
            ConversionState(
                np.asarray(pairs, np.int64).reshape(-1, 3),
                entries,
                tuple((one.took,) for one in found),
            ),
        )

    def merge(self, left: ConversionState, right: ConversionState) -> ConversionState:
        took = zip(left.took, right.took, strict=True)
        return ConversionState(
            left.pairs + right.pairs,
            left.entries + right.entries,
            tuple(one + other for one, other in took),
        )

    def finish(self, state: ConversionState, asked: Asked) -> ConversionAnswer:
        return self.together([portion() for portion in self.portions(state, asked)])

    def portions(
        self, state: ConversionState, asked: Asked
    ) -> list[Callable[[], tuple[Step, Duration | None]]]:
        """Each step by itself."""
        pairs = enumerate(pairs_of(asked))
        return [partial(self._finish, state, asked, row, pair) for row, pair in pairs]

    def together(self, portions: Sequence[tuple[Step, Duration | None]]) -> ConversionAnswer:
        steps, suggested = [one for one, _ in portions], [one for _, one in portions]
        return ConversionAnswer(tuple(steps), self.within, tuple(suggested))

    def _finish(
        self, state: ConversionState, asked: Asked, row: int, pair: tuple[int, int]
    ) -> tuple[Step, Duration | None]:
        first, last = pair
        ripe, made, under_way = (int(one) for one in state.pairs[row])
        step = Step(
            asked.map.stages[first].id,
            asked.map.stages[last].id,
            Rate(made, ripe),
            None if self.within is None else under_way,
            Rate(int(state.entries[last]), int(state.entries[first])),
        )
        return step, _nine_tenths(state.took[row])


class Converted(NamedTuple):
    """How a conversion counts the journeys of a standing."""

    came: int
    """Of the cohort, reached the first stage."""
    ripe: int
    """Of them, those that have had the whole window."""
    made: Bools
    """Row by row, whether it is one of those and reached the second stage in time."""
    took: Int64
    """How long it took each that came and reached the second stage at all."""


def converted(
    standing: Standing,
    asked: Asked,
    own: Bools,
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
    if asked.map.stages[first].counted_only:
        own = np.zeros_like(own)
    made, took = np.empty_like(own), np.empty(len(own), np.int64)
    came, ripe, done = _convert(
        own, standing.reached_at[:, first], standing.reached_at[:, last],
        FOREVER if within is None else asked.as_of - within,
        FOREVER if within is None else within,
        made, took,
    )  # fmt: skip
    # A copy: the room that was not filled is let go.
    return Converted(came, ripe, made, took[:done].copy())


@compiled
def _convert(
    own: Bools,
    entered: Int64,
    arrived: Int64,
    ripe_until: int,
    within: int,
    made: Bools,
    took: Int64,
) -> tuple[int, int, int]:
    """One pass without a branch: whether a journey counts is hard to foresee."""
    came, ripe, done = 0, 0, 0
    for row in range(len(own)):
        here = own[row] & (entered[row] != FOREVER)
        there, old = here & (arrived[row] != FOREVER), here & (entered[row] <= ripe_until)
        took[done] = arrived[row] - entered[row]
        made[row] = there & old & (took[done] <= within)
        came, ripe, done = came + int(here), ripe + int(old), done + int(there)
    return came, ripe, done


def pairs_of(asked: Asked) -> list[tuple[int, int]]:
    """Neighbouring stages, and the whole way of persons where the map is more than one step."""
    stages = asked.map.stages
    last = len(stages) - 1
    steps = [(at, at + 1) for at in range(last)]
    first = next((at for at, one in enumerate(stages) if not one.counted_only), 0)
    return [*steps, (min(first, last - 1), last)] if last > 1 else steps


@compiled
def _enter(
    valid: Bools,
    journey: Int64,
    stage: NDArray[np.int16],
    entered: Int64,
    first: Bools,
    since: int,
    until: int,
    as_of: int,
    entries: Int64,
) -> None:
    """First actual visits that began in the period, of all valid journeys."""
    for visit in range(len(journey)):
        t = entered[visit]
        now = (t >= since) & (t < until) & (t <= as_of)
        entries[stage[visit]] += int(now & first[visit] & valid[journey[visit]])


def _nine_tenths(pieces: tuple[Int64, ...]) -> Duration | None:
    """It lies between two neighbours, and they alone are looked for."""
    count = sum(len(piece) for piece in pieces)
    if not count:
        return None
    place = (count - 1) * _NINE_TENTHS
    below = int(place)
    took = neighbours(pieces, below)
    return round(float(np.quantile(took, place - below)))
