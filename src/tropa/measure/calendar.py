"""Working time: how long somebody waited while there was anybody to answer.

    working time     of two instants: what of the time between them lay in working hours
    deadline         the last instant by which no more working time than a limit has passed
    days elapsed     of a month: its working days that are over, today by the part of its hours
                     that has passed, ÷ its working days

A calendar says which days are worked, hours say when of a day; both are of a time zone, and a
day whose clocks change is as long as it was. The map names it by `calendar:`, with hours where
they are not the usual ones, `ru-production 10:00–19:00`:

    every-day        all days, midnight to midnight: plain time; also when the map names none
    weekdays         Monday to Friday, nine to six
    ru-production    days off of Russia with the days swapped by decree; nine to six, an hour
                     less on the eve of a holiday (`tropa.measure.production_calendar`)

(Domain model 2.5.5, 2.5.8 and case 24.)
"""

import re
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, date, datetime, timedelta, tzinfo
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import (
    DAY,
    FOREVER,
    HOUR,
    MINUTE,
    Duration,
    Instant,
    as_datetime,
    from_datetime,
)
from tropa.errors import MapFault
from tropa.map.document import Map
from tropa.measure.days import day_text, month_number, month_start
from tropa.measure.production_calendar import is_decreed, production_year

Int64 = NDArray[np.int64]

EVERY_DAY: Final = "every-day"
WEEKDAYS: Final = "weekdays"
RU_PRODUCTION: Final = "ru-production"

_HOURS: Final = {
    EVERY_DAY: (0, DAY),
    WEEKDAYS: (9 * HOUR, 18 * HOUR),
    RU_PRODUCTION: (9 * HOUR, 18 * HOUR),
}
CALENDARS: Final = tuple(_HOURS)

_SHORTER_BY: Final = HOUR
_AHEAD: Final = 32
"""So many days after the last instant are looked at first for a limit's end."""
_FARTHER: Final = 4
_SATURDAY: Final = 5
_EPOCH: Final = date(1970, 1, 1)
_LAST: Final = (date(MAXYEAR - 1, 12, 30) - _EPOCH).days
_WRITTEN: Final = re.compile(r"([a-z-]+)(?:\s+(\d\d?):(\d\d)\s*[-–]\s*(\d\d?):(\d\d))?")


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Which days of a zone are worked, and from when to when."""

    name: str
    zone: tzinfo = UTC
    opens: Duration = 0
    """Since local midnight."""
    closes: Duration = DAY

    @property
    def is_plain(self) -> bool:
        """All time is working time."""
        return self.name == EVERY_DAY and self.closes - self.opens == DAY


class Days(NamedTuple):
    """Working days in their order."""

    number: Int64
    """Counted from 1970."""
    open: Int64
    close: Int64


def calendar_of(map_: Map) -> WorkingCalendar:
    """The calendar a map names; plain time when it names none.

    Raises:
        MapFault: it names one we do not have.
    """
    named = map_.record.get("calendar")
    return read_calendar(named if isinstance(named, str) else EVERY_DAY, map_.zone)


def read_calendar(text: str, zone: tzinfo) -> WorkingCalendar:
    """`ru-production`, or `weekdays 10:00–19:00`.

    Raises:
        MapFault: no such calendar, or hours that are none.
    """
    match = _WRITTEN.fullmatch(text.strip())
    name = match.group(1) if match is not None else ""
    if match is None or name not in CALENDARS:
        raise MapFault("unknown_calendar", found=text, allowed=", ".join(CALENDARS))
    opens, closes = _HOURS[name]
    if match.group(2) is not None:
        opens = int(match.group(2)) * HOUR + int(match.group(3)) * MINUTE
        closes = int(match.group(4)) * HOUR + int(match.group(5)) * MINUTE
    if not 0 <= opens < closes <= DAY:
        raise MapFault("unknown_calendar", found=text, allowed=", ".join(CALENDARS))
    return WorkingCalendar(name, zone, opens, closes)


def working_time(calendar: WorkingCalendar, since: Int64, until: Int64) -> Int64:
    """The working time between instants, pair by pair, µs; less than nothing backwards."""
    if calendar.is_plain or not len(since):
        return until - since
    first = min(int(since.min()), int(until.min()))
    last = max(int(since.max()), int(until.max()))
    days = working_days(
        calendar, _day_of(first, calendar.zone), _day_of(last, calendar.zone) + 1
    )
    begun = np.append(np.zeros(1, np.int64), np.cumsum(days.close - days.open))
    return _worked(days, begun, until) - _worked(days, begun, since)


def deadline(calendar: WorkingCalendar, since: Int64, limit: Int64) -> Int64:
    """The last instant at which a limit is still kept, pair by pair, µs; maybe FOREVER.

    A limit that ends with a working day may be kept till the next one begins: no working time
    passes between them.
    """
    if calendar.is_plain or not len(since):
        return since + limit
    first, last = (_day_of(int(one), calendar.zone) for one in (since.min(), since.max()))
    ahead = _AHEAD
    while True:
        days = working_days(calendar, first, last + ahead)
        begun = np.append(np.zeros(1, np.int64), np.cumsum(days.close - days.open))
        until = _worked(days, begun, since) + limit
        if bool((until < begun[-1]).all()) or last + ahead >= _LAST:
            break
        ahead *= _FARTHER
    day = np.searchsorted(begun[1:], until, side="right")
    inside = day < len(days.open)
    found = np.full(len(since), FOREVER, np.int64)
    found[inside] = days.open[day[inside]] + until[inside] - begun[day[inside]]
    return found


def _worked(days: Days, begun: Int64, at: Int64) -> Int64:
    """Working time from the first of the days to each instant."""
    day = np.searchsorted(days.open, at, side="right") - 1
    if not len(days.open):
        return np.zeros(len(at), np.int64)
    today = np.maximum(day, 0)
    part = np.clip(at - days.open[today], 0, days.close[today] - days.open[today])
    return begun[today] + part


def working_days(calendar: WorkingCalendar, first: int, end: int) -> Days:
    """The working days from one day to before another, with their hours.

    Args:
        calendar: days, hours and zone.
        first: a day counted from 1970.
        end: the day after the last.
    """
    days = np.arange(max(0, first), min(end, _LAST), dtype=np.int64)
    worked, shorter = _kinds(calendar.name, days)
    days, shorter = days[worked], shorter[worked]
    closes = np.where(
        shorter, max(calendar.opens, calendar.closes - _SHORTER_BY), calendar.closes
    )
    open_ = _instants(calendar.zone, days, np.full(len(days), calendar.opens, np.int64))
    # An hour that clocks skip may put the end before the beginning: such a day has no hours.
    return Days(days, open_, np.maximum(open_, _instants(calendar.zone, days, closes)))


def _kinds(name: str, days: Int64) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """For each day whether it is worked, and whether an hour less."""
    shorter = np.zeros(len(days), np.bool_)
    if name == EVERY_DAY:
        return np.ones(len(days), np.bool_), shorter
    # The first of January 1970 was a Thursday.
    worked = (days + 3) % 7 < _SATURDAY
    if name == RU_PRODUCTION and len(days):
        first, last = (_EPOCH + timedelta(days=int(day)) for day in days[[0, -1]])
        for year in range(first.year, last.year + 1):
            told = production_year(year)
            inside = (days >= (date(year, 1, 1) - _EPOCH).days) & (
                days <= (date(year, 12, 31) - _EPOCH).days
            )
            worked[inside] = ~np.isin(days[inside], _numbers(told.off))
            shorter[inside] = np.isin(days[inside], _numbers(told.shorter))
    return worked, shorter


def _numbers(days: frozenset[date]) -> Int64:
    return np.asarray([(day - _EPOCH).days for day in days], np.int64)


def _instants(zone: tzinfo, days: Int64, hour: Int64) -> Int64:
    """The instant of a local time of each day."""
    begins = datetime(1970, 1, 1, tzinfo=zone)
    return np.asarray(
        [
            # Adding to a local time moves the hands of its clock: no skipped hour is counted.
            from_datetime(begins + timedelta(days=day, microseconds=time))
            for day, time in zip(days.tolist(), hour.tolist(), strict=True)
        ],
        np.int64,
    )


def _day_of(at: Instant, zone: tzinfo) -> int:
    """The local day of an instant, counted from 1970."""
    if at <= 0:
        return 0
    return (as_datetime(min(at, _LAST * DAY), zone).date() - _EPOCH).days


@dataclass(frozen=True, slots=True)
class Elapsed:
    """How far a period has gone, by its working days."""

    gone: float
    """Working days that are over; today counts by the part of its hours that has passed."""
    days: int
    """Working days of the period."""

    @property
    def share(self) -> float | None:
        """0 before its first working hour, 1 after its last; of no working day, unknown."""
        return self.gone / self.days if self.days else None


def elapsed(calendar: WorkingCalendar, first: int, end: int, as_of: Instant) -> Elapsed:
    """How far the days from `first` to before `end` have gone by an instant."""
    days = working_days(calendar, first, end)
    length = np.maximum(days.close - days.open, 1)
    gone = np.clip((as_of - days.open) / length, 0.0, 1.0)
    return Elapsed(float(gone.sum()), len(days.number))


class Month(NamedTuple):
    """A month of a zone: days counted from 1970, and the instants it begins and ends at."""

    first: int
    end: int
    begins: Instant
    ends: Instant


def month_of(as_of: Instant, zone: tzinfo) -> Month:
    """The month an instant lies in."""
    number = month_number(_day_of(as_of, zone))
    first, end = month_start(number), month_start(number + 1)
    begins, ends = _instants(zone, np.asarray([first, end]), np.zeros(2, np.int64)).tolist()
    return Month(first, end, begins, ends)


def calendar_json(calendar: WorkingCalendar, as_of: Instant) -> dict[str, Any]:
    """Which calendar an answer was made by, and whether its year's swapped days are known."""
    day = _day_of(as_of, calendar.zone)
    year = int(day_text(day)[:4])
    return {
        "name": calendar.name,
        "opens": _hour_text(calendar.opens),
        "closes": _hour_text(calendar.closes),
        "swapped_days_known": calendar.name != RU_PRODUCTION or is_decreed(year),
    }


def _hour_text(length: Duration) -> str:
    return f"{length // HOUR:02d}:{length % HOUR // MINUTE:02d}"
