"""How results are printed: a table a benchmark, with the bar beside what was measured."""

import os
import platform
import statistics
import time
from collections.abc import Callable
from typing import TextIO

import psutil

_LARGE = 50_000_000


_ENOUGH = 1.0
_MOST = 50


def timed(work: Callable[[], object], runs: int = 3, *, warm: bool = False) -> float:
    """The median of several runs in seconds, after one that nobody counts.

    What is quick is run more often, until a second has gone: one hiccup is not its time.

    Args:
        work: what is timed.
        runs: how often at least.
        warm: it was done just before, and needs no run that nobody counts.
    """
    if not warm:
        work()
    took: list[float] = []
    while len(took) < runs or (sum(took) < _ENOUGH and len(took) < _MOST):
        begun = time.perf_counter()
        work()
        took.append(time.perf_counter() - begun)
    return statistics.median(took)


class Report:
    """Lines of results."""

    def __init__(self, out: TextIO, events: int) -> None:
        """Print to `out`; benchmarks of a size take about so many events."""
        self._out = out
        self.events = events

    @property
    def runs(self) -> int:
        """How often each thing is timed: what takes long varies little."""
        return 3 if self.events <= _LARGE else 1

    def machine(self) -> None:
        """What all this ran on."""
        memory = psutil.virtual_memory().total / 2**30
        self.line(
            f"{platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GB, "
            f"Python {platform.python_version()}"
        )

    def title(self, text: str) -> None:
        """Begin a benchmark."""
        self.line(f"\n{text}")

    def row(self, what: str, measured: str, ratio: str = "") -> None:
        """One thing measured."""
        self.line(f"  {what:<58} {measured:>16} {ratio:>10}")

    def bar(self, text: str, *, met: bool) -> None:
        """What was promised, and whether it was kept this time."""
        self.line(f"  {'held' if met else 'MISSED'}: {text}")

    def line(self, text: str) -> None:
        """Anything else, at once."""
        self._out.write(text + "\n")
        self._out.flush()
