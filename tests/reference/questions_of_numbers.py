"""Trends, distributions and breakdown tables told again: plain lists and exact fractions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from reference.questions_over_time import Means, Row, Time, Trail, later, period
from tropa.clock import DAY, HOUR, as_datetime, from_datetime
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


# ---------------------------------------------------------------- distribution

Numbers = dict[Group, list[Fraction | None]]
"""By group its numbers; None is missing."""


def amounts(
    trails: Sequence[Trail], asked: Time, means: Means, name: str, of: GroupOf
) -> Numbers:
    """The numbers of events."""
    found: Numbers = {}
    for trail in trails:
        for row in trail:
            if means(row) and asked.asked(row[0]):
                found.setdefault(of(trail, row), []).append(number(row, name))
    return found


def times_done(trails: Sequence[Trail], asked: Time, means: Means, of: GroupOf) -> Numbers:
    """How often each did it."""
    found: Numbers = {}
    for trail in trails:
        rows = [row for row in trail if means(row) and asked.asked(row[0])]
        groups = [of(trail, row) for row in rows]
        for group in dict.fromkeys(groups):
            found.setdefault(group, []).append(Fraction(groups.count(group)))
    return found


def waits(
    trails: Sequence[Trail], asked: Time, means: Means, then: Means, of: GroupOf, *, every: bool
) -> Numbers:
    """How long it took from one to the next other."""
    found: Numbers = {}
    for trail in trails:
        rows = [row for row in trail if row[0] <= asked.as_of]
        at = 0
        while at < len(rows):
            if not (means(rows[at]) and asked.asked(rows[at][0])):
                at += 1
                continue
            end = next((one for one in range(at + 1, len(rows)) if then(rows[one])), None)
            took = None if end is None else Fraction(rows[end][0] - rows[at][0], DAY)
            found.setdefault(of(trail, rows[at]), []).append(took)
            if end is None or not every:
                break
            # The row that ends one wait may begin the next.
            at = end
    return found


# ---------------------------------------------------------------- table


@dataclass
class Behind:
    """What stands behind a value."""

    events: int = 0
    numbers: list[Fraction] = field(default_factory=list[Fraction])
    waits: dict[int, list[tuple[int, int | None]]] = field(
        default_factory=dict[int, list[tuple[int, int | None]]]
    )
    """By person for each event when it was, and how long until the next other."""

    def converted(self, within: float) -> set[int]:
        return {
            person
            for person, waits in self.waits.items()
            if any(wait is not None and wait <= within for _, wait in waits)
        }

    def may_yet(self, within: float, as_of: int) -> set[int]:
        young = {
            person
            for person, waits in self.waits.items()
            if any(at + within > as_of for at, _ in waits)
        }
        return young - self.converted(within) if within != float("inf") else set()

    def ripe(self, within: float, as_of: int) -> set[int]:
        old = {
            person
            for person, waits in self.waits.items()
            if min(at for at, _ in waits) + within <= as_of
        }
        return old if within != float("inf") else set(self.waits)


def table(
    trails: Sequence[Trail], asked: Time, means: Means, then: Means, amount: str, of: GroupOf
) -> dict[Group, Behind]:
    """By value."""
    found: dict[Group, Behind] = {}
    for person, trail in enumerate(trails):
        rows = [row for row in trail if row[0] <= asked.as_of]
        for place, row in enumerate(rows):
            if not (means(row) and asked.asked(row[0])):
                continue
            others = [
                later[0] - row[0]
                for at, later in enumerate(rows)
                if at != place and then(later) and later[0] >= row[0]
            ]
            one = found.setdefault(of(trail, row), Behind())
            one.events += 1
            one.waits.setdefault(person, []).append((row[0], min(others, default=None)))
            exact = number(row, amount)
            if exact is not None:
                one.numbers.append(exact)
    return found
