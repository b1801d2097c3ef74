"""Trends, distributions and breakdown tables told again: plain lists and exact fractions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from reference.questions_over_time import Means, Row, Time, Trail, later, period
from tropa.clock import HOUR, as_datetime, from_datetime
from tropa.money import decimal_of

Group = str | tuple[str | None, ...] | None
GroupOf = Callable[[Trail, Row], Group]


def number(row: Row, name: str) -> Fraction | None:
    """The number a row has in a field."""
    value = row[2].get(name)
    exact = None if value is None else decimal_of(value)
    return None if exact is None else Fraction(exact)


def quantile(numbers: Sequence[Fraction], share: Fraction) -> float | None:
    """Of sorted numbers, the one at place share · (n − 1)."""
    if not numbers:
        return None
    every = sorted(numbers)
    place = share * (len(every) - 1)
    low = int(place)
    high = min(low + 1, len(every) - 1)
    return float(every[low] + (every[high] - every[low]) * (place - low))


# ---------------------------------------------------------------- trend


@dataclass
class Figures:
    """What is told of a period, or of the whole."""

    events: int = 0
    first_time: int = 0
    people: set[int] = field(default_factory=set[int])
    numbers: list[Fraction] = field(default_factory=list[Fraction])

    def take(self, person: int, amount: Fraction | None, *, first: bool) -> None:
        self.events += 1
        self.first_time += first
        self.people.add(person)
        if amount is not None:
            self.numbers.append(amount)

    @property
    def sum(self) -> Fraction:
        return sum(self.numbers, Fraction(0))

    @property
    def missing(self) -> int:
        return self.events - len(self.numbers)


def trend(
    trails: Sequence[Trail], asked: Time, means: Means, amount: str, group: GroupOf
) -> dict[Group, dict[int | date | None, Figures]]:
    """By group, by period; the whole stands under None."""
    found: dict[Group, dict[int | date | None, Figures]] = {}
    for person, trail in enumerate(trails):
        rows = [row for row in trail if means(row) and row[0] <= asked.as_of]
        for place, row in enumerate(rows):
            if not asked.asked(row[0]):
                continue
            one = found.setdefault(group(trail, row), {})
            for name in (None, period(row[0], asked.length, asked.zone)):
                figures = one.setdefault(name, Figures())
                figures.take(person, number(row, amount), first=place == 0)
    return found


def before(asked: Time) -> tuple[Time, int]:
    """The nearest earlier time of the same length, and how many periods it is back."""
    back = 1
    while shifted(int(min(asked.until, asked.as_of)), asked, back) > asked.since:
        back += 1
    since = shifted(int(asked.since), asked, back)
    end = shifted(int(min(asked.until, asked.as_of + 1)), asked, back)
    return Time(asked.length, asked.zone, since, min(end, asked.since), asked.as_of), back


def shifted(at: int, asked: Time, periods: int) -> int:
    """The same local time so many periods before."""
    if asked.length == "hour":
        return at - periods * HOUR
    local = as_datetime(at, asked.zone)
    if asked.length != "month":
        days = periods * (7 if asked.length == "week" else 1)
        return from_datetime(local - timedelta(days=days))
    month = later(local.date().replace(day=1), "month", -periods)
    after = later(month, "month", 1)
    assert isinstance(month, date)
    assert isinstance(after, date)
    day = min(local.day, (after - month).days)
    return from_datetime(local.replace(year=month.year, month=month.month, day=day))
