"""A server for which it is always the same moment: `serve_stopped.py FOLDER MICROSECONDS`."""

import sys
from pathlib import Path

from tropa.clock import MachineClock
from tropa.show.api.serve import Bound, serve
from tropa.show.cli.demo import FastClock
from tropa.workspace.opening import open_workspace


def _tell(bound: Bound) -> None:
    sys.stdout.write(f"{bound.address}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    # A clock that was put somewhere and not told to go: what is measured takes its time.
    clock = FastClock(MachineClock(), int(sys.argv[2]))
    with open_workspace(Path(sys.argv[1]), clock) as opened:
        serve([opened], opened.settings, "127.0.0.1", 0, _tell)
