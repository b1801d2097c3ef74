"""The period a period is compared with, and the moment it is looked at from.

    previous     as long, and right before it: days where it begins at a midnight, whole
                 calendar months where it is of such
    year         the same days a year earlier
    FROM..TO     as stated

The other period is looked at from as far after it as this one is now: its people have had as
much time to buy, to fall silent and to return. A period that still goes on is compared with as
much of the other as has passed of it. Where that moment has not come yet, the other side is
younger, and nothing of it is set against anything.
"""

from dataclasses import dataclass
from datetime import tzinfo
from typing import Final, Literal, TypeAlias

from tropa.clock import BEFORE, FOREVER, Duration, Instant, as_datetime, from_datetime
from tropa.errors import UsageFault
from tropa.measure.days import first_day, midnight, month_number, month_start

Way: TypeAlias = Literal["previous", "year", "stated"]

LONGER: Final = 31 / 28
"""Periods of which one is longer than this many of the other are not counted side by side."""


@dataclass(frozen=True, slots=True)
class Span:
    """A period and the moment it is looked at from."""

    since: Instant
    until: Instant
    as_of: Instant

    @property
    def end(self) -> Instant:
        """The end of what has passed of it."""
        return min(self.until, self.as_of)

    @property
    def passed(self) -> Duration:
        return max(0, self.end - self.since)

    def meets(self, other: "Span") -> bool:
        """Whether some instants are of both."""
        return self.since < other.end and other.since < self.end


@dataclass(frozen=True, slots=True)
class Other:
    """The period compared with."""

    way: Way
    span: Span
    younger: bool
    """It had less time since its end than the period it is compared with."""


def other_period(
    own: Span, zone: tzinfo, way: Way, stated: tuple[Instant, Instant] | None = None
) -> Other:
    """What a period is compared with.

    Args:
        own: the period asked about.
        zone: where days begin.
        way: which other one.
        stated: its ends, where they are stated.

    Raises:
        UsageFault: the period has no beginning, has not begun, or the other one is empty.
    """
    if own.since == BEFORE:
        raise UsageFault("compare_without_period")
    if own.since >= own.end:
        raise UsageFault("empty_period")
    if stated is not None:
        since, until = stated
        if since >= until:
            raise UsageFault("empty_period")
        whole = own.until <= own.as_of
        moment = until + own.as_of - own.until if whole else since + own.passed
    else:
        since, until = (_year if way == "year" else _previous)(own, zone)
        moment = own.as_of - (own.since - since)
    return Other(way, Span(since, until, min(moment, own.as_of)), moment > own.as_of)


def _previous(own: Span, zone: tzinfo) -> tuple[Instant, Instant]:
    day = _day_begun(own.since, zone)
    if day is None:
        return own.since - (min(own.until, own.end) - own.since), own.since
    last = _day_begun(own.until, zone) if own.until != FOREVER else None
    if last is None:
        # What has passed of a day is a day of it.
        last = first_day(own.end, zone)
    month, end = month_number(day), month_number(last)
    if day == month_start(month) and last == month_start(end):
        return midnight(month_start(2 * month - end), zone), own.since
    return midnight(2 * day - last, zone), own.since


def _year(own: Span, zone: tzinfo) -> tuple[Instant, Instant]:
    since = _year_before(own.since, zone)
    return since, FOREVER if own.until == FOREVER else _year_before(own.until, zone)


def _year_before(at: Instant, zone: tzinfo) -> Instant:
    local = as_datetime(at, zone)
    # The last of February of a long year has no day of its own in a short one.
    day = 28 if (local.month, local.day) == (2, 29) else local.day
    return from_datetime(local.replace(year=local.year - 1, day=day))


def _day_begun(at: Instant, zone: tzinfo) -> int | None:
    """The day that begins at this very instant."""
    day = first_day(at, zone)
    return day if midnight(day, zone) == at else None
