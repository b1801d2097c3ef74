"""Questions over time told again: plain dates, plain lists, one person at a time.

A trail is a person's rows in the order of time: instant, event, properties.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from math import inf

from tropa.clock import HOUR, as_datetime, from_datetime
from tropa.trail import Scalar

Row = tuple[int, str, Mapping[str, Scalar]]
Trail = Sequence[Row]
Means = Callable[[Row], bool]


@dataclass(frozen=True)
class Time:
    """The asked time, its zone and its periods."""

    length: str
    zone: tzinfo
    since: float
    until: float
    as_of: int

    def asked(self, at: int) -> bool:
        return self.since <= at < self.until and at <= self.as_of


# ---------------------------------------------------------------- periods


def period(at: int, length: str, zone: tzinfo) -> int | date:
    """The period of an instant: the hour's number, or the first day of the others."""
    if length == "hour":
        return at // HOUR
    day = as_datetime(at, zone).date()
    if length == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if length == "month" else day


def later(one: int | date, length: str, periods: int) -> int | date:
    """The period so many after another; before it when less than nothing."""
    if isinstance(one, int):
        return one + periods
    if length == "month":
        months = one.year * 12 + one.month - 1 + periods
        return date(months // 12, months % 12 + 1, 1)
    return one + timedelta(days=periods * (7 if length == "week" else 1))


def start(one: int | date, zone: tzinfo) -> int:
    """The instant a period begins at."""
    if isinstance(one, int):
        return one * HOUR
    return from_datetime(datetime.combine(one, time(), zone))


def label(one: int | date, length: str, zone: tzinfo) -> str:
    """A period as answers write it."""
    if isinstance(one, int):
        return as_datetime(one * HOUR, zone).isoformat(timespec="minutes")
    return f"{one:%Y-%m}" if length == "month" else f"{one:%Y-%m-%d}"


def whole(one: int | date, asked: Time) -> bool:
    """Whether all of a period was asked about, and is over."""
    end = start(later(one, asked.length, 1), asked.zone)
    return start(one, asked.zone) >= asked.since and end <= min(asked.until, asked.as_of)


# ---------------------------------------------------------------- retention


@dataclass(frozen=True)
class Retained:
    """What a retention asks."""

    begins: Means
    returns: Means
    columns: Sequence[tuple[int, int]]
    in_days: bool = False
    begin_times: int = 1
    return_times: int = 1
    start: str = "recurring"
    after: bool = False
    """Whether a return at any time after counts, too."""


def retention(
    trails: Sequence[Trail], asked: Time, what: Retained
) -> dict[str, list[int | None]]:
    """By cohort its size, then who returned by column: None where its time has not come."""
    table: dict[str, list[int | None]] = {}
    for trail in trails:
        known = [row for row in trail if row[0] <= asked.as_of]
        for cohort, began in cohorts(known, asked, what):
            name = label(cohort, asked.length, asked.zone)
            nought = [0 if begun(cohort, low, asked, what) else None for low, _ in what.columns]
            line = table.setdefault(name, [0, *nought])
            came = [True, *(came_back(known, began, one, asked, what) for one in what.columns)]
            for at, one in enumerate(came):
                count = line[at]
                line[at] = None if count is None else count + one
    return table


def cohorts(known: Trail, asked: Time, what: Retained) -> list[tuple[int | date, int]]:
    """The cohorts a person stands in, and the row they began there with."""
    rows = [at for at, row in enumerate(known) if what.begins(row)]
    if what.start != "first_ever":
        rows = [at for at in rows if asked.asked(known[at][0])]
    by: dict[int | date, list[int]] = {}
    for at in rows:
        by.setdefault(period(known[at][0], asked.length, asked.zone), []).append(at)
    found = [
        (one, rows[what.begin_times - 1])
        for one, rows in by.items()
        if len(rows) >= what.begin_times
    ]
    if what.start != "recurring":
        found = found[:1]
    return [(one, began) for one, began in found if asked.asked(known[began][0])]


def came_back(
    known: Trail, began: int, column: tuple[int, int], asked: Time, what: Retained
) -> bool:
    """Whether whoever began with this row returned in a column."""
    low, high = column[0], inf if what.after else column[1]
    length = "day" if what.in_days else asked.length
    zero = period(known[began][0], length, asked.zone)
    times = 0
    for row in known[began + 1 :]:
        if what.returns(row):
            offset = apart(zero, period(row[0], length, asked.zone), length)
            times += low <= offset <= high
    return times >= what.return_times


def apart(one: int | date, other: int | date, length: str) -> int:
    """How many periods lie between two."""
    if isinstance(one, int) or isinstance(other, int):
        assert isinstance(one, int)
        assert isinstance(other, int)
        return other - one
    if length == "month":
        return (other.year - one.year) * 12 + other.month - one.month
    return (other - one).days // (7 if length == "week" else 1)


def begun(cohort: int | date, low: int, asked: Time, what: Retained) -> bool:
    """Whether the time of a column has come for anybody of a cohort."""
    length = "day" if what.in_days else asked.length
    return start(later(cohort, length, low), asked.zone) <= asked.as_of


def young(cohort: int | date, column: tuple[int, int], asked: Time, what: Retained) -> bool:
    """Whether a column is not over for everybody of a cohort."""
    if what.in_days:
        last = later(later(cohort, asked.length, 1), "day", column[1])
    else:
        last = later(cohort, asked.length, column[1] + 1)
    return start(last, asked.zone) > asked.as_of


def mean(
    table: Mapping[str, list[int | None]], asked: Time, what: Retained
) -> list[tuple[int, int]]:
    """For each column all of the ripe cohorts that returned, and all of them."""
    found: list[tuple[int, int]] = []
    for at, column in enumerate(what.columns, 1):
        ripe = [
            line for name, line in table.items() if not young(read(name), column, asked, what)
        ]
        found.append((sum(line[at] or 0 for line in ripe), sum(line[0] or 0 for line in ripe)))
    return found


def read(name: str) -> date:
    """The period of a label."""
    return date.fromisoformat(name if name.count("-") == 2 else f"{name}-01")
