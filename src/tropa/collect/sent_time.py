"""When a sent event happened, by our clock.

A device's clock may be wrong by years, but it is wrong by the same amount when it stamps an
event and when it sends it. So

    time = received - (sentAt - originalTimestamp)

where both are known, and what the sender says where it does not tell when it sent. A result
that cannot be (later than the receipt, older than ten years, not a time at all) becomes the
moment of receipt. Nothing is refused for its time; every correction is said by a flag.
"""

from datetime import UTC, datetime
from typing import Final, NamedTuple

from tropa.clock import DAY, MINUTE, SECOND, Instant
from tropa.moments import NoSuchMoment, read_moment

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

OLDEST: Final = 3_653 * DAY
"""Ten years."""
DRIFT: Final = 5 * MINUTE
"""A clock that differs less is a clock; the flag tells of those that differ more."""

CLOCK_CORRECTED: Final = "clock_corrected"
TIME_UNPARSED: Final = "time_unparsed"
TIME_OUT_OF_RANGE: Final = "time_out_of_range"
TIME_IN_FUTURE: Final = "time_in_future"
SENT_AT_UNPARSED: Final = "sent_at_unparsed"

NOT_AS_SENT: Final = frozenset({TIME_UNPARSED, TIME_OUT_OF_RANGE, TIME_IN_FUTURE})
"""The event's time is not what its sender meant: the text it sent is worth keeping."""


class Stamp(NamedTuple):
    """A time as a client wrote it: None when it wrote none, or nothing that can be read."""

    at: Instant | None
    flags: tuple[str, ...] = ()
    written: bool = False


NEVER: Final = Stamp(None)
"""The client wrote no time."""


def stamp_of(value: object) -> Stamp:
    """What a client wrote as a time."""
    if value is None or value == "":
        return NEVER
    if isinstance(value, str):
        at = _plainly(value)
        if at is not None:
            return Stamp(at, (), written=True)
    try:
        moment = read_moment(value, UTC) if isinstance(value, str | int | float) else None
    except NoSuchMoment:
        moment = None
    if moment is None:
        return Stamp(None, (TIME_UNPARSED,), written=True)
    return Stamp(moment.at, moment.flags, written=True)


def _plainly(text: str) -> Instant | None:
    """What nearly every client writes, `2026-03-02T10:15:30.123Z`, read at once."""
    if text[10:11] != "T" or text[4:5] != "-":
        return None
    try:
        past = datetime.fromisoformat(text) - _EPOCH
    except (ValueError, TypeError):
        # No time, or one without a zone.
        return None
    return (past.days * 86_400 + past.seconds) * SECOND + past.microseconds


def usual_time(written: object, sent: Instant | None, received: Instant) -> Instant | None:
    """The time of an event that needs no flag, at once; None is for `happened` to judge."""
    at = _plainly(written) if isinstance(written, str) else None
    if at is None or sent is None or abs(received - sent) > DRIFT:
        return None
    at += received - sent
    return at if received - OLDEST <= at <= received else None


def happened(stamp: Stamp, sent: Stamp, received: Instant) -> tuple[Instant, tuple[str, ...]]:
    """The event's time, and the flags that tell how it came about.

    Args:
        stamp: the event's own time.
        sent: when the client sent it, by the same clock.
        received: when it came, by ours.
    """
    if stamp.at is None:
        return received, stamp.flags
    at, flags = stamp.at, stamp.flags
    if sent.at is not None:
        at += received - sent.at
        if abs(received - sent.at) > DRIFT:
            flags = (*flags, CLOCK_CORRECTED)
    elif sent.written:
        flags = (*flags, SENT_AT_UNPARSED)
    if at > received:
        return received, (*flags, TIME_IN_FUTURE)
    if at < received - OLDEST:
        return received, (*flags, TIME_OUT_OF_RANGE)
    return at, flags
