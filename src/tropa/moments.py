"""Instants as people, files and machines write them.

Read are ISO 8601 with or without zone (one-digit months and days, hour 24, second 60 included),
`dd.mm.yyyy`, numbers of seconds, milliseconds or microseconds since 1970, and Excel's serial
days. What had to be guessed is said by the flags of the reading.
"""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final, NamedTuple

from tropa.clock import SECOND, Instant, from_datetime

_ISO: Final = re.compile(
    r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})"
    r"(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,12}))?)?)?"
    r"\s*(Z|z|[+-]\d{2}:?\d{2}|[+-]\d{2})?"
)
_POINTED: Final = re.compile(
    r"(\d{1,2})[./](\d{1,2})[./](\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?"
)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_FARTHEST_ZONE: Final = 15
"""Hours: zones go from −12:00 to +14:00, and went a little farther once."""
_EXCEL_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - a wall date; the zone comes after
_EXCEL_DAYS: Final = (20_000.0, 80_000.0)


class Moment(NamedTuple):
    """An instant read, and what reading it had to suppose."""

    at: Instant
    flags: tuple[str, ...] = ()


class NoSuchMoment(ValueError):
    """A wall time that never was: the hour skipped when clocks went forward."""


def read_moment(value: object, zone: tzinfo) -> Moment | None:
    """The instant a value means, or None when it is none.

    Args:
        value: a text or a number.
        zone: the zone of texts that state none; such a reading is flagged `zone_assumed`.

    Raises:
        NoSuchMoment: a local time that the zone's clocks skipped.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        # No instant has that many digits, and not every whole number fits a float.
        return _from_number(float(value)) if abs(value) < 1e17 else None
    text = str(value).strip()
    if re.fullmatch(r"-?\d{9,19}(\.\d+)?", text):
        return _from_number(float(text))
    return _from_iso(text, zone) or _from_pointed(text, zone) or _from_compact(text, zone)


def excel_moment(serial: float, zone: tzinfo) -> Moment | None:
    """Excel's serial days since 30.12.1899, as its cells of dates hold them."""
    if not _EXCEL_DAYS[0] <= serial <= _EXCEL_DAYS[1]:
        return None
    # Excel keeps days as binary fractions: the nearest millisecond is what was typed.
    wall = _EXCEL_EPOCH + timedelta(milliseconds=round(serial * 86_400_000))
    return Moment(_local(wall, zone), ("zone_assumed",))


def _from_number(number: float) -> Moment | None:
    """Seconds, milliseconds or microseconds, told apart by their size."""
    size = abs(number)
    if size < 1e8:
        return None
    if size < 1e11:
        return Moment(round(number * SECOND))
    if size < 1e14:
        return Moment(round(number * 1_000))
    return Moment(round(number)) if size < 1e17 else None


def _from_iso(text: str, zone: tzinfo) -> Moment | None:
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    year, _, *rest = match.groups()[:7]
    month, day, hour, minute, second = (int(part or 0) for part in rest)
    micros = int((match.group(8) or "0").ljust(6, "0")[:6])
    return _moment((int(year), month, day, hour, minute, second, micros), match.group(9), zone)


def _from_pointed(text: str, zone: tzinfo) -> Moment | None:
    match = _POINTED.fullmatch(text)
    if match is None:
        return None
    day, month, year, hour, minute, second = (int(part or 0) for part in match.groups())
    return _moment((year, month, day, hour, minute, second, 0), None, zone)


def _from_compact(text: str, zone: tzinfo) -> Moment | None:
    match = _COMPACT.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups())
    return _moment((year, month, day, 0, 0, 0, 0), None, zone)


def _moment(parts: tuple[int, ...], offset: str | None, zone: tzinfo) -> Moment | None:
    year, month, day, hour, minute, second, micros = parts
    flags: list[str] = []
    extra = timedelta()
    if second == 60:
        second, micros = 59, 999_000
        flags.append("leap_second")
    if hour == 24 and minute == 0 and second == 0:
        hour, extra = 0, timedelta(days=1)
    try:
        wall = datetime(year, month, day, hour, minute, second, micros) + extra  # noqa: DTZ001
    except (ValueError, OverflowError):
        return None
    if offset is None:
        return Moment(_local(wall, zone), (*flags, "zone_assumed"))
    ahead = _offset(offset)
    if ahead is None:
        return None
    return Moment(from_datetime(wall.replace(tzinfo=UTC)) - ahead, tuple(flags))


def _local(wall: datetime, zone: tzinfo) -> Instant:
    """The instant of a wall time; of the two when clocks went back, the first."""
    try:
        at = from_datetime(wall.replace(tzinfo=zone))
        back = from_datetime(datetime.fromtimestamp(at // SECOND, zone))
    except (OverflowError, ValueError, OSError):
        return from_datetime(wall.replace(tzinfo=UTC))
    if back != at - at % SECOND or datetime.fromtimestamp(at // SECOND, zone).hour != wall.hour:
        raise NoSuchMoment(wall.isoformat())
    return at


def _offset(text: str) -> int | None:
    """How far ahead of UTC clocks are; nothing where no clock on Earth is."""
    if text in "Zz":
        return 0
    digits = text[1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > _FARTHEST_ZONE or minutes > 59:
        return None
    size = (hours * 3_600 + minutes * 60) * SECOND
    return size if text[0] == "+" else -size
