"""Instants and lengths of time.

An instant is a whole number of microseconds since 1970 in UTC; a length of time is a whole
number of microseconds. Only this module may ask the machine what time it is.
"""

import time
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final, Protocol, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Instant: TypeAlias = int
Duration: TypeAlias = int

SECOND: Final = 1_000_000
MINUTE: Final = 60 * SECOND
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR
WEEK: Final = 7 * DAY

FOREVER: Final = 2**63 - 1
"""An instant after every other one: a visit that never ends, a silence without limit."""
BEFORE: Final = -(2**63)
"""An instant before every other one: something that has not happened."""

LONGEST: Final = 3_660 * DAY
"""The longest length of time a document may state: ten years."""

_UNITS: Final = {"s": SECOND, "m": MINUTE, "h": HOUR, "d": DAY, "w": WEEK}
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Clock(Protocol):
    """Whoever needs the present asks one of these."""

    def now(self) -> Instant:
        """The present instant."""
        ...

    def steady(self) -> Duration:
        """A time that never jumps, for measuring how long something took."""
        ...


class MachineClock:
    """The machine's own clock."""

    def now(self) -> Instant:
        return time.time_ns() // 1_000

    def steady(self) -> Duration:
        return time.perf_counter_ns() // 1_000


def duration(text: str) -> Duration:
    """A length such as `15m`, `2h`, `3d`, `2w`, `90s`.

    Raises:
        ValueError: another spelling, nothing at all, or more than ten years.
    """
    number, unit = text[:-1], text[-1:]
    # isdecimal() alone would let other scripts' digits through.
    if unit not in _UNITS or not number.isascii() or not number.isdecimal() or len(number) > 9:
        raise ValueError(text)
    length = int(number) * _UNITS[unit]
    if not 0 < length <= LONGEST:
        raise ValueError(text)
    return length


def duration_text(length: Duration) -> str:
    """The shortest spelling that `duration` reads back."""
    for unit in ("w", "d", "h", "m"):
        # 14d is how people say two weeks of silence; weeks only from four on.
        if length % _UNITS[unit] == 0 and (unit != "w" or length > 28 * DAY):
            return f"{length // _UNITS[unit]}{unit}"
    return f"{length // SECOND}s"


def zone_of(name: str) -> tzinfo:
    """The time zone `Europe/Moscow` and the like.

    Raises:
        ValueError: no such zone.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as fault:
        raise ValueError(name) from fault


def as_datetime(instant: Instant, zone: tzinfo = UTC) -> datetime:
    """The instant as a date and time of a zone."""
    return (_EPOCH + timedelta(microseconds=instant)).astimezone(zone)


def from_datetime(moment: datetime) -> Instant:
    """The instant of a date and time that knows its zone."""
    past = moment - _EPOCH
    return (past.days * 86_400 + past.seconds) * SECOND + past.microseconds


def iso(instant: Instant, zone: tzinfo = UTC) -> str:
    """The instant in ISO 8601, as precise as it needs to be."""
    moment = as_datetime(instant, zone)
    precision = "microseconds" if instant % SECOND else "seconds"
    text = moment.isoformat(timespec=precision)
    return text.replace("+00:00", "Z") if zone is UTC else text


def day_start(instant: Instant, zone: tzinfo) -> Instant:
    """The local midnight that opens the day of this instant."""
    local = as_datetime(instant, zone)
    return from_datetime(local.replace(hour=0, minute=0, second=0, microsecond=0))
