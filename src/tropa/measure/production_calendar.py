"""The Russian production calendar: days off and days an hour shorter, year by year.

What the law says of every year (Labour Code, articles 95 and 112):

    holidays      1–8 January, 23 February, 8 March, 1 and 9 May, 12 June, 4 November
    moved         a day off that falls on a holiday moves to the next working day after it,
                  those of January aside: the Government says where they go
    shorter       the working day before a holiday, by an hour

What the Government says of one year stands below, decree by decree. A day off swapped for a
working day takes that day's length, so that a Saturday worked for the eve of a holiday is
shorter too (order 588n of 13.08.2009 of the Ministry of Health).

    2024          decree 1314 of 10.08.2023
    2025          decree 1335 of 04.10.2024
    2026          decree 1466 of 24.09.2025
    2027          decree 1187 of 17.09.2026

Any other year is told by the law alone: its holidays are right, its swapped days unknown, and
`is_decreed` says so. Holidays of regions are not here.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Final, NamedTuple

HOLIDAYS: Final = (
    *((1, day) for day in range(1, 9)),
    (2, 23),
    (3, 8),
    (5, 1),
    (5, 9),
    (6, 12),
    (11, 4),
)
"""Month and day."""

# (the day off, where it goes): month and day of the same year.
DECREES: Final = {
    2024: (
        ((1, 6), (5, 10)),
        ((1, 7), (12, 31)),
        ((4, 27), (4, 29)),
        ((11, 2), (4, 30)),
        ((12, 28), (12, 30)),
    ),
    2025: (
        ((1, 4), (5, 2)),
        ((1, 5), (12, 31)),
        ((2, 23), (5, 8)),
        ((3, 8), (6, 13)),
        ((11, 1), (11, 3)),
    ),
    2026: (
        ((1, 3), (1, 9)),
        ((1, 4), (12, 31)),
    ),
    2027: (
        ((1, 2), (11, 5)),
        ((1, 3), (12, 31)),
        ((2, 20), (2, 22)),
    ),
}

_EVE: Final = timedelta(days=1)
_JANUARY: Final = 1
_SATURDAY: Final = 5


class Year(NamedTuple):
    """Days of a year that are not worked, and those worked an hour less."""

    off: frozenset[date]
    shorter: frozenset[date]


def is_decreed(year: int) -> bool:
    """Whether the year's swapped days are known."""
    return year in DECREES


@cache
def production_year(year: int) -> Year:
    """Days off and shorter days of a year."""
    holidays = frozenset(date(year, month, day) for month, day in HOLIDAYS)
    off = {day for day in _days(year) if day.weekday() >= _SATURDAY} | holidays
    # The eve of the first of January is last year's.
    eves = {day - _EVE for day in holidays - {date(year, 1, 1)}} | {date(year, 12, 31)}
    shorter = set(eves)
    swapped = [(date(year, *day), date(year, *to)) for day, to in DECREES.get(year, ())]
    for day, to in swapped:
        off.add(to)
        # A holiday stays one, whatever became of the day off that fell on it.
        if day not in holidays:
            off.discard(day)
            if to in eves:
                shorter.add(day)
    decreed = {day for day, _ in swapped}
    for day in sorted(holidays - decreed):
        if day.weekday() >= _SATURDAY and day.month != _JANUARY:
            off.add(_next_worked(day, off))
    return Year(frozenset(off), frozenset(shorter - off))


def _next_worked(day: date, off: set[date]) -> date:
    while day in off:
        day += _EVE
    return day


def _days(year: int) -> Iterator[date]:
    first = date(year, 1, 1)
    return (
        first + timedelta(days=number) for number in range((date(year + 1, 1, 1) - first).days)
    )
