"""KPIs of the map as it states them: fact beside target.

    share: from X to Y, within W    journeys that passed Y within W of passing X ÷ those that
                                    passed X at least W ago
    time: from X to Y, at q         quantile q of Y − X over journeys that passed both in order
    touches: before Y, at q         quantile q of counted touches before Y

X and Y are stages (first reached, implied included), touchpoints (first touched), `lead`,
`sale`, `first touch`. Without a window nobody is left out. The cohort is the answer's: journeys
opened in the period. Sums of money are told once costs are known.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.map.document import Kpi
from tropa.measure.contacts import first_touches, first_touches_at, touches_before
from tropa.measure.fold import Asked, cohort
from tropa.measure.interval import Rate
from tropa.place.standing import LEAD_AT, WON_AT, Standing
from tropa.place.touch import COUNTED

Int64 = NDArray[np.int64]

_QUANTILES: Final = {"median": 0.5, "mean": -1.0}


@dataclass(frozen=True, slots=True)
class KpiFact:
    """One KPI; `value` is a share 0…1, µs or a count, None while unknown."""

    kpi: str
    value: float | None
    rate: Rate | None
    n: int


@dataclass(frozen=True, slots=True)
class KpisAnswer:
    """In the order of the map."""

    kpis: tuple[KpiFact, ...]


@dataclass(frozen=True, slots=True)
class KpisState:
    """For each KPI those who could and those who did, and the values its quantile is of."""

    counts: Int64
    values: tuple[Int64, ...]


class Kpis:
    """All KPIs of the map that are told by moves and touches."""

    def start(self, asked: Asked) -> KpisState:
        count = len(asked.map.kpis)
        return KpisState(np.zeros((count, 2), np.int64), (np.zeros(0, np.int64),) * count)

    def add(self, state: KpisState, standing: Standing, asked: Asked) -> KpisState:
        own = cohort(standing, asked)
        counts = np.zeros_like(state.counts)
        values: list[Int64] = []
        for at, kpi in enumerate(asked.map.kpis.values()):
            counted, found = _counted(kpi, standing, asked, own)
            counts[at] = counted
            values.append(found)
        return self.merge(state, KpisState(counts, tuple(values)))

    def merge(self, left: KpisState, right: KpisState) -> KpisState:
        pairs = zip(left.values, right.values, strict=True)
        return KpisState(
            left.counts + right.counts, tuple(np.concatenate(pair) for pair in pairs)
        )

    def finish(self, state: KpisState, asked: Asked) -> KpisAnswer:
        return KpisAnswer(
            tuple(
                _fact(kpi, state.counts[at], state.values[at])
                for at, kpi in enumerate(asked.map.kpis.values())
            )
        )


_NOTHING: Final = ((0, 0), np.zeros(0, np.int64))


def _counted(
    kpi: Kpi, standing: Standing, asked: Asked, own: NDArray[np.bool_]
) -> tuple[tuple[int, int], Int64]:
    if kpi.points is None or not is_told(kpi):
        return _NOTHING
    passed_end = passed(standing, asked, kpi.points.end)
    end = passed_end[own]
    if kpi.kind == "touches":
        return (0, 0), touches_before(standing, passed_end, COUNTED)[own][end != FOREVER]
    start = passed(standing, asked, kpi.points.start)[own]
    both = (start != FOREVER) & (end != FOREVER) & (end >= start)
    took = end[both] - start[both]
    if kpi.kind == "time":
        return (0, 0), took
    ripe, made = _ripe_and_made(kpi, start, end, asked)
    return (int(ripe.sum()), int(made.sum())), np.zeros(0, np.int64)


def _ripe_and_made(
    kpi: Kpi, start: Int64, end: Int64, asked: Asked
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Who had the whole window, and who of them came to the end in it."""
    ripe = start != FOREVER
    if kpi.within is not None:
        ripe &= start <= asked.as_of - kpi.within
    made = ripe & (end != FOREVER) & (end >= start)
    if kpi.within is not None:
        made[made] &= end[made] - start[made] <= kpi.within
    return ripe, made


def is_told(kpi: Kpi) -> bool:
    """Whether moves and touches tell the KPI, so that there are journeys behind it."""
    return kpi.points is not None and kpi.kind != "money"


def kpi_behind(kpi: Kpi, standing: Standing, asked: Asked) -> NDArray[np.bool_]:
    """Journeys a told KPI counts: of a share, those that came to its end in time."""
    own = cohort(standing, asked)
    assert kpi.points is not None  # noqa: S101 - `is_told` is asked first
    end = passed(standing, asked, kpi.points.end)
    if kpi.kind == "touches":
        return own & (end != FOREVER)
    start = passed(standing, asked, kpi.points.start)
    if kpi.kind == "time":
        return own & (start != FOREVER) & (end != FOREVER) & (end >= start)
    return own & _ripe_and_made(kpi, start, end, asked)[1]


def _fact(kpi: Kpi, counts: Int64, values: Int64) -> KpiFact:
    if kpi.kind == "share" and kpi.points is not None:
        rate = Rate(int(counts[1]), int(counts[0]))
        return KpiFact(kpi.id, rate.rate, rate, rate.denominator)
    if not len(values):
        return KpiFact(kpi.id, None, None, 0)
    share = _QUANTILES[kpi.at] if kpi.at in _QUANTILES else int(kpi.at[1:]) / 100
    value = values.mean() if share < 0 else np.quantile(values, share)
    return KpiFact(kpi.id, float(value), None, len(values))


def passed(standing: Standing, asked: Asked, point: str) -> Int64:
    """For each journey the instant it first passed a point; FOREVER if it has not."""
    if point == "lead":
        return standing.column(LEAD_AT)
    if point == "sale":
        return standing.column(WON_AT)
    if point == "first touch":
        return first_touches(standing)
    stage = asked.map.stage_index(point)
    if stage >= 0:
        return standing.reached_at[:, stage]
    return first_touches_at(standing, point)
