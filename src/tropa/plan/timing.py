"""When things happen: planned moments of touches, hours of the day, lengths of waits.

A touchpoint's `at` says when it is planned: `+15m` from entering the stage, `booking -1d 12:00`
before what comes next, `next_wd 10:30`. What cannot be read so happens some time in between.
"""

import math
import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from statistics import NormalDist
from typing import Final, cast

from tropa.chance import Draws
from tropa.clock import DAY, HOUR, MINUTE, WEEK, Duration, Instant
from tropa.map.document import Touchpoint

_NORMAL: Final = NormalDist()
_UNITS: Final = {"m": MINUTE, "h": HOUR, "d": DAY, "w": WEEK, "wd": DAY}
_PLANNED: Final = re.compile(r"(\w*)\s*([+-])\s*(\d{1,6})(m|h|d|wd|w)(?:\s+(\d\d):(\d\d))?")
_NEXT: Final = re.compile(r"next_wd(?:\s+(\d\d):(\d\d))?")

SHAPED_FROM: Final[Duration] = 5 * HOUR
"""Shorter waits are kept as drawn; longer ones end at an hour when people are about."""


@dataclass(frozen=True, slots=True)
class Planned:
    """When within a visit something is planned."""

    after: Duration | None = None
    """From entering the stage; None when it is counted back from leaving it."""
    before: Duration = 0
    hour: Duration | None = None
    """A time of that day."""
    anywhere: bool = False
    """Nothing is said: some time in between."""


ANYWHERE: Final = Planned(anywhere=True)


def planned(touchpoint: Touchpoint) -> tuple[Planned, ...]:
    """The moments a touchpoint names; somewhere in the visit when it names none."""
    said = touchpoint.record.get("at")
    moments = cast("Sequence[object]", said) if isinstance(said, list | tuple) else ()
    found = [_read(str(one)) for one in moments]
    return tuple(found) or (ANYWHERE,)


def _read(text: str) -> Planned:
    day = _NEXT.fullmatch(text.strip())
    if day is not None:
        return Planned(after=DAY, hour=_hour(day.group(1), day.group(2)))
    match = _PLANNED.fullmatch(text.strip())
    if match is None:
        return ANYWHERE
    _, sign, number, unit, hours, minutes = match.groups()
    length = int(number) * _UNITS[unit]
    if sign == "+":
        return Planned(after=length, hour=_hour(hours, minutes))
    return Planned(before=length, hour=_hour(hours, minutes))


def _hour(hours: str | None, minutes: str | None) -> Duration | None:
    return int(hours) * HOUR + int(minutes or 0) * MINUTE if hours is not None else None


class Hours:
    """A day's hours by how busy they are."""

    def __init__(self, weights: Sequence[int]) -> None:
        self._ends = list(accumulate(weights))
        self.busy = [hour for hour, weight in enumerate(weights) if weight]

    def of_day(self, point: float) -> Duration:
        """The time of day at a point between 0 and 1 of the day's doings."""
        place = point * self._ends[-1]
        hour = min(bisect(self._ends, place), len(self._ends) - 1)
        begun = self._ends[hour - 1] if hour else 0
        within = (place - begun) / max(1, self._ends[hour] - begun)
        return round((hour + within) * HOUR)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days as they are where the map lives; a day's midnight is reckoned from a known one.

    Where clocks change between the two, times of day are an hour off: people do not mind.
    """

    midnight: Instant
    hours: Hours
    office: Hours

    def day(self, at: Instant) -> Instant:
        """The midnight before an instant."""
        return at - (at - self.midnight) % DAY

    def shaped(self, at: Instant, point: float, *, office: bool = False) -> Instant:
        """The same day, at an hour when people are about."""
        return self.day(at) + (self.office if office else self.hours).of_day(point)

    def opened(self, at: Instant) -> Instant:
        """The same instant in working hours, else the next morning's first."""
        time, first = at - self.day(at), self.office.busy[0] * HOUR
        if time < first:
            return at - time + first + time % HOUR
        if time >= (self.office.busy[-1] + 1) * HOUR:
            return at - time + DAY + first + time % HOUR
        return at


class Stay:
    """Log-normal lengths of a mean, of those shorter than the most."""

    def __init__(self, mean: Duration, spread: float, most: Duration) -> None:
        """Reckon once what every length needs.

        Args:
            mean: of the whole distribution.
            spread: deviation of its logarithm.
            most: nothing is longer.
        """
        self.most = most
        self._spread = spread
        self._middle = math.log(mean) - spread * spread / 2
        self._below = _NORMAL.cdf((math.log(most) - self._middle) / spread)

    def length(self, point: float) -> Duration:
        """The length that stands at a point between 0 and 1."""
        drawn = math.exp(self._middle + self._spread * _NORMAL.inv_cdf(point * self._below))
        return max(MINUTE, min(round(drawn), self.most))


def soon(mean: Duration, most: Duration, point: float) -> Duration:
    """An exponential wait of this mean, of those shorter than `most`."""
    below = -math.expm1(-most / mean)
    return max(MINUTE, min(round(-mean * math.log1p(-point * below)), most))


def pick(count: int, draws: Draws) -> int:
    """One of so many, the first the likeliest: 1, 1/2, 1/3 … of a share."""
    if count == 1:
        return 0
    point = draws.next() * sum(1 / (at + 1) for at in range(count))
    for at in range(count):
        point -= 1 / (at + 1)
        if point < 0:
            return at
    return count - 1
