"""A server that is wrong on purpose: it answers before the commit.

The checker must find what it loses, or the checker checks nothing.
"""

import sys
import threading
import time
from concurrent.futures import Future

from tropa.keep.intake import Intake, Offer, Outcome
from tropa.show.cli.main import main

_LATE = 0.3


def hasty(self: Intake, offer: Offer) -> "Future[Outcome]":
    """Everything is fine, says it, and keeps the events a moment later."""
    said: Future[Outcome] = Future()
    said.set_result(Outcome(len(offer.events), 0))

    def keep() -> None:
        time.sleep(_LATE)
        patient(self, offer)

    threading.Thread(target=keep, daemon=True).start()
    return said


if __name__ == "__main__":
    patient = Intake.offer
    setattr(Intake, "offer", hasty)  # noqa: B010 - wrong on purpose
    sys.exit(main())
