"""Keeping comes before showing, for a while and only when there is a flood."""

from tropa.clock import SECOND, Duration
from tropa.live.flood import SURGE, Flood
from tropa.testing import HandClock


class Passing(HandClock):
    """A clock on which a tenth of a second passes at every look; somebody may act then."""

    def __init__(self) -> None:
        super().__init__()
        self.looks = 0
        self.flood: Flood | None = None

    def steady(self) -> Duration:
        self.move(SECOND // 10)
        self.looks += 1
        if self.flood is not None:
            self.flood.committed(self.looks)
        return super().steady()


def rested(events: int, worked: Duration, *, pouring: bool) -> Duration:
    """How long somebody rests after so much work."""
    clock = Passing()
    flood, begun = Flood(clock), clock.now()
    clock.flood = flood if pouring else None
    clock.move(worked)
    flood.give_way(events, begun)
    return clock.now() - begun - worked


def test_while_events_pour_in_rest_is_twice_the_work_but_not_for_long() -> None:
    assert SECOND <= rested(SURGE, SECOND // 2, pouring=True) <= SECOND * 3 // 2
    assert 2 * SECOND <= rested(SURGE, 60 * SECOND, pouring=True) <= SECOND * 5 // 2


def test_when_nothing_comes_meanwhile_nobody_rests() -> None:
    assert rested(SURGE, 60 * SECOND, pouring=False) < SECOND // 2


def test_a_handful_of_events_is_no_flood() -> None:
    assert rested(SURGE - 1, 60 * SECOND, pouring=True) == 0


def test_at_the_end_nobody_rests() -> None:
    clock = Passing()
    flood = Flood(clock)
    clock.flood = flood
    flood.end()
    flood.give_way(SURGE, clock.now() - 60 * SECOND)
    assert clock.looks <= 2
