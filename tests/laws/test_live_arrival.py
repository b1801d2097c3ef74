"""However the same events arrive, everybody stands in the same place, every number is the same.

Any order, any pieces, restarts, compaction, rebuilding, publishing and undone merges between.
"""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from live.arriving import Way, aparts, events, outcome, ways
from live.walking import walked
from strategies import times
from tropa.event import Event

Apart = Sequence[tuple[str, str]]


def assert_same(told: list[Event], way: Way, unit: str, apart: Apart) -> None:
    in_order = tuple(sorted(range(len(told)), key=lambda one: told[one].time))
    with walked(told, Way(in_order), unit, apart) as tried:
        expected = outcome(tried)
    with walked(told, way, unit, apart) as tried:
        assert outcome(tried) == expected


@times(0.3)
@given(events("person"), st.data())
def test_persons_stand_the_same_however_their_events_arrive(
    told: list[Event], data: st.DataObject
) -> None:
    assert_same(told, data.draw(ways(len(told))), "person", data.draw(aparts))


@times(0.3)
@given(events("deal"), st.data())
def test_deals_stand_the_same_however_their_events_arrive(
    told: list[Event], data: st.DataObject
) -> None:
    assert_same(told, data.draw(ways(len(told))), "deal", data.draw(aparts))
