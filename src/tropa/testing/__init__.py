"""For those who embed Tropa or test their maps: a workspace that lasts as long as a test.

    from tropa.testing import HandClock, event, temporary_workspace

    with temporary_workspace(MAP, [event("ann", "2026-03-02T10:00", "form_submit")]) as tried:
        assert tried.stage_of("ann") == "request"
        tried.clock.set("2026-04-01T10:00")
        assert tried.status_of("ann") == "lost"

Nothing here is a stand-in: the folder, the ledger and the placing are the real ones, and only
the clock is turned by hand.
"""

from tropa.testing.clock import HandClock
from tropa.testing.events import event
from tropa.testing.temporary import Temporary, temporary_workspace

__all__ = ["HandClock", "Temporary", "event", "temporary_workspace"]
