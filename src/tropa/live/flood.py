"""Keeping comes before showing: while events pour in, the loop works a third of the time.

Both hold the same interpreter. A flood is over soon and is shown then; an answer that waits
makes its sender wait, or send again.
"""

import threading
from typing import Final

from tropa.clock import SECOND, Clock, Duration
from tropa.keep.ledger import Position

SURGE: Final = 4_000
"""So many events at once are a flood."""
_LONGEST: Final[Duration] = 2 * SECOND
_GLANCE: Final = 0.03
"""Seconds between two looks at whether more is coming."""


class Flood:
    """Whether events pour in, and the rest it asks for."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._over = threading.Event()
        self._committed: Position = 0

    def committed(self, position: Position) -> None:
        """The latest place in the log."""
        self._committed = position

    def end(self) -> None:
        """Nobody is to rest any more."""
        self._over.set()

    def give_way(self, events: int, begun: Duration) -> None:
        """Rest twice as long as was worked, unless nothing comes meanwhile.

        Args:
            events: how many were taken in.
            begun: when that work began, by the steady clock.
        """
        if events < SURGE:
            return
        now = self._clock.steady()
        until, seen = now + min(2 * (now - begun), _LONGEST), -1
        while self._clock.steady() < until and seen != self._committed:
            seen = self._committed
            if self._over.wait(_GLANCE):
                return
