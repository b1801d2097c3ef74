"""Whoever adds the moves that appeared and drops those withdrawn has exactly what there is."""

from hypothesis import given
from hypothesis import strategies as st

from live.arriving import END, START, Way, aparts, events, ways
from live.walking import Walk, walked
from strategies import times
from tropa.clock import DAY, Instant
from tropa.event import Event
from tropa.live.moves import Difference
from tropa.testing import Temporary

# A listener lives as long as the process does.
BETWEEN = ("drain", "drain", "move", "compact", "some", "publish", "undo")


class Listening:
    """Somebody who believes what is told."""

    def __init__(self) -> None:
        self.known: dict[int, tuple[int, int, Instant]] = {}

    def begin(self, tried: Temporary) -> None:
        board = tried.workspace.boards["shop"]
        before = board.listen(self.hear, tried.clock.now())
        self.known = {key: (one.kind, one.stage, one.at) for key, one in before.items()}

    def hear(self, told: Difference) -> None:
        for one in told.withdrawn:
            assert one.key in self.known, "withdrawn, and never told"
            del self.known[one.key]
        for one in told.appeared:
            assert one.key not in self.known, "told twice"
            self.known[one.key] = (one.kind, one.stage, one.at)


def present(tried: Temporary, now: Instant) -> dict[int, tuple[int, int, Instant]]:
    moves = tried.workspace.boards["shop"].moves(now)
    return {key: (one.kind, one.stage, one.at) for key, one in moves.items()}


@times(0.2)
@given(st.sampled_from(("person", "deal")), st.data())
def test_what_is_told_adds_up_to_what_there_is(unit: str, data: st.DataObject) -> None:
    told: list[Event] = data.draw(events(unit))
    way, apart = data.draw(ways(len(told), BETWEEN)), data.draw(aparts)
    listening = Listening()
    with walked(told, way, unit, apart, lambda walk: listening.begin(walk.tried)) as tried:
        assert listening.known == present(tried, END)


@times(0.2)
@given(events("person"), st.lists(st.integers(0, 3), max_size=8))
def test_moves_that_come_due_by_themselves_are_told_once(
    told: list[Event], steps: list[int]
) -> None:
    listening = Listening()

    def begin(walk: Walk) -> None:
        walk.tried.clock.set(START)
        listening.begin(walk.tried)

    way = Way(tuple(range(len(told))))
    with walked(told, way, "person", begun=begin) as tried:
        for step in steps:
            tried.clock.move(step * DAY)
            tried.workspace.boards["shop"].tell_due(tried.clock.now())
            assert listening.known == present(tried, tried.clock.now())
