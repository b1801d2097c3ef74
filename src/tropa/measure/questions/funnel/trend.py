"""A funnel by period: attempts begun in each, and how far they got.

A unit counts once a period, by the deepest attempt it began there. A period is young while an
attempt begun in it may still go on: its shares will grow. Days, weeks and months are those of
the map's zone.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, FOREVER
from tropa.measure.interval import Rate
from tropa.measure.questions.funnel.asked import Asked
from tropa.measure.questions.funnel.first import longest_of
from tropa.measure.questions.funnel.walked import Walked
from tropa.measure.questions.periods import Periods, periods_of
from tropa.measure.questions.tally import Tally
from tropa.measure.questions.telling import rate_json

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

FILLED_AT_MOST: Final = 2_000
"""Periods without anybody are shown too, where there are not more in all."""


def periods(asked: Asked) -> Periods:
    """The periods of a funnel's trend."""
    scope = asked.scope
    return periods_of(asked.trend, scope.zone, scope.as_of)


def begun_by_period(
    asked: Asked, found: Walked, offsets: Int64, time: Int64
) -> tuple[Int64, Int64, Int64]:
    """Units and the periods they began attempts in, each pair once; the steps made, as bits."""
    period = periods(asked).number(time[found.begun])
    unit = np.searchsorted(offsets, found.begun, side="right") - 1
    # Rows lie by unit and time: pairs lie together.
    fresh = (np.diff(unit, prepend=-1) != 0) | (np.diff(period, prepend=0) != 0)
    first = np.flatnonzero(fresh)
    if not len(first):
        return unit, period, found.got
    if asked.order == "any":
        # The window of a period begins at the first row in it.
        return unit[first], period[first], found.got[first]
    return unit[first], period[first], np.bitwise_or.reduceat(found.got, first)


def add_trend(
    state: Tally, asked: Asked, found: Walked, people: Bools, offsets: Int64, time: Int64
) -> None:
    """Take units in, period by period."""
    unit, period, got = begun_by_period(asked, found, offsets, time)
    counted = people[unit] & (got != 0)
    period, got = period[counted], got[counted]
    steps = np.arange(len(asked.required))
    if not len(period):
        return
    met, which = np.unique(period, return_inverse=True)
    made = (got[:, None] >> steps & 1).astype(np.int64)
    sums = [np.bincount(which)]
    sums += [np.bincount(which, made[:, step]).astype(np.int64) for step in steps]
    state.add((None,), np.zeros(len(met), np.int64), [met], sums)


def trend_json(state: Tally, asked: Asked) -> list[dict[str, Any]]:
    """The periods, one after another."""
    _, keys, sums = state.rows()
    known = dict(zip(keys[:, 0].tolist(), sums.tolist(), strict=True))
    if not known:
        return []
    numbers = sorted(known)
    if numbers[-1] - numbers[0] < FILLED_AT_MOST:
        numbers = list(range(numbers[0], numbers[-1] + 1))
    nobody = [0] * (1 + len(asked.required))
    return [_row(asked, number, known.get(number, nobody)) for number in numbers]


def _row(asked: Asked, number: int, sums: list[int]) -> dict[str, Any]:
    all_, scope = periods(asked), asked.scope
    entered, counts = sums[0], sums[1:]
    whole = all_.is_whole(number, scope.since, scope.until)
    return {
        "period": all_.label(number),
        "entered": entered,
        "counts": counts,
        "rate": rate_json(Rate(counts[-1], entered)),
        "partial": not whole or all_.start(number + 1) > scope.as_of,
        "young": _is_young(asked, all_.start(number + 1)),
    }


def _is_young(asked: Asked, end: int) -> bool:
    """Whether an attempt begun before this moment may still go on."""
    longest = longest_of(asked.ways(asked.required))
    until = end if longest == FOREVER or end in (BEFORE, FOREVER) else end + longest
    return until > asked.scope.as_of
