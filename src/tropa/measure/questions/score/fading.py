"""Engagement of each unit at a moment: points of its events, each faded by its age.

    Σ pₑ · 0.5^((t − tₑ) ÷ h)        over events not later than t

The factor of each event is rounded to billionths, half to even; points are whole, so that a sum
is a whole number of billionths: in whatever order and company events are added up, it is the
same. Of a rule with a limit only the earliest events of a local day count: what comes later
that day changes nothing of what was true before.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.compiled import compiled, part
from tropa.measure.questions.hits import Hits, hits_of
from tropa.measure.questions.periods import periods_of
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.score.asked import SCALE, Asked, Worth
from tropa.measure.questions.track import Track

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

AT_ONCE: Final = 8
"""Sets of items that are found in one walk."""

_ENOUGH: Final = 10**18
"""A sum stays within a thousand million points."""
_SPENT: Final = 40
"""After so many half-lives a factor is no billionth."""
_FACTOR: Final = 1e9


class Lot(NamedTuple):
    """The events of a few rules, with the local day of each."""

    rules: Sequence[Worth]
    hits: Hits
    day: Int64


def lots_of(asked: Asked, track: Track, kept: Bools | None) -> list[Lot]:
    """All events that are worth something."""
    scope = asked.scope
    rules = asked.points
    return [
        _lot(rules[at : at + AT_ONCE], track, scope, kept)
        for at in range(0, len(rules), AT_ONCE)
    ]


def _lot(rules: Sequence[Worth], track: Track, scope: Scope, kept: Bools | None) -> Lot:
    hits = hits_of([one.items for one in rules], track, scope, kept)
    if all(one.per_day is None for one in rules):
        return Lot(rules, hits, np.zeros(len(hits.row), np.int64))
    return Lot(rules, hits, periods_of("day", scope.zone, scope.as_of).number(hits.time))


def engagement(lots: Sequence[Lot], half_life: int, moment: Int64) -> Int64:
    """Engagement of each unit, in billionths.

    Args:
        lots: events, of all units.
        half_life: µs; 0 where points do not fade.
        moment: of each unit the instant it is looked at.
    """
    found = np.zeros(len(moment), np.int64)
    for rules, hits, day in lots:
        points = np.asarray([one.points for one in rules], np.int64)
        limits = np.asarray([one.per_day or FOREVER for one in rules], np.int64)
        _add_up(hits.unit, hits.time, hits.bits, day, points, limits, moment, half_life, found)
    return found


@compiled
def _add_up(
    unit: Int64,
    time: Int64,
    bits: NDArray[np.uint8],
    day: Int64,
    points: Int64,
    limits: Int64,
    moment: Int64,
    half_life: int,
    found: Int64,
) -> None:
    counted = np.zeros(len(points), np.int64)
    for row in range(len(unit)):
        one = unit[row]
        if row == 0 or one != unit[row - 1] or day[row] != day[row - 1]:
            counted[:] = 0
        if time[row] > moment[one]:
            continue
        factor = _factor(int(moment[one] - time[row]), half_life)
        for rule in range(len(points)):
            if bits[row] >> rule & 1 and counted[rule] < limits[rule]:
                counted[rule] += 1
                total = found[one] + points[rule] * factor
                found[one] = min(max(total, -_ENOUGH), _ENOUGH)


@part
def _factor(age: int, half_life: int) -> int:
    """0.5^(age ÷ half-life) in billionths."""
    if half_life == 0:
        return SCALE
    halvings = age // half_life
    if halvings > _SPENT:
        return 0
    # Whole halvings are exact in binary: only the rest of the age is raised to.
    rest = 0.5 ** ((age - halvings * half_life) / half_life)
    return int(np.rint(_FACTOR * rest * 0.5**halvings))
