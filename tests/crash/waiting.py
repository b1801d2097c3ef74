"""Waiting for something to become so; the guard is for what never will."""

import time
from collections.abc import Callable
from typing import Final

from tropa.clock import SECOND, MachineClock

GUARD: Final = 900
"""Seconds after which something that should have happened never will: a machine that does ten
other things, and compiles every kernel first, is slow and not wrong."""


def wait_until(is_so: Callable[[], bool], otherwise: Callable[[], object]) -> None:
    """Return as soon as it is so."""
    clock = MachineClock()
    until = clock.steady() + GUARD * SECOND
    while not is_so():
        assert clock.steady() < until, otherwise()
        time.sleep(0.02)
