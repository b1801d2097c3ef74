"""A server for which it is always the same moment: `serve_stopped.py FOLDER MICROSECONDS`."""

import sys
from pathlib import Path

from tropa.clock import Duration, Instant, MachineClock
from tropa.show.api.serve import Bound, serve
from tropa.workspace.opening import open_workspace


class StoppedClock:
    """It is one moment for ever; what is measured takes its time all the same."""

    def __init__(self, at: Instant) -> None:
        self._at, self._machine = at, MachineClock()

    def now(self) -> Instant:
        return self._at

    def steady(self) -> Duration:
        return self._machine.steady()


def _tell(bound: Bound) -> None:
    sys.stdout.write(f"{bound.address}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    with open_workspace(Path(sys.argv[1]), StoppedClock(int(sys.argv[2]))) as opened:
        serve([opened], opened.settings, "127.0.0.1", 0, _tell)
