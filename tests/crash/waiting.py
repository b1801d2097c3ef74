"""Waiting for something to become so; the guard is for what never will."""

import time
from collections.abc import Callable
from typing import Final

from tropa.clock import SECOND, MachineClock

GUARD: Final = 120
"""Seconds after which something that should have happened never will."""


def wait_until(is_so: Callable[[], bool], otherwise: Callable[[], object]) -> None:
    """Return as soon as it is so."""
    clock = MachineClock()
    until = clock.steady() + GUARD * SECOND
    while not is_so():
        assert clock.steady() < until, otherwise()
        time.sleep(0.02)
