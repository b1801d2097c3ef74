"""Days of costs, as reports and bookkeepers write them.

A cell is a day or a whole month: `31.01.2026`, `2026-01-31 00:00:00`, `2026-01`, «январь 2026».
The day is the one written, whatever hour or zone stands behind it. What bare numbers mean, and
whether 01/02/2026 is the first of February, is decided for the whole column.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from tropa.clock import DAY, Instant, as_datetime, zone_of
from tropa.collect.cells import Fault
from tropa.collect.mapping import Order
from tropa.collect.times import TimeForm, read_times, time_form
from tropa.cost import Day

_EPOCH: Final = date(1970, 1, 1).toordinal()
_HOUR: Final = re.compile(r"(?<=\d)[T ]\s*\d{1,2}:\d{2}.*", re.DOTALL)
_MONTH: Final = re.compile(r"(?:(\d{4})[-./](\d{1,2})|(\d{1,2})[-./](\d{4}))")
_NAMED: Final = re.compile(r"([^\W\d_]{3,})\.?,?\s+(\d{4})\s*(?:г|год|года)?\.?")
_MONTHS: Final = (
    "янв jan",
    "фев feb",
    "мар mar",
    "апр apr",
    "май мая may",
    "июн jun",
    "июл jul",
    "авг aug",
    "сен sep",
    "окт oct",
    "ноя nov",
    "дек dec",
)
_MONTH_OF: Final = {word: at for at, words in enumerate(_MONTHS, 1) for word in words.split()}


class Span(NamedTuple):
    """Days in a row; `until` is the day after the last one."""

    since: Day
    until: Day


def day_of(year: int, month: int, day: int) -> Day:
    """The number of a day of the calendar.

    Raises:
        ValueError: there is no such day.
    """
    return date(year, month, day).toordinal() - _EPOCH


def day_text(day: Day) -> str:
    """A day as machines write it."""
    return date.fromordinal(day + _EPOCH).isoformat()


def local_day(at: Instant, timezone: str) -> Day:
    """The day an instant falls on."""
    return as_datetime(at, zone_of(timezone)).date().toordinal() - _EPOCH


def day_form(cells: Sequence[str], order: Order) -> TimeForm:
    """How a column of days is read, from its first cells."""
    return time_form([_bare(cell) for cell in cells if _month(cell) is None], "UTC", order)


def read_spans(
    cells: Sequence[str], form: TimeForm, timezone: str
) -> list[Span | Fault | None]:
    """The days each cell means; None for an empty one.

    Args:
        cells: the column.
        form: how it is read.
        timezone: the zone of instants given as numbers.
    """
    texts = list(dict.fromkeys(cell.strip() for cell in cells))
    months = {text: span for text in texts if (span := _month(text)) is not None}
    left = [text for text in texts if text and text not in months]
    times = read_times([_bare(text) for text in left], form)
    zone = timezone if form.numbers.startswith("unix") else "UTC"
    known: dict[str, Span | Fault | None] = {"": None, **months}
    for place, text in enumerate(left):
        at = times.at[place]
        known[text] = Fault("bad_day") if at is None else _single(at, zone)
    return [known[cell.strip()] for cell in cells]


def _single(at: Instant, zone: str) -> Span | Fault:
    if not 0 <= at < _LAST:
        return Fault("before_1970" if at < 0 else "bad_day")
    day = local_day(at, zone)
    return Span(day, day + 1)


_LAST: Final = day_of(9999, 1, 1) * DAY


def _bare(cell: str) -> str:
    """A cell without the hour behind its day."""
    return _HOUR.sub("", cell.strip())


def _month(cell: str) -> Span | None:
    """The month a cell names."""
    text = cell.strip().casefold()
    found = _MONTH.fullmatch(text)
    if found:
        year, month = found.group(1) or found.group(4), found.group(2) or found.group(3)
        return _whole_month(int(year), int(month))
    named = _NAMED.fullmatch(text)
    number = _MONTH_OF.get(named.group(1)[:3]) if named else None
    return _whole_month(int(named.group(2)), number) if named and number else None


def _whole_month(year: int, month: int) -> Span | None:
    if not (1970 <= year < 9999 and 1 <= month <= 12):
        return None
    after = (year + month // 12, month % 12 + 1)
    return Span(day_of(year, month, 1), day_of(*after, 1))
