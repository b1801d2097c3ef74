"""Days of the calendar and the instants they begin at in a time zone.

A day is a number counted from 1970, the same in every zone; it begins at its local midnight, or
at the first instant it has where clocks skip that.
"""

from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from tropa.clock import DAY, FOREVER, Instant, as_datetime, from_datetime

_EPOCH: Final = date(1970, 1, 1)
_LAST: Final = (date(9998, 12, 31) - _EPOCH).days
"""No day later than this is told apart: some zone has no such instant."""


def midnight(day: int, zone: tzinfo) -> Instant:
    """The instant a day begins at."""
    if day >= _LAST:
        return FOREVER
    begins = _EPOCH + timedelta(days=day)
    return from_datetime(datetime(begins.year, begins.month, begins.day, tzinfo=zone))


def first_day(at: Instant, zone: tzinfo) -> int:
    """The first day, from 1970 on, that begins at an instant or after it."""
    if at <= 0:
        return 0 if midnight(0, zone) >= at else 1
    if at >= _LAST * DAY:
        return _LAST
    day = (as_datetime(at, zone).date() - _EPOCH).days
    return day if midnight(day, zone) >= at else day + 1


def day_text(day: int) -> str:
    """A day as machines write it: `2026-03-31`."""
    return (_EPOCH + timedelta(days=day)).isoformat()


def month_number(day: int) -> int:
    """The month of a day, counted from January 1970."""
    at = _EPOCH + timedelta(days=day)
    return (at.year - 1970) * 12 + at.month - 1


def month_start(month: int) -> int:
    """The first day of a month."""
    return (date(1970 + month // 12, month % 12 + 1, 1) - _EPOCH).days


def month_text(month: int) -> str:
    """A month as machines write it: `2026-03`."""
    return f"{1970 + month // 12:04d}-{month % 12 + 1:02d}"
