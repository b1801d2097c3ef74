"""A clock that stands still until it is turned by hand."""

from datetime import UTC, tzinfo

from tropa.clock import Duration, Instant, duration
from tropa.moments import read_moment

BEGUN = "2026-03-02T00:00:00Z"


def instant(moment: Instant | str, zone: tzinfo = UTC) -> Instant:
    """An instant as it is, or as a text says it: `2026-03-02T10:00`, `2026-03-02T10:00+03:00`.

    Raises:
        ValueError: the text is no moment.
    """
    if isinstance(moment, int):
        return moment
    read = read_moment(moment, zone)
    if read is None:
        raise ValueError(moment)
    return read.at


class HandClock:
    """Implements `tropa.clock.Clock`; time passes when the test says so."""

    def __init__(self, moment: Instant | str = BEGUN) -> None:
        self._now = instant(moment)

    def now(self) -> Instant:
        return self._now

    def steady(self) -> Duration:
        return self._now

    def set(self, moment: Instant | str) -> None:
        """It is this moment now; a clock may be set back."""
        self._now = instant(moment)

    def move(self, length: Duration | str) -> None:
        """Let so much time pass: `3d`, `15m`."""
        self._now += length if isinstance(length, int) else duration(length)
