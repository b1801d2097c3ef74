"""Days, weeks, months and hours of a time zone: which one an instant lies in, when each begins.

A period is a number, the same wherever it is counted:

    day      days since 1970-01-01; it begins at its local midnight, or at the first instant it
             has where clocks skip that; so a day may be 23 or 25 hours long
    week     begins on Monday (ISO 8601); number 0 holds 1970-01-01
    month    months since January 1970
    hour     a real hour, one after another, that begins when clocks of the zone show a full
             hour: when clocks go back, the two hours of one name are two periods

An instant belongs to the period that began last. Where clocks are set by half an hour, hours
begin as they do at the moment of the answer.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Final, Literal, cast

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, DAY, FOREVER, HOUR, Instant, as_datetime, from_datetime
from tropa.compiled import compiled
from tropa.errors import UsageFault
from tropa.measure.days import day_text, midnight, month_start, month_text

Int64 = NDArray[np.int64]
Length = Literal["hour", "day", "week", "month"]

LENGTHS: Final = ("hour", "day", "week", "month")
SHOWN_AT_MOST: Final = 5_000
"""Periods of an answer."""

# Beyond these no instant is told from its neighbours: some zone has no such date.
_EARLIEST: Final = from_datetime(datetime(1900, 1, 1, tzinfo=UTC))
_LATEST: Final = from_datetime(datetime(9998, 1, 1, tzinfo=UTC))
_EPOCH: Final = date(1970, 1, 1)
_FIRST_YEAR: Final = 1970
# The first of January 1970 was a Thursday.
_THURSDAY: Final = 3
_WEEK: Final = 7
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Periods:
    """Periods of one length in one zone."""

    length: Length
    zone: tzinfo
    phase: int = 0
    """µs that an hour begins after a full one in UTC; 0 in most of the world."""

    def number(self, time: Int64) -> Int64:
        """The period of each instant."""
        if not len(time):
            return np.zeros(0, np.int64)
        if self.length == "hour":
            return (time - self.phase) // HOUR
        first, last = int(time.min()), int(time.max())
        day, begins = _days(self.zone, _clipped(first), _clipped(last))
        found = np.empty(len(time), np.int64)
        _look_up(time, begins, _of_days(day, self.length), found)
        return found

    def number_of(self, at: Instant) -> int:
        """The period of an instant."""
        return int(self.number(np.asarray([_clipped(at)], np.int64))[0])

    def start(self, number: int) -> Instant:
        """The instant a period begins at."""
        if self.length == "hour":
            return number * HOUR + self.phase
        least, most = _bounds(self.length)
        if not least <= number <= most:
            return BEFORE if number < least else FOREVER
        return midnight(self.first_day(number), self.zone)

    def is_whole(self, number: int, since: Instant, until: Instant) -> bool:
        """Whether all of a period lies between two moments."""
        return self.start(number) >= since and self.start(number + 1) <= until

    def first_day(self, number: int) -> int:
        """The day a period begins with, counted from 1970; not of hours."""
        if self.length == "week":
            return number * _WEEK - _THURSDAY
        return month_start(number) if self.length == "month" else number

    def label(self, number: int) -> str:
        """A period as machines write it: `2026-03-31`, of a week its Monday, `2026-03`."""
        if self.length == "hour":
            return as_datetime(self.start(number), self.zone).isoformat(timespec="minutes")
        if self.length == "month":
            return month_text(number)
        return day_text(self.first_day(number))

    def read(self, label: str) -> int | None:
        """The period of a label, or None where none bears it."""
        try:
            number = self._read(label)
            return number if self.label(number) == label else None
        except (ValueError, TypeError, OverflowError):
            return None

    def _read(self, label: str) -> int:
        if self.length == "hour":
            return self.number_of(from_datetime(datetime.fromisoformat(label)))
        day = date.fromisoformat(f"{label}-01" if self.length == "month" else label)
        return int(_of_days(np.asarray([(day - _EPOCH).days]), self.length)[0])

    def shifted(self, at: Instant, periods: int) -> Instant:
        """The same local time so many periods later; of a shorter month its last day."""
        if self.length == "hour":
            return at + periods * HOUR
        local = as_datetime(at, self.zone)
        if self.length == "month":
            month = (local.year - _FIRST_YEAR) * _MONTHS + local.month - 1 + periods
            first = _EPOCH + timedelta(days=month_start(month))
            longest = month_start(month + 1) - month_start(month)
            day = first.replace(day=min(local.day, longest))
        else:
            days = periods * (_WEEK if self.length == "week" else 1)
            day = local.date() + timedelta(days=days)
        return from_datetime(local.replace(year=day.year, month=day.month, day=day.day))


def periods_of(length: str, zone: tzinfo, as_of: Instant) -> Periods:
    """Periods of a length, where hours begin as they do at a moment."""
    offset = as_datetime(_clipped(as_of), zone).utcoffset() or timedelta()
    phase = -round(offset.total_seconds() * 1_000_000) % HOUR
    return Periods(cast("Length", length), zone, phase if length == "hour" else 0)


def check_room(periods: int) -> None:
    """Refuse an answer of more periods than anybody reads.

    Raises:
        UsageFault: with how many there would be.
    """
    if periods > SHOWN_AT_MOST:
        raise UsageFault("too_many_periods", n=periods, limit=SHOWN_AT_MOST)


def _clipped(at: Instant) -> Instant:
    return min(max(at, _EARLIEST), _LATEST)


def _days(zone: tzinfo, first: Instant, last: Instant) -> tuple[Int64, Int64]:
    """Days by number and the instants they begin at, from before `first` to after `last`."""
    years = range(
        as_datetime(first - DAY, zone).year,
        as_datetime(last + DAY, zone).year + 1,
    )
    day = (date(years[0], 1, 1) - _EPOCH).days
    begins = np.concatenate([_midnights(zone, year) for year in years])
    return np.arange(day, day + len(begins)), begins


@lru_cache(maxsize=4096)
def _midnights(zone: tzinfo, year: int) -> Int64:
    first, end = ((date(one, 1, 1) - _EPOCH).days for one in (year, year + 1))
    return np.asarray([midnight(day, zone) for day in range(first, end)], np.int64)


@lru_cache
def _bounds(length: str) -> tuple[int, int]:
    """The periods between which instants are told apart."""
    days = np.asarray([_EARLIEST // DAY, _LATEST // DAY], np.int64)
    least, most = _of_days(days, length).tolist()
    return least, most


def _of_days(days: Int64, length: str) -> Int64:
    if length == "week":
        return (days + _THURSDAY) // _WEEK
    if length == "month":
        return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return days


@compiled
def _look_up(time: Int64, begins: Int64, of_day: Int64, found: Int64) -> None:
    """Guess the day by its usual length, then mend the guess: clocks change by hours only."""
    last = len(begins) - 1
    for at in range(len(time)):
        t = time[at]
        day = min(max((t - begins[0]) // DAY, 0), last)
        while day > 0 and t < begins[day]:
            day -= 1
        while day < last and t >= begins[day + 1]:
            day += 1
        found[at] = of_day[day]
